<?xml version="1.0" encoding="UTF-8"?>
<!-- What the pages of a holder share: their style, faults, states of copies. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    exclude-result-prefixes="m">

  <xsl:template match="m:page" mode="robots">
    <meta name="robots" content="noindex, nofollow, noarchive"/>
  </xsl:template>
  <xsl:template match="m:page" mode="style">
    <link rel="stylesheet" href="/static/holder.css"/>
  </xsl:template>

  <!-- The page's title, told to be of a form with faults where it is. -->
  <xsl:template match="m:page" mode="title">
    <xsl:apply-templates select="." mode="heading"/>
  </xsl:template>
  <xsl:template match="m:page[m:fault or .//m:field/m:error]" mode="title">
    <xsl:value-of select="$text/error.prefix"/>
    <xsl:apply-templates select="." mode="heading"/>
  </xsl:template>

  <xsl:template match="m:page" mode="faults"/>
  <xsl:template match="m:page[m:fault or .//m:field/m:error]" mode="faults">
    <xsl:call-template name="summary">
      <xsl:with-param name="faults" select="m:fault | .//m:field/m:error"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="m:page" mode="back">
    <p class="back">
      <a href="/holder{$query}">
        <span aria-hidden="true">‹ </span>
        <xsl:value-of select="$text/holder.back"/>
      </a>
    </p>
  </xsl:template>

  <!-- The colours of a copy's state are those of a certificate's. -->
  <xsl:template match="m:annotation" mode="tone">unchecked</xsl:template>
  <xsl:template match="m:annotation[@state = 'good']" mode="tone">issued</xsl:template>
  <xsl:template match="m:annotation[@state = 'expired']" mode="tone">suspended</xsl:template>
  <xsl:template match="m:annotation[@state = 'withdrawn']" mode="tone">not-found</xsl:template>

  <xsl:template match="m:annotation" mode="tag">
    <xsl:variable name="tone">
      <xsl:apply-templates select="." mode="tone"/>
    </xsl:variable>
    <xsl:variable name="own"
        select="$text/*[name() = concat('annotated.tag.', current()/@state)]"/>
    <strong class="tag {$tone}">
      <xsl:value-of select="($own | $text/verdict.heading/unchecked[not($own)])[1]"/>
    </strong>
  </xsl:template>

  <!-- 26 characters in groups of four, for reading aloud and typing. -->
  <xsl:template match="@code" mode="grouped">
    <code>
      <xsl:value-of select="concat(substring(., 1, 4), '-',
          substring(., 5, 4), '-', substring(., 9, 4), '-',
          substring(., 13, 4), '-', substring(., 17, 4), '-',
          substring(., 21, 4), '-', substring(., 25))"/>
    </code>
  </xsl:template>

  <xsl:template match="m:scene" mode="said">
    <xsl:value-of select="self::*[@xml:lang = /m:page/@lang]"/>
  </xsl:template>
</xsl:stylesheet>
