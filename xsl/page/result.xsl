<?xml version="1.0" encoding="UTF-8"?>
<!-- The answer to a look-up: verdict, time, face, limits, what to do next. -->
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

  <xsl:template match="m:page" mode="robots">
    <meta name="robots" content="noindex, nofollow, noarchive"/>
  </xsl:template>

  <xsl:template match="m:page" mode="title">
    <xsl:apply-templates select="m:check/m:verdict" mode="heading"/>
  </xsl:template>

  <xsl:template match="m:page" mode="main">
    <xsl:apply-templates select="m:check/m:verdict" mode="banner"/>
    <xsl:apply-templates select="m:check" mode="when"/>
    <p class="again">
      <a class="button" href="/{$query}">
        <xsl:value-of select="$text/result.retry"/>
      </a>
    </p>
  </xsl:template>

  <xsl:template match="m:page[c:certificate]" mode="main">
    <xsl:apply-templates select="m:check/m:verdict" mode="banner"/>
    <xsl:apply-templates select="m:check" mode="when"/>
    <div class="columns result">
      <section class="wide" aria-labelledby="face-title">
        <h2 class="screen" id="face-title">
          <xsl:value-of select="$text/result.face"/>
        </h2>
        <xsl:apply-templates select="c:certificate" mode="face"/>
      </section>
      <div class="aside">
        <xsl:apply-templates select="m:check/m:verdict" mode="compare"/>
        <section>
          <h2><xsl:value-of select="$text/result.limits"/></h2>
          <xsl:apply-templates select="$text/result.limits.body/*" mode="prose"/>
        </section>
        <section>
          <h2><xsl:value-of select="$text/result.keep"/></h2>
          <xsl:apply-templates select="m:download"/>
          <p><xsl:value-of select="$text/result.print"/></p>
        </section>
        <p class="again">
          <a class="button" href="/{$query}">
            <xsl:value-of select="$text/result.again"/>
          </a>
        </p>
      </div>
    </div>
  </xsl:template>

  <xsl:template match="m:verdict" mode="compare"/>
  <xsl:template match="m:verdict[@state = 'issued']" mode="compare">
    <section>
      <h2><xsl:value-of select="$text/result.compare"/></h2>
      <xsl:apply-templates select="$text/result.compare.body/*" mode="prose"/>
    </section>
  </xsl:template>

  <xsl:template match="m:download">
    <p>
      <a class="button" href="{@href}"><xsl:value-of select="$text/result.download"/></a>
    </p>
    <p class="hint">
      <xsl:apply-templates select="$text/result.download.hint/node()" mode="prose"/>
    </p>
  </xsl:template>
</xsl:stylesheet>
