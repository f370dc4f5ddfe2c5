<?xml version="1.0" encoding="UTF-8"?>
<!-- Signing in, first step: who somebody is; or the way to a gateway. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    exclude-result-prefixes="m">

  <xsl:include href="../part/frame.xsl"/>
  <xsl:include href="../part/field.xsl"/>
  <xsl:include href="../part/holder.xsl"/>

  <xsl:template match="m:page" mode="heading">
    <xsl:value-of select="$text/sign-in.title"/>
  </xsl:template>

  <xsl:template match="m:page" mode="main">
    <div class="intro">
      <h1><xsl:value-of select="$text/sign-in.title"/></h1>
      <p class="lead"><xsl:value-of select="$text/sign-in.lead"/></p>
    </div>
    <div class="columns">
      <div class="wide">
        <xsl:apply-templates select="." mode="faults"/>
        <xsl:apply-templates select="m:form | m:gateway"/>
      </div>
      <div class="aside">
        <xsl:apply-templates select="m:form" mode="who"/>
        <section>
          <h2><xsl:value-of select="$text/sign-in.not"/></h2>
          <xsl:apply-templates select="$text/sign-in.not.body/*" mode="prose"/>
        </section>
      </div>
    </div>
  </xsl:template>

  <xsl:template match="m:form" mode="who">
    <section>
      <h2><xsl:value-of select="$text/sign-in.who"/></h2>
      <xsl:apply-templates select="$text/sign-in.who.body/*" mode="prose"/>
    </section>
  </xsl:template>

  <xsl:template match="m:form">
    <form class="card" action="{@action}{$query}" method="post"
        accept-charset="UTF-8" novalidate="novalidate"
        aria-labelledby="form-title">
      <xsl:apply-templates select="." mode="enter-key"/>
      <xsl:apply-templates select="@csrf" mode="hidden"/>
      <h2 id="form-title"><xsl:value-of select="$text/sign-in.form"/></h2>
      <p class="hint"><xsl:value-of select="$text/sign-in.form.hint"/></p>
      <xsl:apply-templates select="m:field" mode="input"/>
      <button class="main" type="submit">
        <xsl:value-of select="$text/sign-in.submit"/>
      </button>
    </form>
  </xsl:template>

  <!-- Here the one who types is the one who is named. -->
  <xsl:template match="m:field[@name = 'name']" mode="keyboard">
    <xsl:attribute name="lang">zh-CN</xsl:attribute>
    <xsl:attribute name="inputmode">text</xsl:attribute>
    <xsl:attribute name="autocapitalize">words</xsl:attribute>
    <xsl:attribute name="autocomplete">name</xsl:attribute>
  </xsl:template>

  <xsl:template match="m:gateway">
    <section class="card">
      <h2><xsl:value-of select="$text/sign-in.gateway"/></h2>
      <p><xsl:value-of select="$text/sign-in.gateway.hint"/></p>
      <p><a class="button main" href="{@href}{$query}">
        <xsl:value-of select="$text/sign-in.gateway.go"/>
      </a></p>
    </section>
  </xsl:template>
</xsl:stylesheet>
