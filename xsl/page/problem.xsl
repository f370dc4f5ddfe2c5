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

  <!-- By the problem's own code, or else by its status. -->
  <xsl:template match="m:problem" mode="heading">
    <xsl:variable name="of-code"
        select="$text/*[name() = concat('problem.title.', current()/@code)]"/>
    <xsl:variable name="of-status"
        select="$text/*[name() = concat('problem.title.', current()/@status)]"/>
    <xsl:value-of select="($of-code | $of-status[not($of-code)]
        | $text/problem.title[not($of-code | $of-status)])[1]"/>
  </xsl:template>

  <xsl:template match="m:page" mode="main">
    <xsl:apply-templates select="m:problem"/>
  </xsl:template>

  <xsl:template match="m:problem">
    <div class="verdict unchecked" role="status">
      <xsl:apply-templates select="." mode="icon"/>
      <div>
        <h1><xsl:apply-templates select="." mode="heading"/></h1>
        <xsl:apply-templates select="m:sentence" mode="cause"/>
        <xsl:apply-templates select="@status" mode="unchecked"/>
        <p><xsl:apply-templates select="m:next" mode="said"/></p>
      </div>
    </div>
    <p class="again"><xsl:apply-templates select="@code" mode="way-on"/></p>
    <xsl:apply-templates select="@request"/>
  </xsl:template>

  <xsl:template match="@code" mode="way-on">
    <a class="button" href="/{$query}"><xsl:value-of select="$text/problem.home"/></a>
  </xsl:template>
  <xsl:template match="@code[starts-with(., 'sign-in-') and . != 'sign-in-off']"
      mode="way-on">
    <a class="button" href="/sign-in{$query}"><xsl:value-of select="$text/problem.sign-in"/></a>
  </xsl:template>
  <xsl:template mode="way-on"
      match="@code[. = 'form-not-ours' or . = 'quota-full'
          or . = 'already-withdrawn' or . = 'already-expired' or . = 'copy-gone']">
    <a class="button" href="/holder{$query}"><xsl:value-of select="$text/problem.holder"/></a>
  </xsl:template>

  <!-- The cause, unless the heading is the same sentence. -->
  <xsl:template match="m:sentence" mode="cause"/>
  <xsl:template match="m:sentence[@xml:lang = /m:page/@lang]" mode="cause">
    <xsl:variable name="heading">
      <xsl:apply-templates select=".." mode="heading"/>
    </xsl:variable>
    <xsl:if test="translate(., '.。', '') != $heading">
      <p><xsl:value-of select="."/></p>
    </xsl:if>
  </xsl:template>

  <!--
    Our fault: nothing follows from it about a certificate.  Said here unless
    the reason's own words say so.
  -->
  <xsl:template match="@status" mode="unchecked"/>
  <xsl:template match="@status[. &gt;= 500]" mode="unchecked">
    <xsl:if test="not(contains(../m:next[@xml:lang = /m:page/@lang],
        $text/problem.said))">
      <p><xsl:value-of select="$text/problem.unchecked"/></p>
    </xsl:if>
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
