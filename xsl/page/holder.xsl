<?xml version="1.0" encoding="UTF-8"?>
<!-- My certificates: one entry each, or why there is none. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    exclude-result-prefixes="m">

  <xsl:include href="../part/frame.xsl"/>
  <xsl:include href="../part/field.xsl"/>
  <xsl:include href="../part/verdict.xsl"/>
  <xsl:include href="../part/holder.xsl"/>

  <xsl:template match="m:page" mode="heading">
    <xsl:value-of select="$text/holder.title"/>
  </xsl:template>

  <xsl:template match="m:page" mode="main">
    <div class="intro">
      <p class="eyebrow">
        <xsl:value-of select="$text/holder.of"/>
        <span lang="zh-CN"><xsl:value-of select="m:session/@name"/></span>
      </p>
      <h1><xsl:value-of select="$text/holder.title"/></h1>
      <xsl:apply-templates select="m:certificates" mode="lead"/>
    </div>
    <xsl:apply-templates select="m:certificates"/>
  </xsl:template>

  <xsl:template match="m:certificates" mode="lead">
    <p class="lead"><xsl:value-of select="$text/holder.lead"/></p>
    <p class="hint"><xsl:value-of select="$text/annotate.why"/></p>
  </xsl:template>
  <xsl:template match="m:certificates[not(m:held)]" mode="lead"/>

  <xsl:template match="m:certificates">
    <ul class="held">
      <xsl:apply-templates select="m:held"/>
    </ul>
  </xsl:template>

  <xsl:template match="m:certificates[not(m:held)]">
    <section class="card nothing" aria-labelledby="nothing">
      <h2 id="nothing"><xsl:value-of select="$text/holder.empty"/></h2>
      <xsl:apply-templates select="$text/holder.empty.body/*" mode="prose"/>
    </section>
  </xsl:template>

  <xsl:template match="m:held">
    <xsl:variable name="tone">
      <xsl:apply-templates select="m:verdict" mode="tone"/>
    </xsl:variable>
    <li class="{$tone}">
      <h2>
        <a href="{@href}{$query}">
          <xsl:value-of select="m:title[@xml:lang = /m:page/@lang]"/>
        </a>
      </h2>
      <p class="state">
        <strong class="tag {$tone}">
          <xsl:value-of select="$text/*[name() = concat('holder.tag.', $tone)]"/>
        </strong>
        <xsl:apply-templates select="m:verdict" mode="told"/>
      </p>
      <dl>
        <xsl:apply-templates select="m:level | m:specialty" mode="fact"/>
        <xsl:apply-templates select="@management-no" mode="fact"/>
        <xsl:apply-templates select="@issued" mode="fact"/>
      </dl>
    </li>
  </xsl:template>

  <xsl:template match="m:verdict" mode="told"/>
  <xsl:template mode="told"
      match="m:verdict[@state = 'suspended' or @state = 'revoked'
          or @state = 'superseded']">
    <xsl:text> </xsl:text>
    <xsl:value-of select="$text/*[name() = concat('holder.told.', current()/@state)]"/>
  </xsl:template>

  <xsl:template match="m:level | m:specialty | @management-no" mode="fact">
    <div>
      <dt><xsl:apply-templates select="." mode="fact-label"/></dt>
      <dd lang="zh-CN"><xsl:value-of select="."/></dd>
    </div>
  </xsl:template>
  <xsl:template match="@issued" mode="fact">
    <div>
      <dt><xsl:value-of select="$text/gloss.issued"/></dt>
      <dd><xsl:apply-templates select="." mode="date"/></dd>
    </div>
  </xsl:template>

  <xsl:template match="m:level" mode="fact-label">
    <xsl:value-of select="$text/gloss.level"/>
  </xsl:template>
  <xsl:template match="m:specialty" mode="fact-label">
    <xsl:value-of select="$text/gloss.specialty"/>
  </xsl:template>
  <xsl:template match="@management-no" mode="fact-label">
    <xsl:value-of select="$text/gloss.managementNo"/>
  </xsl:template>
</xsl:stylesheet>
