<?xml version="1.0" encoding="UTF-8"?>
<!--
  What came of a file: the verdict in words, each check, the face as the
  registry has it now and where the file says otherwise, what it does not prove.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    xmlns:c="urn:ecert:certificate:1"
    xmlns:r="urn:ecert:report:1"
    exclude-result-prefixes="m c r">

  <xsl:include href="../part/frame.xsl"/>
  <xsl:include href="../part/verdict.xsl"/>
  <xsl:include href="../part/code.xsl"/>
  <xsl:include href="../document/preview.xsl"/>

  <xsl:template match="m:page" mode="robots">
    <meta name="robots" content="noindex, nofollow, noarchive"/>
  </xsl:template>
  <xsl:template match="m:page" mode="style">
    <link rel="stylesheet" href="/static/verify.css"/>
  </xsl:template>

  <!-- The address of ten minutes is a secret: the page does not tell it. -->
  <xsl:template match="m:page[m:check/@until]" mode="path" priority="1">
    <xsl:text>/verify</xsl:text>
  </xsl:template>

  <xsl:template match="m:page" mode="title">
    <xsl:apply-templates select="r:verificationReport" mode="heading"/>
  </xsl:template>

  <xsl:template match="m:page" mode="main">
    <xsl:apply-templates select="r:verificationReport" mode="banner"/>
    <xsl:apply-templates select="r:verificationReport" mode="facts"/>
    <div class="columns result">
      <div class="wide">
        <xsl:apply-templates select="r:verificationReport" mode="checks"/>
        <xsl:apply-templates select="c:certificate" mode="section"/>
      </div>
      <div class="aside">
        <section class="limits">
          <h2><xsl:value-of select="$text/verification.limits"/></h2>
          <ul><xsl:apply-templates select="r:verificationReport/r:limit"/></ul>
        </section>
        <xsl:apply-templates select="m:kept | m:fault"/>
        <p class="again">
          <a class="button" href="/verify{$query}">
            <xsl:value-of select="$text/verification.again"/>
          </a>
        </p>
      </div>
    </div>
  </xsl:template>

  <!-- ===== The verdict ===== -->

  <!-- A verdict that this sheet does not know is no conclusion. -->
  <xsl:template match="r:verdict" mode="tone">unchecked</xsl:template>
  <xsl:template match="r:verdict[@code = 'valid' or @code = 'genuine']" mode="tone">issued</xsl:template>
  <xsl:template match="r:verdict[@code = 'not-valid']" mode="tone">revoked</xsl:template>

  <xsl:template match="r:verdict[@code = 'valid' or @code = 'genuine'] | r:check[@outcome = 'passed']" mode="sign">
    <path d="M13.5 24.8l7.2 7.2 14-15.5"/>
  </xsl:template>
  <xsl:template match="r:verdict[@code = 'not-valid'] | r:check[@outcome = 'failed']" mode="sign">
    <path d="M16 16l16 16M32 16l-16 16"/>
  </xsl:template>
  <xsl:template match="r:check[@outcome = 'not-applicable']" mode="sign">
    <path d="M14 24h20"/>
  </xsl:template>

  <!-- Certificates and reports have words of their own. -->
  <xsl:template match="r:verificationReport" mode="subject">verification.</xsl:template>
  <xsl:template match="r:verificationReport[r:file/@kind = 'report']" mode="subject">verification.report.</xsl:template>

  <xsl:template match="r:verdict" mode="code">undecided</xsl:template>
  <xsl:template mode="code"
      match="r:verdict[@code = 'valid' or @code = 'not-valid' or @code = 'genuine']">
    <xsl:value-of select="@code"/>
  </xsl:template>

  <xsl:template match="r:verificationReport" mode="heading">
    <xsl:variable name="subject"><xsl:apply-templates select="." mode="subject"/></xsl:variable>
    <xsl:variable name="code"><xsl:apply-templates select="r:verdict" mode="code"/></xsl:variable>
    <xsl:value-of select="$text/*[name() = concat($subject, $code)]"/>
  </xsl:template>

  <xsl:template match="r:verificationReport" mode="banner">
    <xsl:variable name="subject"><xsl:apply-templates select="." mode="subject"/></xsl:variable>
    <xsl:variable name="code"><xsl:apply-templates select="r:verdict" mode="code"/></xsl:variable>
    <div role="status">
      <xsl:attribute name="class">
        <xsl:text>verdict </xsl:text>
        <xsl:apply-templates select="r:verdict" mode="tone"/>
      </xsl:attribute>
      <xsl:apply-templates select="r:verdict" mode="icon"/>
      <div>
        <h1><xsl:apply-templates select="." mode="heading"/></h1>
        <xsl:apply-templates select="r:check[@outcome = 'failed'][1]" mode="why"/>
        <xsl:apply-templates mode="prose"
            select="$text/*[name() = concat($subject, $code, '.next')]/node()"/>
      </div>
    </div>
  </xsl:template>

  <!-- The first check that failed, and what to do about it. -->
  <xsl:template match="r:check" mode="why">
    <xsl:variable name="advice"
        select="$text/*[name() = concat('verification.why.', current()/@code)]"/>
    <p>
      <strong>
        <xsl:value-of select="concat($text/verification.failed, r:sentence[@xml:lang = /m:page/@lang])"/>
      </strong>
    </p>
    <xsl:apply-templates select="$advice/node()" mode="prose"/>
  </xsl:template>

  <!-- ===== What was checked, when, by whom ===== -->

  <xsl:template match="r:verificationReport" mode="facts">
    <dl class="facts file-facts">
      <div>
        <dt><xsl:value-of select="$text/result.when"/></dt>
        <dd>
          <xsl:apply-templates select="r:made" mode="second"/>
          <xsl:value-of select="$text/result.zone"/>
        </dd>
      </div>
      <div>
        <dt><xsl:value-of select="$text/result.by"/></dt>
        <dd><xsl:value-of select="r:service[@xml:lang = /m:page/@lang]"/></dd>
      </div>
      <xsl:apply-templates select="@number"/>
      <xsl:apply-templates select="r:file/@managementNo"/>
      <xsl:apply-templates select="r:file/@sha256"/>
      <xsl:apply-templates select="r:file/r:reported"/>
    </dl>
  </xsl:template>

  <xsl:template match="r:made | @made" mode="second">
    <time datetime="{.}">
      <xsl:value-of select="concat(substring(., 1, 10), ' ', substring(., 12, 8))"/>
    </time>
  </xsl:template>

  <xsl:template match="r:verificationReport/@number">
    <div>
      <dt><xsl:value-of select="$text/verification.number"/></dt>
      <dd><code><xsl:value-of select="."/></code></dd>
    </div>
  </xsl:template>

  <xsl:template match="@managementNo">
    <div>
      <dt><xsl:value-of select="$text/verification.management"/></dt>
      <dd><code><xsl:value-of select="."/></code></dd>
    </div>
  </xsl:template>

  <xsl:template match="r:file/@sha256">
    <div>
      <dt><xsl:value-of select="$text/verification.file"/></dt>
      <dd>
        <xsl:apply-templates select="$text/verification.size/node()" mode="prose">
          <xsl:with-param name="value" select="../@size"/>
        </xsl:apply-templates>
        <xsl:text> </xsl:text>
        <code class="digest"><xsl:value-of select="concat('SHA-256 ', .)"/></code>
      </dd>
    </div>
  </xsl:template>

  <!-- What the report that was sent says itself. -->
  <xsl:template match="r:reported">
    <xsl:variable name="own" select="$text/*[name() = concat('verification.', current()/@verdict)]
            | $text/verification.report.genuine[current()/@verdict = 'genuine']"/>
    <div>
      <dt><xsl:value-of select="$text/verification.reported"/></dt>
      <dd>
        <code><xsl:value-of select="@number"/></code>
        <xsl:text> </xsl:text>
        <xsl:apply-templates select="@made" mode="second"/>
        <xsl:text> </xsl:text>
        <strong><xsl:value-of select="$own"/></strong>
        <br/>
        <code class="digest"><xsl:value-of select="concat('SHA-256 ', @sha256)"/></code>
      </dd>
    </div>
  </xsl:template>

  <!-- ===== The checks ===== -->

  <xsl:template match="r:verificationReport" mode="checks">
    <section aria-labelledby="checks-title">
      <h2 id="checks-title"><xsl:value-of select="$text/verification.checks"/></h2>
      <ol class="checks"><xsl:apply-templates select="r:check"/></ol>
    </section>
  </xsl:template>

  <xsl:template match="r:check" mode="tone">could-not-check</xsl:template>
  <xsl:template match="r:check[@outcome = 'passed' or @outcome = 'failed' or @outcome = 'not-applicable']" mode="tone">
    <xsl:value-of select="@outcome"/>
  </xsl:template>

  <xsl:template match="r:check">
    <xsl:variable name="tone"><xsl:apply-templates select="." mode="tone"/></xsl:variable>
    <li class="{$tone}">
      <xsl:apply-templates select="." mode="icon"/>
      <div>
        <p>
          <strong class="outcome"><xsl:value-of select="r:word[@xml:lang = /m:page/@lang]"/></strong>
          <span class="sentence"><xsl:value-of select="r:sentence[@xml:lang = /m:page/@lang]"/></span>
        </p>
        <details>
          <summary><xsl:value-of select="$text/verification.details"/></summary>
          <p>
            <code><xsl:value-of select="@code"/></code>
            <xsl:apply-templates select="r:detail"/>
          </p>
        </details>
      </div>
    </li>
  </xsl:template>

  <!-- Names from certificates, words of ours: of no one language. -->
  <xsl:template match="r:detail">
    <xsl:text> </xsl:text>
    <span lang=""><xsl:value-of select="."/></span>
  </xsl:template>

  <!-- ===== The registry's face, and where the file differs ===== -->

  <xsl:template match="c:certificate" mode="section">
    <section class="screen registry" aria-labelledby="face-title">
      <h2 id="face-title"><xsl:value-of select="$text/verification.face"/></h2>
      <p class="hint"><xsl:value-of select="$text/verification.face.hint"/></p>
      <xsl:apply-templates select=".." mode="differences"/>
      <xsl:apply-templates select="." mode="face"/>
    </section>
  </xsl:template>

  <xsl:template match="m:page" mode="differences"/>
  <xsl:template match="m:page[m:difference]" mode="differences">
    <table class="entries differences">
      <caption><xsl:value-of select="$text/verification.differences"/></caption>
      <thead>
        <tr>
          <th scope="col"><xsl:value-of select="$text/verification.field"/></th>
          <th scope="col"><xsl:value-of select="$text/verification.in-file"/></th>
          <th scope="col"><xsl:value-of select="$text/verification.in-registry"/></th>
        </tr>
      </thead>
      <tbody><xsl:apply-templates select="m:difference"/></tbody>
    </table>
  </xsl:template>

  <xsl:template match="m:difference">
    <tr>
      <th scope="row">
        <xsl:value-of select="$text/*[name() = concat('verification.field.', current()/@field)]"/>
      </th>
      <td data-label="{$text/verification.in-file}" lang="zh-CN">
        <xsl:apply-templates select="m:file" mode="said-or-none"/>
      </td>
      <td data-label="{$text/verification.in-registry}" lang="zh-CN">
        <xsl:apply-templates select="m:registry" mode="said-or-none"/>
      </td>
    </tr>
  </xsl:template>

  <xsl:template match="*" mode="said-or-none">
    <xsl:value-of select="."/>
  </xsl:template>
  <xsl:template match="*[. = '']" mode="said-or-none">—</xsl:template>

  <!-- ===== Beside it ===== -->

  <xsl:template match="r:limit"/>
  <xsl:template match="r:limit[@xml:lang = /m:page/@lang]">
    <li><xsl:value-of select="."/></li>
  </xsl:template>

  <xsl:template match="m:kept">
    <section class="keep">
      <h2><xsl:value-of select="$text/verification.keep"/></h2>
      <p class="screen">
        <xsl:apply-templates select="$text/verification.keep.until/node()" mode="prose">
          <xsl:with-param name="value" select="substring(../r:verificationReport/r:keptUntil, 1, 10)"/>
        </xsl:apply-templates>
      </p>
      <p class="address-line">
        <a href="{@href}{$query}">
          <code><xsl:value-of select="concat(../m:service/@base-url, @href)"/></code>
        </a>
      </p>
      <p class="screen">
        <a class="button" href="{@href}/report.xml"><xsl:value-of select="$text/verification.download"/></a>
      </p>
      <xsl:apply-templates select="m:sealPicture"/>
      <p class="hint screen">
        <xsl:choose>
          <xsl:when test="@sealed"><xsl:value-of select="$text/verification.keep.sealed"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="$text/verification.keep.hint"/></xsl:otherwise>
        </xsl:choose>
      </p>
    </section>
  </xsl:template>

  <xsl:template match="m:kept/m:sealPicture">
    <img class="service-seal" src="data:{@type};base64,{.}" alt="{$text/verification.keep.seal}"
        width="{round(@width-mm * 96 div 25.4)}"
        height="{round(@height-mm * 96 div 25.4)}"/>
  </xsl:template>

  <xsl:template match="m:fault">
    <section class="keep">
      <h2><xsl:value-of select="$text/verification.unkept"/></h2>
      <p><xsl:value-of select="$text/verification.unkept.body"/></p>
      <p class="hint"><xsl:apply-templates select="m:sentence" mode="said"/></p>
    </section>
  </xsl:template>
</xsl:stylesheet>
