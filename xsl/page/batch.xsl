<?xml version="1.0" encoding="UTF-8"?>
<!-- Many look-ups at once: the template, the form, what is wrong in a table. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    exclude-result-prefixes="m">

  <xsl:include href="../part/frame.xsl"/>
  <xsl:include href="../part/field.xsl"/>

  <xsl:template match="m:page" mode="style">
    <link rel="stylesheet" href="/static/verify.css"/>
  </xsl:template>

  <xsl:template match="m:page" mode="title">
    <xsl:value-of select="$text/batch.title"/>
  </xsl:template>
  <xsl:template match="m:page[m:form/m:field/m:error or m:rowFaults]" mode="title">
    <xsl:value-of select="concat($text/error.prefix, $text/batch.title)"/>
  </xsl:template>

  <xsl:template match="m:page" mode="main">
    <div class="intro">
      <h1><xsl:value-of select="$text/batch.title"/></h1>
      <p class="lead"><xsl:value-of select="$text/batch.lead"/></p>
    </div>
    <xsl:apply-templates select="m:rowFaults"/>
    <div class="columns">
      <div class="wide">
        <xsl:apply-templates select="m:form" mode="summary"/>
        <xsl:apply-templates select="m:form"/>
      </div>
      <div class="aside">
        <section>
          <h2><xsl:value-of select="$text/batch.template"/></h2>
          <p>
            <a class="button" href="/batch/template.csv{$query}" download="template.csv">
              <xsl:value-of select="$text/batch.template.get"/>
            </a>
          </p>
          <xsl:apply-templates select="$text/batch.template.body/*" mode="prose"/>
        </section>
        <section>
          <h2><xsl:value-of select="$text/batch.privacy"/></h2>
          <xsl:apply-templates select="$text/batch.privacy.body/*" mode="prose"/>
        </section>
      </div>
    </div>
  </xsl:template>

  <xsl:template match="m:form">
    <form class="card" action="{@action}{$query}" method="post"
        enctype="multipart/form-data" novalidate="novalidate"
        aria-labelledby="form-title">
      <h2 id="form-title"><xsl:value-of select="$text/batch.form"/></h2>
      <xsl:apply-templates select="m:field" mode="input"/>
      <button class="main" type="submit">
        <xsl:value-of select="$text/batch.submit"/>
      </button>
    </form>
  </xsl:template>

  <xsl:template match="m:field[@name = 'file']" mode="label">
    <xsl:value-of select="$text/batch.label"/>
  </xsl:template>
  <xsl:template match="m:field[@name = 'file']" mode="hint">
    <xsl:value-of select="$text/batch.hint"/>
  </xsl:template>
  <xsl:template match="m:field[@name = 'file']" mode="control">
    <input type="file" id="file" name="file" accept=".csv,text/csv">
      <xsl:apply-templates select="." mode="required"/>
      <xsl:apply-templates select="." mode="described"/>
    </input>
  </xsl:template>

  <xsl:template match="m:rowFaults">
    <section class="faults" role="alert" aria-labelledby="faults-title">
      <h2 id="faults-title">
        <xsl:apply-templates select="$text/batch.faults/node()" mode="prose">
          <xsl:with-param name="value" select="@bad-rows"/>
        </xsl:apply-templates>
      </h2>
      <p><xsl:value-of select="$text/batch.faults.none-looked-up"/></p>
      <xsl:apply-templates select="@go-on"/>
      <table class="entries" aria-labelledby="faults-title">
        <thead>
          <tr>
            <th scope="col"><xsl:value-of select="$text/batch.row"/></th>
            <th scope="col"><xsl:value-of select="$text/batch.column"/></th>
            <th scope="col"><xsl:value-of select="$text/batch.value"/></th>
            <th scope="col"><xsl:value-of select="$text/batch.fault"/></th>
          </tr>
        </thead>
        <tbody><xsl:apply-templates select="m:rowFault"/></tbody>
      </table>
      <xsl:if test="@total &gt; count(m:rowFault)">
        <p>
          <xsl:apply-templates select="$text/batch.faults.more/node()" mode="prose">
            <xsl:with-param name="value" select="@total - count(m:rowFault)"/>
          </xsl:apply-templates>
        </p>
      </xsl:if>
    </section>
  </xsl:template>

  <xsl:template match="@go-on">
    <form action="{.}{$query}" method="post">
      <p>
        <button class="quiet" type="submit">
          <xsl:apply-templates select="$text/batch.go-on/node()" mode="prose">
            <xsl:with-param name="value" select="../@good-rows"/>
          </xsl:apply-templates>
        </button>
      </p>
    </form>
  </xsl:template>

  <xsl:template match="m:rowFault">
    <tr>
      <th scope="row"><xsl:value-of select="@row"/></th>
      <td data-label="{$text/batch.column}">
        <xsl:value-of select="$text/*[name() = concat('batch.column.', current()/@column)]"/>
      </td>
      <td data-label="{$text/batch.value}" lang="zh-CN"><xsl:value-of select="@value"/></td>
      <td data-label="{$text/batch.fault}">
        <xsl:apply-templates select="m:sentence" mode="said"/>
        <xsl:if test="$english"><xsl:text> </xsl:text></xsl:if>
        <xsl:apply-templates select="m:next" mode="said"/>
        <xsl:text> </xsl:text>
        <code><xsl:value-of select="@code"/></code>
      </td>
    </tr>
  </xsl:template>
</xsl:stylesheet>
