<?xml version="1.0" encoding="UTF-8"?>
<!-- The start page: the form for looking a certificate up. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    exclude-result-prefixes="m">

  <xsl:include href="../part/frame.xsl"/>
  <xsl:include href="../part/field.xsl"/>
  <xsl:include href="../part/code.xsl"/>

  <xsl:template match="m:page" mode="title">
    <xsl:value-of select="$text/home.title"/>
  </xsl:template>
  <xsl:template match="m:page[m:form/m:field/m:error]" mode="title">
    <xsl:value-of select="concat($text/error.prefix, $text/home.title)"/>
  </xsl:template>

  <xsl:template match="m:page" mode="main">
    <div class="intro">
      <h1><xsl:value-of select="$text/home.title"/></h1>
      <p class="lead"><xsl:value-of select="$text/home.lead"/></p>
    </div>
    <div class="columns">
      <div class="wide">
        <xsl:apply-templates select="m:form" mode="summary"/>
        <xsl:apply-templates select="m:form"/>
        <xsl:apply-templates select="." mode="code"/>
      </div>
      <div class="aside">
        <xsl:call-template name="where"/>
        <section>
          <h2><xsl:value-of select="$text/home.file"/></h2>
          <xsl:apply-templates select="$text/home.file.body/*" mode="prose"/>
        </section>
        <section>
          <h2><xsl:value-of select="$text/home.what"/></h2>
          <xsl:apply-templates select="$text/home.what.body/*" mode="prose"/>
        </section>
        <section>
          <h2><xsl:value-of select="$text/home.force"/></h2>
          <xsl:apply-templates select="$text/home.force.body/*" mode="prose"/>
        </section>
        <xsl:apply-templates select="m:service" mode="for-holders"/>
      </div>
    </div>
  </xsl:template>

  <xsl:template match="m:service" mode="for-holders">
    <section>
      <h2><xsl:value-of select="$text/home.holder"/></h2>
      <xsl:apply-templates select="$text/home.holder.body/*" mode="prose"/>
    </section>
  </xsl:template>
  <xsl:template match="m:service[@sign-in = 'off']" mode="for-holders"/>

  <xsl:template match="m:form">
    <form class="card" action="{@action}{$query}" method="post"
        accept-charset="UTF-8" novalidate="novalidate"
        aria-labelledby="form-title">
      <xsl:apply-templates select="." mode="enter-key"/>
      <h2 id="form-title"><xsl:value-of select="$text/home.form"/></h2>
      <p class="hint"><xsl:value-of select="$text/home.required"/></p>
      <xsl:apply-templates select="m:field" mode="input"/>
      <button class="main" type="submit">
        <xsl:value-of select="$text/home.submit"/>
      </button>
    </form>
  </xsl:template>

  <!-- A small certificate that shows where to look: labels only. -->
  <xsl:template name="where">
    <figure class="where">
      <div class="mini" lang="zh-CN" aria-hidden="true">
        <p class="mini-head">专业技术人员职业资格证书</p>
        <p class="mini-line long"></p>
        <p class="mini-line"></p>
        <p class="mini-field asked">姓名</p>
        <p class="mini-field asked">证件号码</p>
        <p class="mini-field">性别</p>
        <p class="mini-field">出生年月</p>
        <p class="mini-field">批准日期</p>
        <p class="mini-field asked">管理号</p>
      </div>
      <figcaption><xsl:value-of select="$text/home.where"/></figcaption>
    </figure>
  </xsl:template>
</xsl:stylesheet>
