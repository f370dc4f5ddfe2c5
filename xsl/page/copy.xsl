<?xml version="1.0" encoding="UTF-8"?>
<!--
  The answer to who asks by the code of an annotated copy: verdict, time, what
  was annotated, the face as on the copy, limits, another code.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    xmlns:c="urn:ecert:certificate:1"
    exclude-result-prefixes="m c">

  <xsl:include href="../part/frame.xsl"/>
  <xsl:include href="../part/verdict.xsl"/>
  <xsl:include href="../part/code.xsl"/>
  <xsl:include href="../part/when.xsl"/>
  <xsl:include href="../document/preview.xsl"/>

  <xsl:template match="m:page" mode="style">
    <link rel="stylesheet" href="/static/copy.css"/>
  </xsl:template>

  <xsl:template match="m:page" mode="robots">
    <meta name="robots" content="noindex, nofollow, noarchive"/>
  </xsl:template>

  <xsl:template match="m:page" mode="title">
    <xsl:apply-templates select="m:check/m:verdict" mode="heading"/>
  </xsl:template>

  <!-- No face: the copy is over, or there is none. -->
  <xsl:template match="m:page" mode="main">
    <xsl:apply-templates select="m:check/m:verdict" mode="banner"/>
    <xsl:apply-templates select="m:check" mode="when"/>
    <div class="columns">
      <div class="wide">
        <xsl:apply-templates select="c:annotation" mode="summary"/>
        <xsl:apply-templates select="." mode="code"/>
      </div>
      <div class="aside">
        <xsl:apply-templates select="." mode="recorded"/>
        <p class="again">
          <a class="button" href="/{$query}">
            <xsl:value-of select="$text/copy.lookup"/>
          </a>
        </p>
      </div>
    </div>
  </xsl:template>

  <xsl:template match="m:page[c:certificate]" mode="main">
    <xsl:apply-templates select="m:check/m:verdict" mode="banner"/>
    <xsl:apply-templates select="m:check" mode="when"/>
    <div class="columns result">
      <section class="wide" aria-labelledby="face-title">
        <h2 class="screen" id="face-title">
          <xsl:value-of select="$text/copy.face"/>
        </h2>
        <xsl:apply-templates select="c:certificate" mode="face"/>
      </section>
      <div class="aside">
        <xsl:apply-templates select="m:check/m:verdict" mode="compare"/>
        <section>
          <h2><xsl:value-of select="$text/copy.limits"/></h2>
          <xsl:apply-templates select="$text/copy.limits.body/*" mode="prose"/>
        </section>
        <xsl:apply-templates select="." mode="recorded"/>
        <xsl:apply-templates select="." mode="code"/>
      </div>
    </div>
  </xsl:template>

  <xsl:template match="m:page" mode="recorded">
    <section>
      <h2><xsl:value-of select="$text/copy.recorded"/></h2>
      <xsl:apply-templates select="$text/copy.recorded.body/*" mode="prose"/>
    </section>
  </xsl:template>

  <xsl:template match="m:verdict" mode="compare"/>
  <xsl:template match="m:verdict[@state = 'copy-good']" mode="compare">
    <section>
      <h2><xsl:value-of select="$text/copy.compare"/></h2>
      <xsl:apply-templates select="$text/copy.compare.body/*" mode="prose"/>
    </section>
  </xsl:template>

  <!-- What was annotated, of a copy whose face is not shown any more. -->
  <xsl:template match="c:annotation" mode="summary">
    <section>
      <h2><xsl:value-of select="$text/copy.annotation"/></h2>
      <dl class="facts whole">
        <div>
          <dt><xsl:value-of select="$text/copy.cause"/></dt>
          <dd><xsl:apply-templates select="c:cause" mode="said"/></dd>
        </div>
        <div>
          <dt><xsl:value-of select="$text/copy.made"/></dt>
          <dd><xsl:apply-templates select="c:made" mode="moment"/></dd>
        </div>
        <div>
          <dt><xsl:value-of select="$text/copy.expires"/></dt>
          <dd><xsl:apply-templates select="c:expires" mode="moment"/></dd>
        </div>
        <div>
          <dt><xsl:value-of select="$text/copy.code"/></dt>
          <dd class="code"><xsl:apply-templates select="@code" mode="grouped"/></dd>
        </div>
      </dl>
    </section>
  </xsl:template>

  <xsl:template match="c:cause" mode="said">
    <xsl:value-of select="."/>
  </xsl:template>
  <xsl:template match="c:cause[/m:page/@lang = 'en']" mode="said">
    <xsl:value-of select="/m:page/m:scene[@xml:lang = 'en']"/>
  </xsl:template>
</xsl:stylesheet>
