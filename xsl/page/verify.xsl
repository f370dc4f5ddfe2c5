<?xml version="1.0" encoding="UTF-8"?>
<!-- Checking a file that one was handed: the form, and the box for a code. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    exclude-result-prefixes="m">

  <xsl:include href="../part/frame.xsl"/>
  <xsl:include href="../part/field.xsl"/>
  <xsl:include href="../part/code.xsl"/>

  <xsl:template match="m:page" mode="style">
    <link rel="stylesheet" href="/static/verify.css"/>
  </xsl:template>

  <xsl:template match="m:page" mode="title">
    <xsl:value-of select="$text/verify.title"/>
  </xsl:template>
  <xsl:template match="m:page[m:form/m:field/m:error]" mode="title">
    <xsl:value-of select="concat($text/error.prefix, $text/verify.title)"/>
  </xsl:template>

  <xsl:template match="m:page" mode="main">
    <div class="intro">
      <h1><xsl:value-of select="$text/verify.title"/></h1>
      <p class="lead"><xsl:value-of select="$text/verify.lead"/></p>
    </div>
    <div class="columns">
      <div class="wide">
        <xsl:apply-templates select="m:form" mode="summary"/>
        <xsl:apply-templates select="m:form"/>
        <xsl:apply-templates select="." mode="code"/>
      </div>
      <div class="aside">
        <section>
          <h2><xsl:value-of select="$text/verify.what"/></h2>
          <xsl:apply-templates select="$text/verify.what.body/*" mode="prose"/>
        </section>
        <section>
          <h2><xsl:value-of select="$text/verify.privacy"/></h2>
          <xsl:apply-templates select="$text/verify.privacy.body/*" mode="prose"/>
        </section>
        <section>
          <h2><xsl:value-of select="$text/verify.paper"/></h2>
          <xsl:apply-templates select="$text/verify.paper.body/*" mode="prose"/>
        </section>
      </div>
    </div>
  </xsl:template>

  <xsl:template match="m:form">
    <form class="card" action="{@action}{$query}" method="post"
        enctype="multipart/form-data" novalidate="novalidate"
        aria-labelledby="form-title">
      <h2 id="form-title"><xsl:value-of select="$text/verify.form"/></h2>
      <xsl:apply-templates select="m:field" mode="input"/>
      <button class="main" type="submit">
        <xsl:value-of select="$text/verify.submit"/>
      </button>
    </form>
  </xsl:template>

  <xsl:template match="m:field[@name = 'file']" mode="control">
    <input type="file" id="file" name="file"
        accept=".xml,application/xml,text/xml">
      <xsl:apply-templates select="." mode="required"/>
      <xsl:apply-templates select="." mode="described"/>
    </input>
  </xsl:template>
</xsl:stylesheet>
