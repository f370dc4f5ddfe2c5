<?xml version="1.0" encoding="UTF-8"?>
<!--
  A batch of look-ups: it waits, it is at work (and the page asks again by
  itself, without a script), or it is done.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    exclude-result-prefixes="m">

  <xsl:include href="../part/frame.xsl"/>

  <xsl:template match="m:page" mode="style">
    <link rel="stylesheet" href="/static/verify.css"/>
  </xsl:template>

  <xsl:template match="m:page" mode="robots">
    <meta name="robots" content="noindex, nofollow, noarchive"/>
    <xsl:apply-templates select="m:batch" mode="refresh"/>
  </xsl:template>
  <xsl:template match="m:batch" mode="refresh"/>
  <xsl:template match="m:batch[@state = 'running']" mode="refresh">
    <meta http-equiv="refresh" content="2"/>
  </xsl:template>

  <xsl:template match="m:page" mode="title">
    <xsl:value-of select="$text/*[name() = concat('batch.is.', current()/m:batch/@state)]"/>
  </xsl:template>

  <xsl:template match="m:page" mode="main">
    <div class="intro">
      <h1><xsl:apply-templates select="." mode="title"/></h1>
    </div>
    <xsl:apply-templates select="m:batch"/>
  </xsl:template>

  <xsl:template match="m:batch" mode="facts">
    <dl class="facts file-facts">
      <xsl:apply-templates select="@rows | @found | @not-found | @not-checked" mode="fact"/>
      <xsl:apply-templates select="@at | @until" mode="fact"/>
    </dl>
  </xsl:template>

  <xsl:template match="@*" mode="fact">
    <div>
      <dt><xsl:value-of select="$text/*[name() = concat('batch.fact.', name(current()))]"/></dt>
      <dd><xsl:value-of select="."/></dd>
    </div>
  </xsl:template>
  <xsl:template match="@at | @until" mode="fact">
    <div>
      <dt><xsl:value-of select="$text/*[name() = concat('batch.fact.', name(current()))]"/></dt>
      <dd><xsl:apply-templates select="." mode="time"/></dd>
    </div>
  </xsl:template>

  <xsl:template match="m:batch">
    <xsl:apply-templates select="." mode="facts"/>
    <form action="{@href}/start{$query}" method="post">
      <p>
        <button class="main" type="submit">
          <xsl:apply-templates select="$text/batch.go-on/node()" mode="prose">
            <xsl:with-param name="value" select="@rows"/>
          </xsl:apply-templates>
        </button>
      </p>
    </form>
  </xsl:template>

  <xsl:template match="m:batch[@state = 'running']">
    <xsl:variable name="done" select="@found + @not-found + @not-checked"/>
    <p role="status">
      <progress max="{@rows}" value="{$done}" aria-label="{$text/batch.is.running}"></progress>
      <xsl:text> </xsl:text>
      <xsl:value-of select="concat($done, ' / ', @rows)"/>
    </p>
    <p>
      <a class="button" href="{@href}{$query}"><xsl:value-of select="$text/batch.refresh"/></a>
    </p>
    <xsl:apply-templates select="." mode="facts"/>
  </xsl:template>

  <xsl:template match="m:batch[@state = 'done']">
    <xsl:apply-templates select="." mode="facts"/>
    <p>
      <a class="button" href="{@href}/results.csv{$query}"><xsl:value-of select="$text/batch.csv"/></a>
      <xsl:text> </xsl:text>
      <a class="button" href="{@href}/results.xlsx{$query}"><xsl:value-of select="$text/batch.xlsx"/></a>
      <xsl:text> </xsl:text>
      <a class="button" href="{@href}/summary.xml"><xsl:value-of select="$text/batch.summary"/></a>
    </p>
    <xsl:apply-templates select="$text/batch.limits/*" mode="prose"/>
    <table class="entries" aria-label="{$text/batch.is.done}">
      <thead>
        <tr>
          <th scope="col"><xsl:value-of select="$text/batch.row"/></th>
          <th scope="col"><xsl:value-of select="$text/batch.column.name"/></th>
          <th scope="col"><xsl:value-of select="$text/batch.column.id_number"/></th>
          <th scope="col"><xsl:value-of select="$text/batch.column.management_no"/></th>
          <th scope="col"><xsl:value-of select="$text/batch.result"/></th>
        </tr>
      </thead>
      <tbody><xsl:apply-templates select="m:row"/></tbody>
    </table>
    <p class="hint">
      <xsl:value-of select="$text/batch.digest"/>
      <code class="digest"><xsl:value-of select="@sha256"/></code>
    </p>
  </xsl:template>

  <xsl:template match="m:row">
    <tr>
      <th scope="row"><xsl:value-of select="@number"/></th>
      <td data-label="{$text/batch.column.name}" lang="zh-CN"><xsl:value-of select="@name"/></td>
      <td data-label="{$text/batch.column.id_number}"><xsl:value-of select="@id-number"/></td>
      <td data-label="{$text/batch.column.management_no}" lang="zh-CN"><xsl:value-of select="@management-no"/></td>
      <td data-label="{$text/batch.result}"><xsl:apply-templates select="." mode="result"/></td>
    </tr>
  </xsl:template>

  <!-- What this sheet does not know reads as not checked, never as found. -->
  <xsl:template match="m:row" mode="result">
    <xsl:value-of select="$text/batch.outcome.not-checked"/>
  </xsl:template>
  <xsl:template match="m:row[@outcome = 'not-found']" mode="result">
    <xsl:value-of select="$text/batch.outcome.not-found"/>
  </xsl:template>
  <xsl:template mode="result"
      match="m:row[@outcome = 'found'][@state = 'issued' or @state = 'suspended'
          or @state = 'revoked' or @state = 'superseded']">
    <strong class="tag {@state}">
      <xsl:value-of select="$text/*[name() = concat('batch.state.', current()/@state)]"/>
    </strong>
    <xsl:apply-templates select="@since[../@state != 'issued']" mode="since"/>
  </xsl:template>

  <xsl:template match="@since" mode="since">
    <xsl:variable name="date"><xsl:apply-templates select="." mode="date"/></xsl:variable>
    <xsl:text> </xsl:text>
    <xsl:apply-templates select="$text/batch.since/node()" mode="prose">
      <xsl:with-param name="value" select="$date"/>
    </xsl:apply-templates>
  </xsl:template>
</xsl:stylesheet>
