<?xml version="1.0" encoding="UTF-8"?>
<!-- The qualifications whose certificates are electronic, list by list. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    exclude-result-prefixes="m">

  <xsl:include href="../part/frame.xsl"/>

  <xsl:template match="m:page" mode="title">
    <xsl:value-of select="$text/catalogue.title"/>
  </xsl:template>

  <xsl:template match="m:page" mode="main">
    <div class="intro">
      <h1><xsl:value-of select="$text/catalogue.title"/></h1>
      <p class="lead">
        <xsl:apply-templates select="$text/catalogue.lead/node()" mode="prose"/>
      </p>
      <xsl:apply-templates select="m:catalogue/@as-of"/>
    </div>
    <xsl:apply-templates select="m:catalogue" mode="list">
      <xsl:with-param name="list" select="2"/>
      <xsl:with-param name="by" select="$text/catalogue.approved"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="m:catalogue" mode="list">
      <xsl:with-param name="list" select="3"/>
      <xsl:with-param name="by" select="$text/catalogue.supervised"/>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="@as-of">
    <xsl:variable name="date">
      <xsl:apply-templates select="." mode="date"/>
    </xsl:variable>
    <p class="hint">
      <xsl:apply-templates select="$text/catalogue.asof/node()" mode="prose">
        <xsl:with-param name="value" select="$date"/>
      </xsl:apply-templates>
    </p>
  </xsl:template>

  <xsl:template match="m:catalogue" mode="list">
    <xsl:param name="list"/>
    <xsl:param name="by"/>
    <xsl:variable name="entries" select="m:entry[@list = $list]"/>
    <section class="list" id="list-{$list}" aria-labelledby="list-{$list}-title">
      <p class="eyebrow">
        <xsl:value-of select="$text/*[name() = concat('catalogue.list', $list, '.number')]"/>
        <xsl:text> · </xsl:text>
        <xsl:apply-templates select="$text/catalogue.count/node()" mode="prose">
          <xsl:with-param name="value" select="count($entries)"/>
        </xsl:apply-templates>
      </p>
      <h2 id="list-{$list}-title">
        <xsl:value-of select="$text/*[name() = concat('catalogue.list', $list)]"/>
      </h2>
      <xsl:apply-templates select="$entries[1][not(m:issuer)]/m:seal" mode="whole-list"/>
      <table class="entries list-{$list}" aria-labelledby="list-{$list}-title">
        <thead>
          <tr>
            <th scope="col"><xsl:value-of select="$text/catalogue.ordinal"/></th>
            <th scope="col"><xsl:value-of select="$text/catalogue.name"/></th>
            <xsl:if test="$entries/m:levels">
              <th scope="col"><xsl:value-of select="$text/catalogue.levels"/></th>
            </xsl:if>
            <xsl:if test="$entries/m:specialties">
              <th scope="col"><xsl:value-of select="$text/catalogue.specialties"/></th>
            </xsl:if>
            <th scope="col"><xsl:value-of select="$by"/></th>
            <xsl:if test="$entries/m:issuer">
              <th scope="col"><xsl:value-of select="$text/catalogue.issuer"/></th>
            </xsl:if>
          </tr>
        </thead>
        <tbody>
          <xsl:apply-templates select="$entries">
            <xsl:sort select="@ordinal" data-type="number"/>
            <xsl:with-param name="by" select="$by"/>
            <xsl:with-param name="levels" select="boolean($entries/m:levels)"/>
            <xsl:with-param name="specialties"
                select="boolean($entries/m:specialties)"/>
          </xsl:apply-templates>
        </tbody>
      </table>
    </section>
  </xsl:template>

  <xsl:template match="m:seal" mode="whole-list">
    <p class="seal-name">
      <span class="label"><xsl:value-of select="$text/catalogue.seal"/></span>
      <xsl:text> </xsl:text>
      <span lang="zh-CN"><xsl:value-of select="."/></span>
    </p>
  </xsl:template>

  <!-- In a list under one seal, a seal that differs is told with its entry. -->
  <xsl:template match="m:seal" mode="of-entry"/>
  <xsl:template mode="of-entry"
      match="m:entry[m:issuer]/m:seal
          | m:seal[@code != ../../m:entry[not(m:issuer)][1]/m:seal/@code]">
    <span class="sub">
      <xsl:value-of select="$text/catalogue.seal"/>
      <xsl:text> </xsl:text>
      <span lang="zh-CN"><xsl:value-of select="."/></span>
    </span>
  </xsl:template>

  <xsl:template match="m:entry">
    <xsl:param name="by"/>
    <xsl:param name="levels"/>
    <xsl:param name="specialties"/>
    <tr id="q{@code}">
      <td class="ordinal" data-label="{$text/catalogue.ordinal}">
        <xsl:value-of select="@ordinal"/>
      </td>
      <th scope="row">
        <span lang="zh-CN"><xsl:value-of select="m:title[@xml:lang = 'zh']"/></span>
        <span class="sub" lang="en"><xsl:value-of select="m:title[@xml:lang = 'en']"/></span>
      </th>
      <xsl:if test="$levels">
        <xsl:apply-templates select="." mode="cell">
          <xsl:with-param name="label" select="$text/catalogue.levels"/>
          <xsl:with-param name="value" select="m:levels"/>
        </xsl:apply-templates>
      </xsl:if>
      <xsl:if test="$specialties">
        <xsl:apply-templates select="." mode="cell">
          <xsl:with-param name="label" select="$text/catalogue.specialties"/>
          <xsl:with-param name="value" select="m:specialties"/>
        </xsl:apply-templates>
      </xsl:if>
      <td data-label="{$by}" lang="zh-CN">
        <xsl:value-of select="m:authorities"/>
        <xsl:apply-templates select="m:seal[not(../m:issuer)]" mode="of-entry"/>
      </td>
      <xsl:apply-templates select="m:issuer"/>
    </tr>
  </xsl:template>

  <xsl:template match="m:issuer">
    <td data-label="{$text/catalogue.issuer}" lang="zh-CN">
      <xsl:value-of select="."/>
      <xsl:apply-templates select="../m:seal[. != current()]" mode="of-entry"/>
    </td>
  </xsl:template>

  <xsl:template match="m:entry" mode="cell">
    <xsl:param name="label"/>
    <xsl:param name="value"/>
    <xsl:choose>
      <xsl:when test="string($value)">
        <td data-label="{$label}" lang="zh-CN"><xsl:value-of select="$value"/></td>
      </xsl:when>
      <xsl:otherwise>
        <td class="none">
          <span aria-hidden="true">—</span>
          <span class="sr"><xsl:value-of select="$text/catalogue.none"/></span>
        </td>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
