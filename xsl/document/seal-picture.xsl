<?xml version="1.0" encoding="UTF-8"?>
<!--
  The picture of a round official seal (GB/T 38540 picture.data) as SVG: ring,
  star, the owner's name along the upper arc, the word of the seal below, and
  a mark across it all.  Lengths are millimetres, angles degrees clockwise from
  the top.  Renderers lack textPath, so each character is turned by itself.
  Diameter and star are those of State Council document Guo Fa (1999) 25:
  42 mm and 14 mm.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    xmlns="http://www.w3.org/2000/svg"
    exclude-result-prefixes="m">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <xsl:variable name="degree" select="0.0174533"/>

  <xsl:template match="/m:sealPicture">
    <svg width="42mm" height="42mm" viewBox="-21 -21 42 42">
      <title><xsl:value-of select="concat(m:owner, m:word)"/></title>
      <g fill="#d7141e" text-anchor="middle"
          font-family="'Noto Serif CJK SC', 'Source Han Serif SC', SimSun, serif">
        <circle r="20.3" fill="none" stroke="#d7141e" stroke-width="1.2"/>
        <polygon transform="scale(7)" points="0,-1 0.2245,-0.3090 0.9511,-0.3090 0.3633,0.1180 0.5878,0.8090 0,0.3820 -0.5878,0.8090 -0.3633,0.1180 -0.9511,-0.3090 -0.2245,-0.3090"/>
        <g font-weight="bold"><xsl:apply-templates select="m:owner"/></g>
        <g font-weight="bold"><xsl:apply-templates select="m:word"/></g>
        <xsl:apply-templates select="m:mark"/>
      </g>
    </svg>
  </xsl:template>

  <!-- The owner: outwards, from left over the top to right. -->
  <xsl:template match="m:owner">
    <xsl:call-template name="arc">
      <xsl:with-param name="text" select="."/>
      <xsl:with-param name="size">
        <xsl:choose>
          <xsl:when test="string-length() &gt; 20">4.2</xsl:when>
          <xsl:otherwise>4.6</xsl:otherwise>
        </xsl:choose>
      </xsl:with-param>
      <xsl:with-param name="span">
        <xsl:choose>
          <xsl:when test="string-length(../m:word) &gt; 8">208</xsl:when>
          <xsl:otherwise>236</xsl:otherwise>
        </xsl:choose>
      </xsl:with-param>
      <xsl:with-param name="widest" select="24"/>
      <xsl:with-param name="baseline" select="-14.7"/>
      <xsl:with-param name="middle" select="16.4"/>
    </xsl:call-template>
  </xsl:template>

  <!-- A long word of the seal: along the lower arc, feet towards the ring. -->
  <xsl:template match="m:word[string-length() &gt; 8]">
    <xsl:call-template name="arc">
      <xsl:with-param name="text" select="."/>
      <xsl:with-param name="size" select="2.8"/>
      <xsl:with-param name="span" select="-104"/>
      <xsl:with-param name="widest" select="10"/>
      <xsl:with-param name="baseline" select="18.2"/>
      <xsl:with-param name="middle" select="17.1"/>
    </xsl:call-template>
  </xsl:template>

  <!-- A short one: straight, below the star. -->
  <xsl:template match="m:word">
    <text y="12.6" font-size="3.2"><xsl:value-of select="."/></text>
  </xsl:template>

  <!-- Grey and see-through: no part of the seal, and the star stays whole. -->
  <xsl:template match="m:mark">
    <g transform="rotate(-18)" font-size="12" font-weight="bold">
      <text y="4.4" fill="none" stroke="#fff" stroke-opacity="0.6"
          stroke-width="0.5"><xsl:value-of select="."/></text>
      <text y="4.4" fill="#404040" fill-opacity="0.6"><xsl:value-of select="."/></text>
    </g>
  </xsl:template>

  <!--
    The characters of a text, spread evenly round the middle of its arc.
    span: degrees from the first to the last, negative to go against the
    clock; widest: degrees from one to the next at most; baseline: y of the
    foot; middle: radius on which room for the width is measured.
  -->
  <xsl:template name="arc">
    <xsl:param name="text"/>
    <xsl:param name="size"/>
    <xsl:param name="span"/>
    <xsl:param name="widest"/>
    <xsl:param name="baseline"/>
    <xsl:param name="middle"/>
    <xsl:variable name="gaps" select="string-length($text) - 1"/>
    <xsl:variable name="way" select="1 - 2 * ($span &lt; 0)"/>
    <xsl:variable name="step">
      <xsl:choose>
        <xsl:when test="$gaps * $widest &lt; $way * $span">
          <xsl:value-of select="$way * $widest"/>
        </xsl:when>
        <xsl:otherwise><xsl:value-of select="$span div $gaps"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="room"
        select="0.96 * $way * $step * $degree * $middle div $size"/>
    <xsl:call-template name="characters">
      <xsl:with-param name="text" select="$text"/>
      <xsl:with-param name="angle" select="-$step * $gaps div 2"/>
      <xsl:with-param name="step" select="$step"/>
      <xsl:with-param name="size" select="$size"/>
      <xsl:with-param name="baseline" select="$baseline"/>
      <xsl:with-param name="narrow">
        <xsl:choose>
          <xsl:when test="$room &lt; 1">
            <xsl:value-of select="format-number($room, '0.000')"/>
          </xsl:when>
          <xsl:otherwise>1</xsl:otherwise>
        </xsl:choose>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="characters">
    <xsl:param name="text"/>
    <xsl:param name="angle"/>
    <xsl:param name="step"/>
    <xsl:param name="size"/>
    <xsl:param name="baseline"/>
    <xsl:param name="narrow"/>
    <xsl:if test="$text != ''">
      <text font-size="{$size}" y="{$baseline}"
          transform="rotate({format-number($angle, '0.00')}) scale({$narrow} 1)">
        <xsl:value-of select="substring($text, 1, 1)"/>
      </text>
      <xsl:call-template name="characters">
        <xsl:with-param name="text" select="substring($text, 2)"/>
        <xsl:with-param name="angle" select="$angle + $step"/>
        <xsl:with-param name="step" select="$step"/>
        <xsl:with-param name="size" select="$size"/>
        <xsl:with-param name="baseline" select="$baseline"/>
        <xsl:with-param name="narrow" select="$narrow"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
