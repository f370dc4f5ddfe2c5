<?xml version="1.0" encoding="UTF-8"?>
<!-- Signing in, second step: the code from the telephone on record. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    exclude-result-prefixes="m">

  <xsl:include href="../part/frame.xsl"/>
  <xsl:include href="../part/field.xsl"/>
  <xsl:include href="../part/holder.xsl"/>

  <xsl:template match="m:page" mode="heading">
    <xsl:value-of select="$text/sign-in-code.title"/>
  </xsl:template>

  <xsl:template match="m:page" mode="main">
    <div class="intro">
      <h1><xsl:value-of select="$text/sign-in-code.title"/></h1>
      <!-- The same words whether or not the person is on record. -->
      <p class="lead"><xsl:value-of select="$text/sign-in-code.lead"/></p>
    </div>
    <div class="columns">
      <div class="wide">
        <xsl:apply-templates select="." mode="faults"/>
        <xsl:apply-templates select="m:form"/>
      </div>
      <div class="aside">
        <section>
          <h2><xsl:value-of select="$text/sign-in-code.none"/></h2>
          <xsl:apply-templates select="$text/sign-in-code.none.body/*" mode="prose"/>
        </section>
      </div>
    </div>
  </xsl:template>

  <xsl:template match="m:form">
    <form class="card" action="{@action}{$query}" method="post"
        accept-charset="UTF-8" novalidate="novalidate"
        aria-labelledby="form-title">
      <xsl:apply-templates select="@csrf" mode="hidden"/>
      <h2 id="form-title"><xsl:value-of select="$text/sign-in-code.form"/></h2>
      <xsl:apply-templates select="m:field" mode="input"/>
      <button class="main" type="submit">
        <xsl:value-of select="$text/sign-in-code.submit"/>
      </button>
    </form>
  </xsl:template>

  <xsl:template match="m:field" mode="label">
    <xsl:value-of select="$text/sign-in-code.label"/>
  </xsl:template>
  <xsl:template match="m:field" mode="hint">
    <xsl:value-of select="$text/sign-in-code.hint"/>
  </xsl:template>
  <xsl:template match="m:field" mode="keyboard">
    <xsl:attribute name="inputmode">numeric</xsl:attribute>
    <xsl:attribute name="autocomplete">one-time-code</xsl:attribute>
  </xsl:template>
</xsl:stylesheet>
