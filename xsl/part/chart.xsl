<?xml version="1.0" encoding="UTF-8"?>
<!--
  A picture of a report, drawn from its columns alone: months as lines,
  provinces as tiles, anything else that has a count as bars.  The table beside
  it says the same, so readers of screens are spared the picture.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    xmlns:f="urn:ecert:figures:1"
    exclude-result-prefixes="m f">

  <xsl:include href="province-map.xsl"/>

  <!-- What is drawn: certificates in force where they are counted, or else
       the first count there is. -->
  <xsl:key name="drawn" match="f:column[@name = 'in_force']
      | f:column[@kind = 'count'][not(../f:column[@name = 'in_force'])]
          [not(preceding-sibling::f:column[@kind = 'count'])]" use="'drawn'"/>

  <xsl:template match="f:figures" mode="chart"/>
  <xsl:template match="f:figures[count(f:row) &gt; 1][f:column[@kind = 'count']]" mode="chart">
    <figure class="chart">
      <figcaption>
        <xsl:value-of select="key('drawn', 'drawn')/f:title[@xml:lang = $lang]"/>
      </figcaption>
      <xsl:choose>
        <xsl:when test="f:column[@kind = 'month']"><xsl:apply-templates select="." mode="lines"/></xsl:when>
        <xsl:when test="f:column[@kind = 'province']"><xsl:apply-templates select="." mode="map"/></xsl:when>
        <xsl:otherwise><xsl:apply-templates select="." mode="bars"/></xsl:otherwise>
      </xsl:choose>
    </figure>
  </xsl:template>

  <!-- Where a column stands among the cells of a row. -->
  <xsl:template match="f:column" mode="place">
    <xsl:value-of select="count(preceding-sibling::f:column) + 1"/>
  </xsl:template>

  <!-- The largest of the cells at those places; nothing when none is above 0. -->
  <xsl:template match="f:figures" mode="largest">
    <xsl:param name="places"/>
    <xsl:apply-templates mode="first"
        select="f:row/f:cell[contains($places, concat(' ', count(preceding-sibling::f:cell) + 1, ' '))][. &gt; 0]">
      <xsl:sort select="." data-type="number" order="descending"/>
    </xsl:apply-templates>
  </xsl:template>
  <xsl:template match="f:cell" mode="first">
    <xsl:if test="position() = 1"><xsl:value-of select="."/></xsl:if>
  </xsl:template>

  <!-- ===== Bars: the first 40 rows ===== -->

  <xsl:template match="f:figures" mode="bars">
    <xsl:variable name="at">
      <xsl:apply-templates select="key('drawn', 'drawn')" mode="place"/>
    </xsl:variable>
    <xsl:variable name="name">
      <xsl:apply-templates mode="place"
          select="(f:column[@kind = 'text'] | f:column[@kind = 'code'][not(../f:column[@kind = 'text'])])[1]"/>
    </xsl:variable>
    <xsl:variable name="largest">
      <xsl:apply-templates select="." mode="largest">
        <xsl:with-param name="places" select="concat(' ', $at, ' ')"/>
      </xsl:apply-templates>
    </xsl:variable>
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 {count(f:row[position() &lt;= 40]) * 26}" aria-hidden="true" class="bars">
      <xsl:apply-templates select="f:row[position() &lt;= 40]" mode="bar">
        <xsl:with-param name="at" select="number($at)"/>
        <xsl:with-param name="name" select="number($name)"/>
        <xsl:with-param name="largest" select="number(concat('0', $largest)) + number($largest = '')"/>
      </xsl:apply-templates>
    </svg>
  </xsl:template>

  <xsl:template match="f:row" mode="bar">
    <xsl:param name="at"/>
    <xsl:param name="name"/>
    <xsl:param name="largest"/>
    <xsl:variable name="y" select="(position() - 1) * 26"/>
    <xsl:variable name="value" select="number(concat('0', translate(f:cell[$at], '-', '')))"/>
    <xsl:variable name="wide" select="$value div $largest * 420"/>
    <text xmlns="http://www.w3.org/2000/svg" x="232" y="{$y + 18}" class="name" lang="zh-CN">
      <xsl:value-of select="substring(f:cell[$name], 1, 15)"/>
      <xsl:if test="string-length(f:cell[$name]) &gt; 15">…</xsl:if>
    </text>
    <rect xmlns="http://www.w3.org/2000/svg" x="240" y="{$y + 5}" width="{format-number($wide, '0.#')}" height="17" class="bar"/>
    <text xmlns="http://www.w3.org/2000/svg" x="{format-number(246 + $wide, '0.#')}" y="{$y + 18}" class="value">
      <xsl:value-of select="format-number($value, '#,##0')"/>
    </text>
  </xsl:template>

  <!-- ===== Lines: each count beside the first as another line ===== -->

  <xsl:template match="f:figures" mode="lines">
    <xsl:variable name="month">
      <xsl:apply-templates select="f:column[@kind = 'month'][1]" mode="place"/>
    </xsl:variable>
    <xsl:variable name="one">
      <xsl:apply-templates select="key('drawn', 'drawn')" mode="place"/>
    </xsl:variable>
    <xsl:variable name="two">
      <xsl:apply-templates select="f:column[@name = 'year_before']" mode="place"/>
    </xsl:variable>
    <xsl:variable name="found">
      <xsl:apply-templates select="." mode="largest">
        <xsl:with-param name="places" select="concat(' ', $one, ' ', $two, ' ')"/>
      </xsl:apply-templates>
    </xsl:variable>
    <xsl:variable name="largest" select="number(concat('0', $found)) + number($found = '')"/>
    <xsl:variable name="step" select="680 div (count(f:row) - 1)"/>
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 300" aria-hidden="true" class="lines">
      <line x1="50" y1="260" x2="740" y2="260" class="axis"/>
      <text x="44" y="24" class="name"><xsl:value-of select="format-number($largest, '#,##0')"/></text>
      <text x="44" y="264" class="name">0</text>
      <xsl:if test="$two != ''">
        <polyline class="line before">
          <xsl:apply-templates select="." mode="points">
            <xsl:with-param name="at" select="number($two)"/>
            <xsl:with-param name="largest" select="$largest"/>
            <xsl:with-param name="step" select="$step"/>
          </xsl:apply-templates>
        </polyline>
      </xsl:if>
      <polyline class="line">
        <xsl:apply-templates select="." mode="points">
          <xsl:with-param name="at" select="number($one)"/>
          <xsl:with-param name="largest" select="$largest"/>
          <xsl:with-param name="step" select="$step"/>
        </xsl:apply-templates>
      </polyline>
      <xsl:apply-templates select="f:row[(position() - 1) mod ceiling(last() div 12) = 0]" mode="month">
        <xsl:with-param name="at" select="number($month)"/>
        <xsl:with-param name="step" select="$step * ceiling(count(f:row) div 12)"/>
      </xsl:apply-templates>
    </svg>
    <xsl:if test="$two != ''">
      <p class="legend">
        <span class="line"><xsl:value-of select="key('drawn', 'drawn')/f:title[@xml:lang = $lang]"/></span>
        <xsl:text> </xsl:text>
        <span class="before"><xsl:value-of select="f:column[@name = 'year_before']/f:title[@xml:lang = $lang]"/></span>
      </p>
    </xsl:if>
  </xsl:template>

  <xsl:template match="f:figures" mode="points">
    <xsl:param name="at"/>
    <xsl:param name="largest"/>
    <xsl:param name="step"/>
    <xsl:attribute name="points">
      <xsl:apply-templates select="f:row" mode="point">
        <xsl:with-param name="at" select="$at"/>
        <xsl:with-param name="largest" select="$largest"/>
        <xsl:with-param name="step" select="$step"/>
      </xsl:apply-templates>
    </xsl:attribute>
  </xsl:template>

  <xsl:template match="f:row" mode="point">
    <xsl:param name="at"/>
    <xsl:param name="largest"/>
    <xsl:param name="step"/>
    <xsl:variable name="value" select="number(concat('0', translate(f:cell[$at], '-', '')))"/>
    <xsl:value-of select="concat(format-number(60 + (position() - 1) * $step, '0.#'),
        ',', format-number(260 - $value div $largest * 240, '0.#'), ' ')"/>
  </xsl:template>

  <xsl:template match="f:row" mode="month">
    <xsl:param name="at"/>
    <xsl:param name="step"/>
    <text xmlns="http://www.w3.org/2000/svg" x="{format-number(60 + (position() - 1) * $step, '0.#')}" y="282" class="month">
      <xsl:value-of select="f:cell[$at]"/>
    </text>
  </xsl:template>
</xsl:stylesheet>
