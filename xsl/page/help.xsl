<?xml version="1.0" encoding="UTF-8"?>
<!--
  How to use the service; the words are in the texts under help.sections.  A
  section that needs="sign-in" stands only where holders can sign in.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    exclude-result-prefixes="m">

  <xsl:include href="../part/frame.xsl"/>

  <xsl:variable name="nobody-signs-in"
      select="/m:page/m:service/@sign-in = 'off'"/>
  <xsl:variable name="sections"
      select="$text/help.sections/section[not(@needs and $nobody-signs-in)]"/>

  <xsl:template match="m:page" mode="title">
    <xsl:value-of select="$text/help.title"/>
  </xsl:template>

  <xsl:template match="m:page" mode="main">
    <div class="intro">
      <h1><xsl:value-of select="$text/help.title"/></h1>
    </div>
    <div class="columns reading">
      <nav class="contents" aria-label="{$text/help.contents}">
        <ul>
          <xsl:apply-templates select="$sections" mode="contents"/>
        </ul>
      </nav>
      <div class="prose">
        <xsl:apply-templates select="$sections" mode="prose"/>
      </div>
    </div>
  </xsl:template>

  <xsl:template match="section" mode="prose">
    <section id="{@id}"><xsl:apply-templates mode="prose"/></section>
  </xsl:template>

  <xsl:template match="section" mode="contents">
    <li><a href="#{@id}"><xsl:apply-templates select="h2/node()" mode="prose"/></a></li>
  </xsl:template>
</xsl:stylesheet>
