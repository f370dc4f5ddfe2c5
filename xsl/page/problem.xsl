<?xml version="1.0" encoding="UTF-8"?>
<!-- What went wrong, in words, and what to do next. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    exclude-result-prefixes="m">

  <xsl:include href="../part/frame.xsl"/>
  <xsl:include href="../part/icon.xsl"/>

  <xsl:template match="m:page" mode="robots">
    <meta name="robots" content="noindex"/>
  </xsl:template>

  <xsl:template match="m:page" mode="title">
    <xsl:apply-templates select="m:problem" mode="heading"/>
  </xsl:template>

  <xsl:template match="m:problem" mode="heading">
    <xsl:variable name="own"
        select="$text/*[name() = concat('problem.title.', current()/@status)]"/>
    <xsl:value-of select="$own"/>
    <xsl:if test="not($own)">
      <xsl:value-of select="$text/problem.title"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="m:page" mode="main">
    <xsl:apply-templates select="m:problem"/>
  </xsl:template>

  <xsl:template match="m:problem">
    <div class="verdict unchecked" role="status">
      <xsl:apply-templates select="." mode="icon"/>
      <div>
        <h1><xsl:apply-templates select="." mode="heading"/></h1>
        <p><xsl:apply-templates select="m:sentence" mode="said"/></p>
        <xsl:apply-templates select="@status" mode="unchecked"/>
        <p><xsl:apply-templates select="m:next" mode="said"/></p>
      </div>
    </div>
    <p class="again">
      <a class="button" href="/{$query}"><xsl:value-of select="$text/problem.home"/></a>
    </p>
    <xsl:apply-templates select="@request"/>
  </xsl:template>

  <!-- Our fault: say that nothing follows from it about a certificate. -->
  <xsl:template match="@status" mode="unchecked"/>
  <xsl:template match="@status[. &gt;= 500]" mode="unchecked">
    <p><xsl:value-of select="$text/problem.unchecked"/></p>
  </xsl:template>

  <xsl:template match="@request">
    <section class="report">
      <p class="hint"><xsl:value-of select="$text/problem.report"/></p>
      <dl class="facts">
        <div>
          <dt><xsl:value-of select="$text/problem.request"/></dt>
          <dd><code><xsl:value-of select="."/></code></dd>
        </div>
        <div>
          <dt><xsl:value-of select="$text/problem.code"/></dt>
          <dd><code><xsl:value-of select="../@code"/></code></dd>
        </div>
      </dl>
    </section>
  </xsl:template>
</xsl:stylesheet>
