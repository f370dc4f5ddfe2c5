<?xml version="1.0" encoding="UTF-8"?>
<!-- The same problem as JSON; its sentences are ours and have nothing in them
     that JSON escapes. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1">

  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:param name="lang">zh</xsl:param>

  <xsl:template match="/">
    <xsl:apply-templates select="m:page/m:problem"/>
  </xsl:template>

  <xsl:template match="m:problem">
    <xsl:text>{"lang":"</xsl:text>
    <xsl:value-of select="$lang"/>
    <xsl:text>","type":"urn:ecert:problem:</xsl:text>
    <xsl:value-of select="@code"/>
    <xsl:text>","title":"</xsl:text>
    <xsl:value-of select="m:sentence[@xml:lang = $lang]"/>
    <xsl:text>","detail":"</xsl:text>
    <xsl:value-of select="m:next[@xml:lang = $lang]"/>
    <xsl:text>","status":</xsl:text>
    <xsl:value-of select="@status"/>
    <xsl:text>,"code":"</xsl:text>
    <xsl:value-of select="@code"/>
    <xsl:text>"}&#10;</xsl:text>
  </xsl:template>
</xsl:stylesheet>
