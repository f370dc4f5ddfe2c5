<?xml version="1.0" encoding="UTF-8"?>
<!-- The reports that administrators may ask for. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    exclude-result-prefixes="m">

  <xsl:include href="../part/frame.xsl"/>

  <xsl:template match="m:page" mode="robots">
    <meta name="robots" content="noindex, nofollow, noarchive"/>
  </xsl:template>
  <xsl:template match="m:page" mode="style">
    <link rel="stylesheet" href="/static/admin.css"/>
  </xsl:template>
  <xsl:template match="m:page" mode="title">
    <xsl:value-of select="$text/reports.title"/>
  </xsl:template>

  <xsl:template match="m:page" mode="main">
    <div class="intro">
      <h1><xsl:value-of select="$text/reports.title"/></h1>
      <p class="lead"><xsl:value-of select="$text/reports.lead"/></p>
    </div>
    <ul class="report-list">
      <xsl:apply-templates select="m:reports/m:report"/>
    </ul>
  </xsl:template>

  <xsl:template match="m:report">
    <li>
      <a href="/admin/reports/{@name}{$query}">
        <xsl:apply-templates select="m:title[@xml:lang = /m:page/@lang]"/>
      </a>
      <p><xsl:apply-templates select="m:purpose[@xml:lang = /m:page/@lang]"/></p>
    </li>
  </xsl:template>
</xsl:stylesheet>
