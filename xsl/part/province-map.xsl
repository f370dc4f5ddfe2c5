<?xml version="1.0" encoding="UTF-8"?>
<!--
  Provinces as tiles of one size, some way where they lie: codes of GB/T 2260,
  66 the Corps.  The five tones are fifths of the largest.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    xmlns:f="urn:ecert:figures:1"
    xmlns:libxslt="http://xmlsoft.org/XSLT/namespace"
    exclude-result-prefixes="m f libxslt">

  <xsl:variable name="tiles">
    <tile code="23" x="8" y="0" name="黑龙江"/>
    <tile code="22" x="8" y="1" name="吉林"/>
    <tile code="15" x="5" y="1" name="内蒙古"/>
    <tile code="65" x="0" y="1" name="新疆"/>
    <tile code="66" x="0" y="2" name="兵团"/>
    <tile code="62" x="2" y="2" name="甘肃"/>
    <tile code="64" x="3" y="2" name="宁夏"/>
    <tile code="14" x="4" y="2" name="山西"/>
    <tile code="13" x="5" y="2" name="河北"/>
    <tile code="11" x="6" y="2" name="北京"/>
    <tile code="12" x="7" y="2" name="天津"/>
    <tile code="21" x="8" y="2" name="辽宁"/>
    <tile code="63" x="1" y="3" name="青海"/>
    <tile code="61" x="3" y="3" name="陕西"/>
    <tile code="41" x="5" y="3" name="河南"/>
    <tile code="37" x="6" y="3" name="山东"/>
    <tile code="54" x="1" y="4" name="西藏"/>
    <tile code="51" x="2" y="4" name="四川"/>
    <tile code="50" x="3" y="4" name="重庆"/>
    <tile code="42" x="4" y="4" name="湖北"/>
    <tile code="34" x="5" y="4" name="安徽"/>
    <tile code="32" x="6" y="4" name="江苏"/>
    <tile code="31" x="7" y="4" name="上海"/>
    <tile code="53" x="2" y="5" name="云南"/>
    <tile code="52" x="3" y="5" name="贵州"/>
    <tile code="43" x="4" y="5" name="湖南"/>
    <tile code="36" x="5" y="5" name="江西"/>
    <tile code="33" x="6" y="5" name="浙江"/>
    <tile code="45" x="3" y="6" name="广西"/>
    <tile code="44" x="4" y="6" name="广东"/>
    <tile code="35" x="5" y="6" name="福建"/>
    <tile code="71" x="7" y="6" name="台湾"/>
    <tile code="46" x="3" y="7" name="海南"/>
    <tile code="81" x="5" y="7" name="香港"/>
    <tile code="82" x="4" y="7" name="澳门"/>
  </xsl:variable>

  <xsl:template match="f:figures" mode="map">
    <xsl:variable name="province">
      <xsl:apply-templates select="f:column[@kind = 'province'][1]" mode="place"/>
    </xsl:variable>
    <xsl:variable name="at">
      <xsl:apply-templates select="key('drawn', 'drawn')" mode="place"/>
    </xsl:variable>
    <xsl:variable name="found">
      <xsl:apply-templates select="." mode="largest">
        <xsl:with-param name="places" select="concat(' ', $at, ' ')"/>
      </xsl:apply-templates>
    </xsl:variable>
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 738 488" aria-hidden="true" class="map" lang="zh-CN">
      <xsl:apply-templates select="libxslt:node-set($tiles)/tile">
        <xsl:with-param name="rows" select="f:row"/>
        <xsl:with-param name="province" select="number($province)"/>
        <xsl:with-param name="at" select="number($at)"/>
        <xsl:with-param name="largest" select="number(concat('0', $found)) + number($found = '')"/>
      </xsl:apply-templates>
    </svg>
  </xsl:template>

  <xsl:template match="tile">
    <xsl:param name="rows"/>
    <xsl:param name="province"/>
    <xsl:param name="at"/>
    <xsl:param name="largest"/>
    <xsl:variable name="cell" select="$rows[f:cell[$province] = current()/@code]/f:cell[$at]"/>
    <xsl:variable name="value" select="number(concat('0', translate($cell, '-', '')))"/>
    <xsl:variable name="tone" select="ceiling($value div $largest * 5)"/>
    <rect xmlns="http://www.w3.org/2000/svg" x="{@x * 82}" y="{@y * 61}" width="78" height="57" rx="3" class="tone{$tone}"/>
    <text xmlns="http://www.w3.org/2000/svg" x="{@x * 82 + 39}" y="{@y * 61 + 24}" class="tile on{$tone}">
      <xsl:value-of select="@name"/>
    </text>
    <text xmlns="http://www.w3.org/2000/svg" x="{@x * 82 + 39}" y="{@y * 61 + 44}" class="tile small on{$tone}">
      <xsl:value-of select="format-number($value, '#,##0')"/>
    </text>
  </xsl:template>
</xsl:stylesheet>
