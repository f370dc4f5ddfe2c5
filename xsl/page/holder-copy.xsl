<?xml version="1.0" encoding="UTF-8"?>
<!-- One annotated copy, for its holder: is it good, what to do with it. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    xmlns:c="urn:ecert:certificate:1"
    exclude-result-prefixes="m c">

  <xsl:include href="../part/frame.xsl"/>
  <xsl:include href="../part/field.xsl"/>
  <xsl:include href="../part/verdict.xsl"/>
  <xsl:include href="../part/holder.xsl"/>
  <xsl:include href="../part/code.xsl"/>
  <xsl:include href="../document/preview.xsl"/>

  <xsl:template match="m:page" mode="style">
    <link rel="stylesheet" href="/static/holder.css"/>
    <link rel="stylesheet" href="/static/copy.css"/>
  </xsl:template>

  <xsl:template match="m:page" mode="heading">
    <xsl:apply-templates select="m:annotation" mode="heading"/>
  </xsl:template>

  <xsl:template match="m:page" mode="main">
    <xsl:apply-templates select="." mode="back"/>
    <xsl:apply-templates select="m:annotation" mode="banner"/>
    <xsl:apply-templates select="m:annotation" mode="facts"/>
    <xsl:apply-templates select="m:withdraw"/>
  </xsl:template>

  <!-- Only a copy that may be handed on is shown as one. -->
  <xsl:template match="m:page[m:download]" mode="main">
    <xsl:apply-templates select="." mode="back"/>
    <xsl:apply-templates select="m:annotation" mode="banner"/>
    <xsl:apply-templates select="m:annotation" mode="facts"/>
    <div class="columns result">
      <div class="aside">
        <section>
          <h2><xsl:value-of select="$text/annotated.keep"/></h2>
          <xsl:apply-templates select="m:download"/>
        </section>
        <section>
          <h2><xsl:value-of select="$text/annotated.hand"/></h2>
          <xsl:apply-templates select="$text/annotated.hand.body/*" mode="prose"/>
          <p><a class="button" href="/v/{m:annotation/@code}{$query}">
            <xsl:value-of select="$text/annotated.see"/>
          </a></p>
        </section>
        <xsl:apply-templates select="m:withdraw"/>
      </div>
      <section class="wide" aria-labelledby="face-title">
        <h2 class="screen" id="face-title">
          <xsl:value-of select="$text/annotated.face"/>
        </h2>
        <xsl:apply-templates select="c:certificate" mode="face"/>
      </section>
    </div>
  </xsl:template>

  <!--
    The copy's own state; but of a certificate that is not in force no copy is
    good, and none may say that the certificate is not affected.
  -->
  <xsl:template match="m:annotation" mode="heading">
    <xsl:variable name="own"
        select="$text/*[name() = concat('annotated.heading.', current()/@state)]"/>
    <xsl:value-of select="($own | $text/verdict.heading/unchecked[not($own)])[1]"/>
  </xsl:template>
  <xsl:template mode="heading"
      match="m:annotation[../m:check/m:verdict/@state != 'issued']">
    <xsl:apply-templates select="../m:check/m:verdict" mode="heading"/>
  </xsl:template>

  <xsl:template match="m:annotation" mode="banner">
    <xsl:variable name="tone">
      <xsl:apply-templates select="." mode="tone"/>
    </xsl:variable>
    <div class="verdict {$tone}" role="status">
      <xsl:apply-templates select="." mode="icon"/>
      <div>
        <h1><xsl:apply-templates select="." mode="heading"/></h1>
        <p class="of">
          <xsl:value-of select="../c:certificate/c:title[@xml:lang = /m:page/@lang]"/>
        </p>
        <p><xsl:value-of select="$text/*[name() = concat('annotated.next.', current()/@state)]"/></p>
      </div>
    </div>
  </xsl:template>
  <xsl:template mode="banner"
      match="m:annotation[../m:check/m:verdict/@state != 'issued']">
    <xsl:variable name="tone">
      <xsl:apply-templates select="../m:check/m:verdict" mode="tone"/>
    </xsl:variable>
    <div class="verdict {$tone}" role="status">
      <xsl:apply-templates select="../m:check/m:verdict" mode="icon"/>
      <div>
        <h1><xsl:apply-templates select="." mode="heading"/></h1>
        <p class="of">
          <xsl:value-of select="../c:certificate/c:title[@xml:lang = /m:page/@lang]"/>
        </p>
        <xsl:apply-templates select="../m:check/m:verdict" mode="story"/>
        <p><xsl:value-of select="$text/annotated.not-in-force"/></p>
      </div>
    </div>
  </xsl:template>

  <xsl:template match="m:annotation[@state = 'good']" mode="sign">
    <path d="M13.5 24.8l7.2 7.2 14-15.5"/>
  </xsl:template>
  <xsl:template match="m:annotation[@state = 'expired']" mode="sign">
    <path d="M24 13v11.5l7.5 5"/>
  </xsl:template>
  <xsl:template match="m:annotation[@state = 'withdrawn']" mode="sign">
    <path d="M20 15l-7 7 7 7M14 22h13a7 7 0 0 1 0 14h-4"/>
  </xsl:template>

  <xsl:template match="m:annotation" mode="facts">
    <dl class="facts">
      <div>
        <dt><xsl:value-of select="$text/annotated.scene"/></dt>
        <dd><xsl:apply-templates select="m:scene" mode="said"/></dd>
      </div>
      <xsl:apply-templates select="m:recipient" mode="fact"/>
      <div>
        <dt><xsl:value-of select="$text/annotated.made"/></dt>
        <dd><xsl:apply-templates select="@made" mode="time"/></dd>
      </div>
      <div>
        <dt><xsl:value-of select="$text/annotated.expires"/></dt>
        <dd>
          <xsl:apply-templates select="@expires" mode="time"/>
          <xsl:value-of select="$text/result.zone"/>
        </dd>
      </div>
      <xsl:apply-templates select="@withdrawn" mode="fact"/>
      <div>
        <dt><xsl:value-of select="$text/annotated.code"/></dt>
        <dd><xsl:apply-templates select="@code" mode="grouped"/></dd>
      </div>
      <xsl:apply-templates select="/m:page/m:service/@base-url" mode="fact"/>
    </dl>
  </xsl:template>

  <xsl:template match="m:recipient" mode="fact">
    <div>
      <dt><xsl:value-of select="$text/annotated.recipient"/></dt>
      <dd lang="zh-CN"><xsl:value-of select="."/></dd>
    </div>
  </xsl:template>
  <xsl:template match="@withdrawn" mode="fact">
    <div>
      <dt><xsl:value-of select="$text/annotated.withdrawn"/></dt>
      <dd><xsl:apply-templates select="." mode="time"/></dd>
    </div>
  </xsl:template>
  <!-- Paper must tell where it can be checked. -->
  <xsl:template match="@base-url" mode="fact">
    <div class="paper">
      <dt><xsl:value-of select="$text/annotated.address"/></dt>
      <dd><code><xsl:value-of select="concat(., '/v/', /m:page/m:annotation/@code)"/></code></dd>
    </div>
  </xsl:template>

  <xsl:template match="m:download">
    <p>
      <a class="button main" href="{@href}"><xsl:value-of select="$text/annotated.download"/></a>
    </p>
    <p class="hint">
      <xsl:apply-templates select="$text/result.download.hint/node()" mode="prose"/>
    </p>
  </xsl:template>

  <!-- Asked once more, by opening what is closed: no script is needed. -->
  <xsl:template match="m:withdraw">
    <section class="withdraw">
      <h2><xsl:value-of select="$text/withdraw.title"/></h2>
      <details>
        <summary><xsl:value-of select="$text/withdraw.open"/></summary>
        <form action="{@action}{$query}" method="post">
          <xsl:apply-templates select="@csrf" mode="hidden"/>
          <xsl:apply-templates select="$text/withdraw.ask/*" mode="prose"/>
          <button type="submit"><xsl:value-of select="$text/withdraw.submit"/></button>
        </form>
      </details>
    </section>
  </xsl:template>
</xsl:stylesheet>
