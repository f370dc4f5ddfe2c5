<?xml version="1.0" encoding="UTF-8"?>
<!-- Under a verdict: when it was given, by whom, and where to ask again. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    exclude-result-prefixes="m">

  <xsl:template match="m:check" mode="when">
    <dl class="facts">
      <div>
        <dt><xsl:value-of select="$text/result.when"/></dt>
        <dd>
          <xsl:apply-templates select="@at" mode="time"/>
          <xsl:value-of select="$text/result.zone"/>
        </dd>
      </div>
      <div>
        <dt><xsl:value-of select="$text/result.by"/></dt>
        <dd><xsl:apply-templates select="/m:page/m:service" mode="name"/></dd>
      </div>
      <xsl:apply-templates select="@until" mode="when"/>
      <xsl:apply-templates select="/m:page/m:service/@base-url" mode="when"/>
    </dl>
  </xsl:template>

  <xsl:template match="@until" mode="when">
    <div class="screen">
      <dt><xsl:value-of select="$text/result.until"/></dt>
      <dd><xsl:apply-templates select="." mode="time"/></dd>
    </div>
  </xsl:template>
  <!-- Nothing but the time of the check may differ from one "not found" to the next. -->
  <xsl:template match="m:check[m:verdict/@state = 'not-found']/@until" mode="when"/>

  <!-- Paper outlives the result's own address, so it names the service's. -->
  <xsl:template match="@base-url" mode="when">
    <div class="paper">
      <dt><xsl:value-of select="$text/result.address"/></dt>
      <dd><xsl:value-of select="concat(., '/')"/></dd>
    </div>
  </xsl:template>
</xsl:stylesheet>
