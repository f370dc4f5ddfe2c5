<?xml version="1.0" encoding="UTF-8"?>
<!--
  What every page has: head, header, navigation, footer.  A page's sheet adds
  templates for m:page in the modes "title" and "main"; it may add "robots"
  and "style" (a stylesheet besides that of every page).
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    exclude-result-prefixes="m">

  <xsl:include href="../text/text.xsl"/>
  <xsl:include href="date.xsl"/>

  <xsl:output method="html" encoding="UTF-8" indent="no"
      doctype-system="about:legacy-compat"/>

  <xsl:template match="/m:page">
    <html class="{@name}">
      <xsl:attribute name="lang">
        <xsl:apply-templates select="." mode="lang"/>
      </xsl:attribute>
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="format-detection" content="telephone=no"/>
        <meta name="referrer" content="no-referrer"/>
        <xsl:apply-templates select="." mode="robots"/>
        <title>
          <xsl:apply-templates select="." mode="title"/>
          <xsl:text> - </xsl:text>
          <xsl:apply-templates select="m:service" mode="name"/>
        </title>
        <link rel="stylesheet" href="/static/ecert.css"/>
        <xsl:apply-templates select="." mode="style"/>
        <link rel="icon" type="image/svg+xml" href="/static/favicon.svg"/>
      </head>
      <body>
        <a class="skip" href="#main"><xsl:value-of select="$text/frame.skip"/></a>
        <xsl:apply-templates select="@specimen" mode="banner"/>
        <header class="top">
          <div class="inner">
            <p class="service">
              <a href="/{$query}">
                <img src="/static/favicon.svg" alt="" width="40" height="40"/>
                <span><xsl:apply-templates select="m:service" mode="name"/></span>
              </a>
            </p>
            <nav aria-label="{$text/frame.nav}">
              <ul>
                <li><xsl:apply-templates select="." mode="nav">
                  <xsl:with-param name="to" select="'/'"/>
                  <xsl:with-param name="label" select="$text/frame.lookup"/>
                </xsl:apply-templates></li>
                <li><xsl:apply-templates select="." mode="nav">
                  <xsl:with-param name="to" select="'/verify'"/>
                  <xsl:with-param name="label" select="$text/frame.verify"/>
                </xsl:apply-templates></li>
                <li><xsl:apply-templates select="." mode="nav">
                  <xsl:with-param name="to" select="'/catalogue'"/>
                  <xsl:with-param name="label" select="$text/frame.catalogue"/>
                </xsl:apply-templates></li>
                <xsl:apply-templates select="m:service" mode="holder"/>
                <li><xsl:apply-templates select="." mode="nav">
                  <xsl:with-param name="to" select="'/help'"/>
                  <xsl:with-param name="label" select="$text/frame.help"/>
                </xsl:apply-templates></li>
                <li><xsl:apply-templates select="." mode="other-language"/></li>
                <xsl:apply-templates select="m:session" mode="sign-out"/>
              </ul>
            </nav>
          </div>
        </header>
        <main id="main" tabindex="-1">
          <xsl:apply-templates select="." mode="main"/>
        </main>
        <footer class="bottom">
          <div class="inner">
            <xsl:apply-templates select="m:service" mode="operator"/>
            <p><xsl:apply-templates select="$text/frame.basis/node()" mode="prose"/></p>
            <p><xsl:apply-templates select="$text/frame.recorded/node()" mode="prose"/></p>
          </div>
        </footer>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="m:page" mode="lang">zh-CN</xsl:template>
  <xsl:template match="m:page[@lang = 'en']" mode="lang">en</xsl:template>

  <xsl:template match="m:page" mode="robots"/>
  <xsl:template match="m:page" mode="style"/>

  <xsl:template match="@specimen" mode="banner"/>
  <xsl:template match="@specimen[. = 'true']" mode="banner">
    <p class="specimen"><xsl:value-of select="$text/frame.specimen"/></p>
  </xsl:template>

  <xsl:template match="m:service" mode="name">
    <xsl:value-of select="@name-zh"/>
  </xsl:template>
  <xsl:template match="m:service[/m:page/@lang = 'en']" mode="name">
    <xsl:value-of select="@name-en"/>
  </xsl:template>

  <xsl:template match="m:service" mode="operator"/>
  <xsl:template match="m:service[@operator-zh]" mode="operator">
    <p class="operator">
      <xsl:value-of select="concat($text/frame.operator, @operator-zh)"/>
    </p>
  </xsl:template>
  <xsl:template match="m:service[@operator-en][/m:page/@lang = 'en']"
      mode="operator">
    <p class="operator">
      <xsl:value-of select="concat($text/frame.operator, @operator-en)"/>
    </p>
  </xsl:template>

  <xsl:template match="m:service" mode="holder">
    <li><xsl:apply-templates select=".." mode="nav">
      <xsl:with-param name="to" select="'/holder'"/>
      <xsl:with-param name="label" select="$text/frame.holder"/>
    </xsl:apply-templates></li>
  </xsl:template>
  <xsl:template match="m:service[@sign-in = 'off']" mode="holder"/>

  <xsl:template match="m:session" mode="sign-out">
    <li>
      <form action="/sign-out{$query}" method="post">
        <input type="hidden" name="csrf" value="{@csrf}"/>
        <button type="submit"><xsl:value-of select="$text/frame.sign-out"/></button>
      </form>
    </li>
  </xsl:template>

  <xsl:template match="m:page" mode="nav">
    <xsl:param name="to"/>
    <xsl:param name="label"/>
    <a href="{$to}{$query}">
      <xsl:if test="@path = $to and not(m:problem)">
        <xsl:attribute name="aria-current">page</xsl:attribute>
      </xsl:if>
      <xsl:value-of select="$label"/>
    </a>
  </xsl:template>

  <xsl:template match="m:page" mode="other-language">
    <a class="language" lang="en" hreflang="en">
      <xsl:attribute name="href">
        <xsl:apply-templates select="." mode="path"/>
        <xsl:text>?lang=en</xsl:text>
        <xsl:apply-templates select="." mode="rest"/>
      </xsl:attribute>
      <xsl:text>English</xsl:text>
    </a>
  </xsl:template>
  <xsl:template match="m:page[@lang = 'en']" mode="other-language">
    <a class="language" lang="zh-CN" hreflang="zh-CN">
      <xsl:attribute name="href">
        <xsl:apply-templates select="." mode="path"/>
        <xsl:text>?lang=zh</xsl:text>
        <xsl:apply-templates select="." mode="rest"/>
      </xsl:attribute>
      <xsl:text>中文</xsl:text>
    </a>
  </xsl:template>

  <!-- What else of the address the other language has to be asked. -->
  <xsl:template match="m:page" mode="rest"/>

  <!-- "//host" and "/\host" would lead away from this site. -->
  <xsl:template match="m:page" mode="path">/</xsl:template>
  <xsl:template mode="path"
      match="m:page[starts-with(@path, '/')]
          [not(starts-with(@path, '//') or contains(@path, '\'))]">
    <xsl:value-of select="@path"/>
  </xsl:template>
  <!-- A result's address is a secret of ten minutes: the page does not tell it. -->
  <xsl:template match="m:page[@name = 'result']" mode="path" priority="1"/>

  <!-- A sentence that the model carries in both languages. -->
  <xsl:template match="m:sentence | m:next | m:reason" mode="said"/>
  <xsl:template mode="said"
      match="m:sentence[@xml:lang = /m:page/@lang]
          | m:next[@xml:lang = /m:page/@lang]
          | m:reason[@xml:lang = /m:page/@lang]">
    <xsl:value-of select="."/>
  </xsl:template>
</xsl:stylesheet>
