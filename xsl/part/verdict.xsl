<?xml version="1.0" encoding="UTF-8"?>
<!--
  The verdict: words, sign and colour.  A state that this sheet does not know
  reads as "could not be checked", never as valid.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    exclude-result-prefixes="m">

  <xsl:include href="icon.xsl"/>

  <!-- The word that chooses sentences and colours. -->
  <xsl:template match="m:verdict" mode="tone">unchecked</xsl:template>
  <xsl:template mode="tone"
      match="m:verdict[@state = 'issued' or @state = 'suspended'
          or @state = 'revoked' or @state = 'superseded'
          or @state = 'not-found' or @state = 'copy-good'
          or @state = 'copy-expired' or @state = 'copy-withdrawn'
          or @state = 'copy-unknown']">
    <xsl:value-of select="@state"/>
  </xsl:template>

  <xsl:template match="m:verdict" mode="banner">
    <xsl:variable name="tone">
      <xsl:apply-templates select="." mode="tone"/>
    </xsl:variable>
    <xsl:variable name="word" select="string($tone)"/>
    <div class="verdict {$tone}" role="status">
      <xsl:apply-templates select="." mode="icon"/>
      <div>
        <h1>
          <xsl:apply-templates select="." mode="heading"/>
          <xsl:apply-templates select="@since" mode="since">
            <xsl:with-param name="sentence"
                select="$text/verdict.when/*[name() = $word]"/>
          </xsl:apply-templates>
        </h1>
        <xsl:apply-templates select="." mode="story"/>
        <xsl:apply-templates mode="prose"
            select="$text/verdict.next/*[name() = $word]/node()"/>
      </div>
    </div>
  </xsl:template>

  <xsl:template match="m:verdict" mode="heading">
    <xsl:variable name="tone">
      <xsl:apply-templates select="." mode="tone"/>
    </xsl:variable>
    <xsl:variable name="word" select="string($tone)"/>
    <xsl:value-of select="$text/verdict.heading/*[name() = $word]"/>
  </xsl:template>

  <!-- Since when and why, for a state that is a surprise. -->
  <xsl:template match="m:verdict" mode="story"/>
  <xsl:template mode="story"
      match="m:verdict[@state = 'suspended' or @state = 'revoked'
          or @state = 'superseded' or @state = 'copy-expired'
          or @state = 'copy-withdrawn'][@since or m:reason]">
    <xsl:variable name="word" select="string(@state)"/>
    <p>
      <xsl:apply-templates select="@since" mode="since">
        <xsl:with-param name="sentence" select="$text/verdict.since/*[name() = $word]"/>
      </xsl:apply-templates>
      <xsl:apply-templates select="m:reason[@xml:lang = /m:page/@lang]"
          mode="story"/>
    </p>
  </xsl:template>

  <xsl:template match="@since" mode="since">
    <xsl:param name="sentence"/>
    <xsl:variable name="date">
      <xsl:apply-templates select="." mode="date"/>
    </xsl:variable>
    <xsl:apply-templates select="$sentence/node()" mode="prose">
      <xsl:with-param name="value" select="$date"/>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="m:reason" mode="story">
    <xsl:value-of select="$text/verdict.reason"/>
    <xsl:apply-templates select="." mode="said"/>
  </xsl:template>

  <!-- On the face, so that a picture of it cannot pass for a valid one. -->
  <xsl:template mode="stamp"
      match="m:verdict[@state = 'issued' or @state = 'copy-good']"/>
  <xsl:template match="m:verdict" mode="stamp">
    <xsl:variable name="tone">
      <xsl:apply-templates select="." mode="tone"/>
    </xsl:variable>
    <xsl:variable name="word" select="string($tone)"/>
    <p class="state-stamp {$tone}">
      <xsl:attribute name="lang">
        <xsl:apply-templates select="/m:page" mode="lang"/>
      </xsl:attribute>
      <span class="sr"><xsl:value-of select="$text/preview.state"/></span>
      <xsl:value-of select="$text/verdict.stamp/*[name() = $word]"/>
    </p>
  </xsl:template>
</xsl:stylesheet>
