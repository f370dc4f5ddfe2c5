<?xml version="1.0" encoding="UTF-8"?>
<!-- A problem that nginx tells by itself, for programs: RFC 9457, appendix B. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    xmlns="urn:ietf:rfc:7807"
    exclude-result-prefixes="m">

  <xsl:output method="xml" encoding="UTF-8"/>

  <xsl:param name="lang">zh</xsl:param>

  <xsl:template match="/">
    <xsl:apply-templates select="m:page/m:problem"/>
  </xsl:template>

  <xsl:template match="m:problem">
    <problem xml:lang="{$lang}">
      <type><xsl:value-of select="concat('urn:ecert:problem:', @code)"/></type>
      <title><xsl:value-of select="m:sentence[@xml:lang = $lang]"/></title>
      <detail><xsl:value-of select="m:next[@xml:lang = $lang]"/></detail>
      <status><xsl:value-of select="@status"/></status>
      <code><xsl:value-of select="@code"/></code>
    </problem>
  </xsl:template>
</xsl:stylesheet>
