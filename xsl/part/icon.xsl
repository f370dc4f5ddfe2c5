<?xml version="1.0" encoding="UTF-8"?>
<!-- Signs beside words; the words carry the meaning. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    exclude-result-prefixes="m">

  <xsl:template match="*" mode="icon">
    <svg class="icon" viewBox="0 0 48 48" width="48" height="48"
        aria-hidden="true" focusable="false">
      <circle cx="24" cy="24" r="22"/>
      <xsl:apply-templates select="." mode="sign"/>
    </svg>
  </xsl:template>

  <!-- Not known: a question mark, never a tick. -->
  <xsl:template match="*" mode="sign">
    <path d="M17.5 18.5a6.5 6.5 0 1 1 9.6 5.7c-2 1.1-3.1 2.3-3.1 4.8"/>
    <path d="M24 35.5v.5"/>
  </xsl:template>
  <xsl:template mode="sign"
      match="m:verdict[@state = 'issued' or @state = 'copy-good']">
    <path d="M13.5 24.8l7.2 7.2 14-15.5"/>
  </xsl:template>
  <xsl:template match="m:verdict[@state = 'revoked']" mode="sign">
    <path d="M16 16l16 16M32 16l-16 16"/>
  </xsl:template>
  <xsl:template match="m:verdict[@state = 'suspended']" mode="sign">
    <path d="M18.5 15v18M29.5 15v18"/>
  </xsl:template>
  <xsl:template match="m:verdict[@state = 'superseded']" mode="sign">
    <path d="M13 24h21M26 15.5l8.5 8.5-8.5 8.5"/>
  </xsl:template>
  <xsl:template mode="sign"
      match="m:verdict[@state = 'not-found' or @state = 'copy-unknown']">
    <circle class="lens" cx="22" cy="22" r="8"/>
    <path d="M28 28l7 7"/>
  </xsl:template>
  <xsl:template match="m:verdict[@state = 'copy-expired']" mode="sign">
    <path d="M24 12.5v12l8 5"/>
  </xsl:template>
  <xsl:template match="m:verdict[@state = 'copy-withdrawn']" mode="sign">
    <path d="M34 33v-5a7 7 0 0 0-7-7H14.5M21 14l-7 7 7 7"/>
  </xsl:template>
</xsl:stylesheet>
