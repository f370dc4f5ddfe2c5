<?xml version="1.0" encoding="UTF-8"?>
<!--
  Every sentence a person reads, by key: $text/home.title and so on.  The
  sentences are part of the compiled sheet, since nothing may be read while a
  page is made; libxslt's own node-set() turns them into nodes.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    xmlns:libxslt="http://xmlsoft.org/XSLT/namespace"
    exclude-result-prefixes="m libxslt">

  <xsl:include href="zh.xsl"/>
  <xsl:include href="en.xsl"/>

  <!-- Chinese unless English was asked for. -->
  <xsl:variable name="english" select="/m:page/@lang = 'en'"/>
  <xsl:variable name="text"
      select="libxslt:node-set($zh)[not($english)]
          | libxslt:node-set($en)[$english]"/>

  <!-- What a link of this site ends in, so that the language is kept. -->
  <xsl:variable name="query">
    <xsl:if test="$english">?lang=en</xsl:if>
  </xsl:variable>

  <!-- Prose with markup of its own; values are put where <value/> stands. -->
  <xsl:template match="*" mode="prose">
    <xsl:param name="value"/>
    <xsl:element name="{local-name()}">
      <xsl:copy-of select="@*"/>
      <xsl:apply-templates mode="prose">
        <xsl:with-param name="value" select="$value"/>
      </xsl:apply-templates>
    </xsl:element>
  </xsl:template>

  <xsl:template match="value" mode="prose">
    <xsl:param name="value"/>
    <xsl:value-of select="$value"/>
  </xsl:template>

  <!-- <link to="/help" at="states">: an address here, in this language. -->
  <xsl:template match="link" mode="prose">
    <a>
      <xsl:attribute name="href">
        <xsl:value-of select="concat(@to, $query)"/>
        <xsl:apply-templates select="@at" mode="prose"/>
      </xsl:attribute>
      <xsl:apply-templates mode="prose"/>
    </a>
  </xsl:template>

  <xsl:template match="@at" mode="prose">
    <xsl:value-of select="concat('#', .)"/>
  </xsl:template>
</xsl:stylesheet>
