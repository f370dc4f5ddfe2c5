<?xml version="1.0" encoding="UTF-8"?>
<!--
  A report for administrators: what may be asked, a picture of the numbers, the
  numbers, files of them, what each column counts, the SQL.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    xmlns:f="urn:ecert:figures:1"
    exclude-result-prefixes="m f">

  <xsl:include href="../part/frame.xsl"/>
  <xsl:include href="../part/chart.xsl"/>

  <xsl:variable name="lang" select="/m:page/@lang"/>

  <xsl:template match="m:page" mode="robots">
    <meta name="robots" content="noindex, nofollow, noarchive"/>
  </xsl:template>
  <xsl:template match="m:page" mode="style">
    <link rel="stylesheet" href="/static/admin.css"/>
  </xsl:template>
  <xsl:template match="m:page" mode="title">
    <xsl:value-of select="m:answer/f:figures/f:title[@xml:lang = $lang]"/>
  </xsl:template>

  <!-- What was asked, as the end of an address. -->
  <xsl:variable name="asked">
    <xsl:if test="not(/m:page/m:answer/m:fault)">
      <xsl:apply-templates select="/m:page/m:answer/f:figures/f:parameter[@value]" mode="query"/>
    </xsl:if>
  </xsl:variable>

  <xsl:template match="f:parameter" mode="query">
    <xsl:value-of select="concat('&amp;', @name, '=', @value)"/>
  </xsl:template>

  <xsl:template match="m:page" mode="rest"><xsl:value-of select="$asked"/></xsl:template>

  <xsl:template match="m:page" mode="main">
    <p class="back">
      <a href="/admin/reports{$query}"><xsl:value-of select="$text/reports.title"/></a>
    </p>
    <div class="intro">
      <h1><xsl:apply-templates select="." mode="title"/></h1>
      <p class="lead"><xsl:value-of select="m:answer/f:figures/f:purpose[@xml:lang = $lang]"/></p>
    </div>
    <xsl:apply-templates select="m:answer"/>
  </xsl:template>

  <xsl:template match="m:answer">
    <xsl:apply-templates select="m:fault"/>
    <xsl:apply-templates select="f:figures" mode="form"/>
    <xsl:if test="not(m:fault)">
      <p class="as-of">
        <xsl:value-of select="$text/figures.as-of"/>
        <xsl:apply-templates select="f:figures/@as-of" mode="time"/>
      </p>
      <xsl:apply-templates select="f:figures" mode="chart"/>
      <xsl:apply-templates select="f:figures" mode="table"/>
      <p class="files screen">
        <a class="button" href="{@href}/figures.csv?lang={$lang}{$asked}"><xsl:value-of select="$text/figures.csv"/></a>
        <xsl:text> </xsl:text>
        <a class="button" href="{@href}/figures.xlsx?lang={$lang}{$asked}"><xsl:value-of select="$text/figures.xlsx"/></a>
        <xsl:text> </xsl:text>
        <a class="button" href="{@href}/figures.xml?lang={$lang}{$asked}"><xsl:value-of select="$text/figures.xml"/></a>
      </p>
    </xsl:if>
    <xsl:apply-templates select="f:figures" mode="definitions"/>
    <section class="sql">
      <h2><xsl:value-of select="$text/figures.sql"/></h2>
      <p class="hint"><xsl:apply-templates select="$text/figures.sql.hint/node()" mode="prose"/></p>
      <pre tabindex="0"><code lang="en"><xsl:value-of select="m:sql"/></code></pre>
    </section>
  </xsl:template>

  <xsl:template match="m:fault">
    <div class="summary" role="alert">
      <h2><xsl:apply-templates select="m:sentence" mode="said"/></h2>
      <p><xsl:apply-templates select="m:next" mode="said"/></p>
      <xsl:apply-templates select="@code" mode="named"/>
    </div>
  </xsl:template>

  <xsl:template match="@code" mode="named"/>
  <xsl:template match="@code[. = 'unknown-parameter']" mode="named">
    <ul class="named"><xsl:apply-templates select="../../f:figures/f:parameter" mode="named"/></ul>
  </xsl:template>
  <xsl:template match="f:parameter" mode="named">
    <li><code><xsl:value-of select="@name"/></code><xsl:text> </xsl:text><xsl:value-of select="f:title[@xml:lang = $lang]"/></li>
  </xsl:template>

  <!-- ===== What may be asked ===== -->

  <xsl:template match="f:figures" mode="form"/>
  <xsl:template match="f:figures[f:parameter]" mode="form">
    <form class="card parameters screen" action="{../@href}{$query}" method="get">
      <xsl:if test="$english"><input type="hidden" name="lang" value="en"/></xsl:if>
      <xsl:apply-templates select="f:parameter" mode="field"/>
      <button class="main" type="submit"><xsl:value-of select="$text/figures.run"/></button>
    </form>
    <dl class="asked paper">
      <xsl:apply-templates select="f:parameter[@value]" mode="asked"/>
    </dl>
  </xsl:template>

  <xsl:template match="f:parameter" mode="field">
    <div class="field">
      <label for="{@name}"><xsl:value-of select="f:title[@xml:lang = $lang]"/></label>
      <xsl:apply-templates select="." mode="control"/>
      <p class="hint" id="{@name}-hint"><xsl:value-of select="f:definition[@xml:lang = $lang]"/></p>
    </div>
  </xsl:template>

  <xsl:template match="f:parameter" mode="control">
    <input type="text" id="{@name}" name="{@name}" value="{@value}" aria-describedby="{@name}-hint" autocomplete="off"/>
  </xsl:template>
  <xsl:template match="f:parameter[@kind = 'date']" mode="control">
    <input type="date" id="{@name}" name="{@name}" value="{@value}" aria-describedby="{@name}-hint"/>
  </xsl:template>
  <xsl:template match="f:parameter[@kind = 'month']" mode="control">
    <input type="month" id="{@name}" name="{@name}" value="{@value}" aria-describedby="{@name}-hint"/>
  </xsl:template>
  <xsl:template match="f:parameter[@kind = 'province' or @kind = 'qualification']" mode="control">
    <select id="{@name}" name="{@name}" aria-describedby="{@name}-hint">
      <option value=""><xsl:value-of select="$text/figures.all"/></option>
      <xsl:apply-templates select="../../m:choice[@kind = current()/@kind]">
        <xsl:with-param name="value" select="@value"/>
      </xsl:apply-templates>
    </select>
  </xsl:template>

  <xsl:template match="m:choice">
    <xsl:param name="value"/>
    <option value="{@code}" lang="zh-CN">
      <xsl:if test="@code = $value"><xsl:attribute name="selected">selected</xsl:attribute></xsl:if>
      <xsl:value-of select="concat(@code, ' ', @name)"/>
    </option>
  </xsl:template>

  <xsl:template match="f:parameter" mode="asked">
    <dt><xsl:value-of select="f:title[@xml:lang = $lang]"/></dt>
    <dd><xsl:value-of select="@value"/></dd>
  </xsl:template>

  <!-- ===== The numbers ===== -->

  <xsl:template match="f:figures" mode="table">
    <p class="none"><xsl:value-of select="$text/figures.none"/></p>
  </xsl:template>
  <xsl:template match="f:figures[f:row]" mode="table">
    <div class="table" role="region" tabindex="0" aria-label="{f:title[@xml:lang = $lang]}">
      <table class="figures">
        <thead>
          <tr><xsl:apply-templates select="f:column[@name != 'as_of']" mode="head"/></tr>
        </thead>
        <tbody><xsl:apply-templates select="f:row"/></tbody>
        <xsl:if test="../m:sum">
          <tfoot>
            <tr><xsl:apply-templates select="f:column[@name != 'as_of']" mode="sum"/></tr>
          </tfoot>
        </xsl:if>
      </table>
    </div>
    <xsl:if test="../@rows &gt; count(f:row)">
      <p class="hint">
        <xsl:apply-templates select="$text/figures.cut/node()" mode="prose">
          <xsl:with-param name="value" select="../@rows"/>
        </xsl:apply-templates>
      </p>
    </xsl:if>
  </xsl:template>

  <xsl:template match="f:column" mode="class">
    <xsl:if test="@kind = 'text'"><xsl:attribute name="lang">zh-CN</xsl:attribute></xsl:if>
    <xsl:if test="@kind = 'count' or @kind = 'number' or @kind = 'rate'">
      <xsl:attribute name="class">number</xsl:attribute>
    </xsl:if>
    <xsl:if test="@kind = 'date' or @kind = 'month' or @kind = 'moment'">
      <xsl:attribute name="class">when</xsl:attribute>
    </xsl:if>
  </xsl:template>

  <xsl:template match="f:column" mode="head">
    <th scope="col">
      <xsl:apply-templates select="self::f:column[@kind != 'text']" mode="class"/>
      <xsl:value-of select="f:title[@xml:lang = $lang]"/>
    </th>
  </xsl:template>

  <xsl:template match="f:row">
    <tr><xsl:apply-templates select="f:cell"/></tr>
  </xsl:template>

  <xsl:template match="f:cell">
    <xsl:variable name="at" select="position()"/>
    <xsl:variable name="column" select="../../f:column[$at]"/>
    <xsl:if test="$column/@name != 'as_of'">
      <td>
        <xsl:apply-templates select="$column" mode="class"/>
        <xsl:apply-templates select="$column" mode="value">
          <xsl:with-param name="cell" select="."/>
        </xsl:apply-templates>
      </td>
    </xsl:if>
  </xsl:template>

  <xsl:template match="f:column" mode="value">
    <xsl:param name="cell"/>
    <xsl:value-of select="$cell"/>
  </xsl:template>
  <xsl:template match="f:column[@kind = 'count']" mode="value">
    <xsl:param name="cell"/>
    <xsl:if test="$cell != ''"><xsl:value-of select="format-number($cell, '#,##0')"/></xsl:if>
  </xsl:template>
  <xsl:template match="f:column[@kind = 'moment']" mode="value">
    <xsl:param name="cell"/>
    <xsl:value-of select="translate(substring($cell, 1, 16), 'T', ' ')"/>
  </xsl:template>

  <xsl:template match="f:column" mode="sum">
    <td>
      <xsl:apply-templates select="self::f:column[@kind != 'text']" mode="class"/>
      <xsl:if test="position() = 1 and not(../../m:sum[@column = current()/@name])">
        <xsl:value-of select="$text/figures.total"/>
      </xsl:if>
      <xsl:apply-templates select="../../m:sum[@column = current()/@name]"/>
    </td>
  </xsl:template>
  <xsl:template match="m:sum"><xsl:value-of select="format-number(., '#,##0')"/></xsl:template>

  <!-- ===== What they mean ===== -->

  <xsl:template match="f:figures" mode="definitions">
    <section class="definitions">
      <h2><xsl:value-of select="$text/figures.definitions"/></h2>
      <dl><xsl:apply-templates select="f:column" mode="definition"/></dl>
    </section>
  </xsl:template>
  <xsl:template match="f:column" mode="definition">
    <dt>
      <xsl:value-of select="f:title[@xml:lang = $lang]"/>
      <xsl:text> </xsl:text>
      <code><xsl:value-of select="@name"/></code>
    </dt>
    <dd><xsl:value-of select="f:definition[@xml:lang = $lang]"/></dd>
  </xsl:template>
</xsl:stylesheet>
