<?xml version="1.0" encoding="UTF-8"?>
<!-- Dates and times: 2026-11-24T12:00:01+08:00 as people write them. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    exclude-result-prefixes="m">

  <!-- In running text: 2026年3月1日, or 1 March 2026 in English. -->
  <xsl:template match="@* | *" mode="date">
    <xsl:value-of select="concat(substring(., 1, 4), '年')"/>
    <xsl:apply-templates select="." mode="month"/>
    <xsl:value-of select="concat(number(substring(., 9, 2)), '日')"/>
  </xsl:template>
  <xsl:template match="@*[/m:page/@lang = 'en'] | *[/m:page/@lang = 'en']" mode="date">
    <xsl:value-of select="concat(number(substring(., 9, 2)), ' ')"/>
    <xsl:apply-templates select="." mode="month"/>
    <xsl:value-of select="concat(' ', substring(., 1, 4))"/>
  </xsl:template>

  <xsl:template match="@* | *" mode="month">
    <xsl:variable name="number" select="number(substring(., 6, 2))"/>
    <xsl:value-of select="$text/date.months/month[$number]"/>
  </xsl:template>

  <xsl:template match="@*" mode="time">
    <time datetime="{.}">
      <xsl:apply-templates select="." mode="date"/>
      <xsl:value-of select="concat(' ', substring(., 12, 8))"/>
    </time>
  </xsl:template>

  <!-- A moment that an element holds, to the minute. -->
  <xsl:template match="*" mode="moment">
    <time datetime="{.}">
      <xsl:apply-templates select="." mode="date"/>
      <xsl:value-of select="concat(' ', substring(., 12, 5))"/>
    </time>
  </xsl:template>

  <!-- On the face of a certificate, which is Chinese in either language. -->
  <xsl:template match="*" mode="face-date">
    <xsl:apply-templates select="." mode="face-month"/>
    <xsl:value-of select="concat(number(substring(., 9, 2)), '日')"/>
  </xsl:template>
  <xsl:template match="*" mode="face-month">
    <xsl:value-of select="concat(substring(., 1, 4), '年',
        number(substring(., 6, 2)), '月')"/>
  </xsl:template>
</xsl:stylesheet>
