<?xml version="1.0" encoding="UTF-8"?>
<!--
  One certificate, for its holder: its state, annotating a copy, the copies
  made so far, who looked.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    xmlns:c="urn:ecert:certificate:1"
    exclude-result-prefixes="m c">

  <xsl:include href="../part/frame.xsl"/>
  <xsl:include href="../part/field.xsl"/>
  <xsl:include href="../part/verdict.xsl"/>
  <xsl:include href="../part/holder.xsl"/>
  <xsl:include href="../document/preview.xsl"/>

  <xsl:template match="m:page" mode="heading">
    <xsl:value-of select="c:certificate/c:title[@xml:lang = /m:page/@lang]"/>
  </xsl:template>

  <xsl:template match="m:page" mode="main">
    <xsl:apply-templates select="." mode="back"/>
    <div class="intro">
      <h1><xsl:apply-templates select="." mode="heading"/></h1>
      <p class="hint">
        <xsl:value-of select="concat($text/gloss.managementNo, ' ')"/>
        <span><xsl:value-of select="c:certificate/c:managementNo"/></span>
      </p>
    </div>
    <xsl:apply-templates select="." mode="faults"/>
    <xsl:apply-templates select="m:check/m:verdict" mode="state"/>
    <div class="columns result">
      <div class="aside">
        <xsl:apply-templates select="m:annotate"/>
      </div>
      <section class="wide" aria-labelledby="face-title">
        <h2 id="face-title"><xsl:value-of select="$text/result.face"/></h2>
        <xsl:apply-templates select="m:annotate" mode="face-hint"/>
        <xsl:apply-templates select="c:certificate" mode="face"/>
      </section>
    </div>
    <xsl:apply-templates select="m:annotations"/>
    <xsl:apply-templates select="m:accesses"/>
  </xsl:template>

  <xsl:template match="m:verdict" mode="state">
    <xsl:variable name="tone">
      <xsl:apply-templates select="." mode="tone"/>
    </xsl:variable>
    <div class="verdict slim {$tone}">
      <xsl:apply-templates select="." mode="icon"/>
      <div>
        <p><strong><xsl:apply-templates select="." mode="heading"/></strong></p>
        <xsl:apply-templates select="." mode="story"/>
        <xsl:apply-templates mode="prose"
            select="$text/*[name() = concat('holder.next.', $tone)]/node()"/>
      </div>
    </div>
  </xsl:template>

  <!-- Annotating: why, how many are left, the form or why there is none. -->
  <xsl:template match="m:annotate">
    <section class="card" aria-labelledby="annotate-title">
      <h2 id="annotate-title"><xsl:apply-templates select="." mode="title"/></h2>
      <xsl:apply-templates select="." mode="why"/>
      <xsl:apply-templates select="m:quota"/>
      <xsl:apply-templates select="m:form"/>
      <xsl:apply-templates select="../m:download"/>
    </section>
  </xsl:template>

  <xsl:template match="m:annotate" mode="title">
    <xsl:value-of select="$text/annotate.title"/>
  </xsl:template>
  <xsl:template match="m:annotate[@state = 'not-needed']" mode="title">
    <xsl:value-of select="$text/annotated.keep"/>
  </xsl:template>

  <xsl:template match="m:annotate" mode="face-hint">
    <p class="hint"><xsl:value-of select="$text/holder.face.hint"/></p>
  </xsl:template>
  <xsl:template match="m:annotate[@state = 'not-needed']" mode="face-hint">
    <p class="hint"><xsl:value-of select="$text/holder.face.plain"/></p>
  </xsl:template>

  <xsl:template match="m:annotate" mode="why">
    <p><xsl:value-of select="$text/annotate.why"/></p>
    <xsl:apply-templates mode="prose"
        select="$text/*[name() = concat('annotate.', current()/@state)]/node()"/>
  </xsl:template>
  <xsl:template mode="why"
      match="m:annotate[@state = 'not-needed' or @state = 'not-in-force']">
    <xsl:apply-templates mode="prose"
        select="$text/*[name() = concat('annotate.', current()/@state)]/node()"/>
  </xsl:template>

  <xsl:template match="m:quota">
    <dl class="quota">
      <div>
        <dt><xsl:value-of select="$text/annotate.used"/></dt>
        <dd>
          <xsl:apply-templates select="$text/annotate.used.of/node()" mode="prose">
            <xsl:with-param name="value" select="@used"/>
          </xsl:apply-templates>
          <xsl:apply-templates select="$text/annotate.used.most/node()" mode="prose">
            <xsl:with-param name="value" select="@max"/>
          </xsl:apply-templates>
        </dd>
      </div>
      <div>
        <dt><xsl:value-of select="$text/annotate.next"/></dt>
        <dd><xsl:apply-templates select="." mode="next"/></dd>
      </div>
    </dl>
  </xsl:template>
  <xsl:template mode="next" match="m:quota">
    <xsl:value-of select="$text/annotate.next.now"/>
  </xsl:template>
  <xsl:template mode="next" match="m:quota[@next]">
    <xsl:apply-templates select="@next" mode="time"/>
    <xsl:value-of select="$text/result.zone"/>
  </xsl:template>
  <!-- How many are left means nothing where none can be or need be made. -->
  <xsl:template match="m:annotate[@state = 'not-needed'
      or @state = 'not-in-force']/m:quota"/>

  <xsl:template match="m:form">
    <form action="{@action}{$query}" method="post" accept-charset="UTF-8"
        novalidate="novalidate" aria-labelledby="annotate-title">
      <xsl:apply-templates select="@csrf" mode="hidden"/>
      <xsl:apply-templates select="m:field" mode="input"/>
      <button class="main" type="submit">
        <xsl:value-of select="$text/annotate.submit"/>
      </button>
    </form>
  </xsl:template>

  <xsl:template match="m:field" mode="label">
    <xsl:value-of select="$text/*[name() = concat('annotate.label.', current()/@name)]"/>
  </xsl:template>
  <xsl:template match="m:field" mode="hint">
    <xsl:value-of select="$text/*[name() = concat('annotate.hint.', current()/@name)]"/>
  </xsl:template>
  <xsl:template match="m:field[@name = 'recipient']" mode="required"/>
  <xsl:template match="m:field[@name = 'days']" mode="keyboard">
    <xsl:attribute name="inputmode">numeric</xsl:attribute>
  </xsl:template>

  <xsl:template match="m:download">
    <p>
      <a class="button" href="{@href}"><xsl:value-of select="$text/result.download"/></a>
    </p>
    <p class="hint">
      <xsl:apply-templates select="$text/result.download.hint/node()" mode="prose"/>
    </p>
  </xsl:template>

  <!-- The copies so far. -->
  <xsl:template match="m:annotations">
    <section class="list" aria-labelledby="copies">
      <h2 id="copies"><xsl:value-of select="$text/copies.title"/></h2>
      <p class="hint"><xsl:value-of select="$text/copies.hint"/></p>
      <table class="entries" aria-labelledby="copies">
        <thead>
          <tr>
            <th scope="col"><xsl:value-of select="$text/annotated.scene"/></th>
            <th scope="col"><xsl:value-of select="$text/annotated.recipient"/></th>
            <th scope="col"><xsl:value-of select="$text/annotated.made"/></th>
            <th scope="col"><xsl:value-of select="$text/annotated.expires"/></th>
            <th scope="col"><xsl:value-of select="$text/annotated.state"/></th>
          </tr>
        </thead>
        <tbody><xsl:apply-templates select="m:annotation" mode="row"/></tbody>
      </table>
    </section>
  </xsl:template>
  <xsl:template match="m:annotations[not(m:annotation)]">
    <section class="list" aria-labelledby="copies">
      <h2 id="copies"><xsl:value-of select="$text/copies.title"/></h2>
      <p><xsl:value-of select="$text/copies.none"/></p>
    </section>
  </xsl:template>

  <xsl:template match="m:annotation" mode="row">
    <tr>
      <th scope="row">
        <a href="/holder/copies/{@code}{$query}">
          <xsl:apply-templates select="m:scene" mode="said"/>
          <span class="sr">
            <xsl:value-of select="$text/copies.of"/>
            <xsl:apply-templates select="@made" mode="time"/>
          </span>
        </a>
      </th>
      <xsl:apply-templates select="." mode="recipient"/>
      <td data-label="{$text/annotated.made}"><xsl:apply-templates select="@made" mode="time"/></td>
      <td data-label="{$text/annotated.expires}"><xsl:apply-templates select="@expires" mode="time"/></td>
      <td data-label="{$text/annotated.state}"><xsl:apply-templates select="." mode="tag"/></td>
    </tr>
  </xsl:template>

  <!-- What a bureau made is no copy of the holder's to open or hand on. -->
  <xsl:template match="m:annotation[m:maker]" mode="row">
    <tr>
      <th scope="row">
        <xsl:apply-templates select="m:scene" mode="said"/>
        <span class="hint" lang="zh-CN"><xsl:value-of select="m:matter"/></span>
      </th>
      <td data-label="{$text/copies.maker}" lang="zh-CN"><xsl:value-of select="m:maker"/></td>
      <td data-label="{$text/annotated.made}"><xsl:apply-templates select="@made" mode="time"/></td>
      <td data-label="{$text/annotated.expires}"><xsl:apply-templates select="@expires" mode="time"/></td>
      <td data-label="{$text/annotated.state}"><xsl:apply-templates select="." mode="tag"/></td>
    </tr>
  </xsl:template>

  <xsl:template match="m:annotation" mode="recipient">
    <td class="none">
      <span aria-hidden="true">—</span>
      <span class="sr"><xsl:value-of select="$text/annotated.anyone"/></span>
    </td>
  </xsl:template>
  <xsl:template match="m:annotation[m:recipient]" mode="recipient">
    <td data-label="{$text/annotated.recipient}" lang="zh-CN"><xsl:value-of select="m:recipient"/></td>
  </xsl:template>

  <!-- Who looked. -->
  <xsl:template match="m:accesses">
    <section class="list looks" aria-labelledby="looks">
      <h2 id="looks"><xsl:value-of select="$text/access.title"/></h2>
      <p class="hint"><xsl:value-of select="$text/access.hint"/></p>
      <table class="entries" aria-labelledby="looks">
        <thead>
          <tr>
            <th scope="col"><xsl:value-of select="$text/access.at"/></th>
            <th scope="col"><xsl:value-of select="$text/access.channel"/></th>
            <th scope="col"><xsl:value-of select="$text/access.actor"/></th>
            <th scope="col"><xsl:value-of select="$text/access.found"/></th>
          </tr>
        </thead>
        <tbody><xsl:apply-templates select="m:access"/></tbody>
      </table>
    </section>
  </xsl:template>
  <xsl:template match="m:accesses[not(m:access)]">
    <section class="list looks" aria-labelledby="looks">
      <h2 id="looks"><xsl:value-of select="$text/access.title"/></h2>
      <p><xsl:value-of select="$text/access.none"/></p>
    </section>
  </xsl:template>

  <xsl:template match="m:access">
    <tr>
      <th scope="row"><xsl:apply-templates select="@at" mode="time"/></th>
      <td data-label="{$text/access.channel}">
        <xsl:apply-templates select="@channel"/>
      </td>
      <td data-label="{$text/access.actor}">
        <xsl:apply-templates select="@actor"/>
      </td>
      <td data-label="{$text/access.found}">
        <xsl:value-of select="$text/*[name() = concat('access.found.', current()/@found)]"/>
      </td>
    </tr>
  </xsl:template>

  <xsl:template match="@channel">
    <xsl:variable name="own"
        select="$text/*[name() = concat('access.channel.', current())]"/>
    <xsl:value-of select="($own | $text/access.channel.other[not($own)])[1]"/>
  </xsl:template>

  <xsl:template match="@actor">
    <xsl:value-of select="$text/*[name() = concat('access.actor.', current())]"/>
  </xsl:template>
  <xsl:template match="m:access[@actor-name]/@actor">
    <span lang="zh-CN"><xsl:value-of select="../@actor-name"/></span>
    <xsl:apply-templates select="../@matter"/>
    <xsl:apply-templates select="../@cause"/>
  </xsl:template>

  <xsl:template match="m:access/@matter">
    <span class="purpose"><xsl:value-of select="$text/access.matter"/><span lang="zh-CN"><xsl:value-of select="."/></span></span>
  </xsl:template>

  <xsl:template match="m:access/@cause">
    <span class="purpose"><xsl:value-of select="$text/access.cause"/><span lang="zh-CN"><xsl:value-of select="."/></span></span>
  </xsl:template>
</xsl:stylesheet>
