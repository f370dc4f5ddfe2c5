<?xml version="1.0" encoding="UTF-8"?>
<!--
  The face of a certificate, after the two styles in the annex of the notice
  (人社厅发〔2021〕97号): c:certificate in the mode "face".  Its own words are
  Chinese in either language, as on the certificate; English glosses stand
  beside the labels on English pages.  On a copy it carries the picture of its
  seal, the annotation and a QR code.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    xmlns:c="urn:ecert:certificate:1"
    exclude-result-prefixes="m c">

  <xsl:template match="c:certificate" mode="face">
    <article class="face style-{@style}" lang="zh-CN">
      <xsl:apply-templates select="../c:annotation" mode="crowded"/>
      <div class="face-in">
        <xsl:apply-templates select="../@specimen" mode="watermark"/>
        <header>
          <p class="state-name">中华人民共和国</p>
          <p class="kind">专业技术人员职业资格证书</p>
          <p class="medium">（电子证书）</p>
        </header>
        <p class="title"><xsl:value-of select="c:title[@xml:lang = 'zh']"/></p>
        <p class="title-en" lang="en"><xsl:value-of select="c:title[@xml:lang = 'en']"/></p>
        <p class="statement"><xsl:value-of select="c:statement"/></p>
        <dl>
          <xsl:apply-templates mode="face"
              select="c:holder/c:name | c:holder/c:idNumber | c:holder/c:sex
                  | c:holder/c:birth"/>
          <xsl:apply-templates select="c:qualification/c:specialty" mode="face"/>
          <xsl:apply-templates select="c:qualification/c:level" mode="face"/>
          <xsl:apply-templates select="c:approved | c:managementNo" mode="face"/>
        </dl>
        <div class="close">
          <xsl:apply-templates select="c:seal" mode="face"/>
          <xsl:apply-templates select="c:issued" mode="face"/>
        </div>
        <xsl:apply-templates select="../m:check/m:verdict" mode="stamp"/>
        <xsl:apply-templates select="parent::m:page[c:annotation or m:qr]" mode="note"/>
        <xsl:apply-templates select="c:licence" mode="face"/>
      </div>
    </article>
  </xsl:template>

  <!-- An annotation takes room from the rest of the sheet. -->
  <xsl:template match="c:annotation" mode="crowded">
    <xsl:attribute name="class">
      <xsl:value-of select="concat('face annotated style-', ../c:certificate/@style)"/>
    </xsl:attribute>
  </xsl:template>

  <xsl:template match="@specimen" mode="watermark"/>
  <xsl:template match="@specimen[. = 'true']" mode="watermark">
    <p class="watermark">样本<span lang="en">SPECIMEN</span></p>
  </xsl:template>

  <xsl:template match="*" mode="face">
    <div class="item {local-name()}">
      <dt>
        <span class="label"><xsl:apply-templates select="." mode="label"/></span>
        <xsl:text>：</xsl:text>
        <xsl:apply-templates select="." mode="gloss"/>
      </dt>
      <dd><xsl:apply-templates select="." mode="value"/></dd>
    </div>
  </xsl:template>

  <xsl:template match="c:name" mode="label">姓名</xsl:template>
  <xsl:template match="c:idNumber" mode="label">证件号码</xsl:template>
  <xsl:template match="c:sex" mode="label">性别</xsl:template>
  <xsl:template match="c:birth" mode="label">出生年月</xsl:template>
  <xsl:template match="c:specialty" mode="label">专业</xsl:template>
  <xsl:template match="c:level" mode="label">级别</xsl:template>
  <xsl:template match="c:approved" mode="label">批准日期</xsl:template>
  <xsl:template match="c:managementNo" mode="label">管理号</xsl:template>
  <xsl:template match="c:issued" mode="label">制发日期</xsl:template>
  <xsl:template match="c:licence" mode="label">电子证照标识</xsl:template>

  <xsl:template match="*" mode="gloss"/>
  <xsl:template match="*[/m:page/@lang = 'en']" mode="gloss">
    <span class="gloss" lang="en">
      <xsl:value-of select="$text/*[name() = concat('gloss.', local-name(current()))]"/>
    </span>
  </xsl:template>

  <xsl:template match="*" mode="value">
    <xsl:value-of select="."/>
  </xsl:template>
  <xsl:template match="c:birth" mode="value">
    <xsl:apply-templates select="." mode="face-month"/>
  </xsl:template>
  <xsl:template match="c:approved | c:issued" mode="value">
    <xsl:apply-templates select="." mode="face-date"/>
  </xsl:template>

  <xsl:template match="c:issued" mode="face">
    <p class="issued">
      <span class="label"><xsl:apply-templates select="." mode="label"/>：</span>
      <xsl:apply-templates select="." mode="gloss"/>
      <xsl:if test="$english"><xsl:text> </xsl:text></xsl:if>
      <span class="date"><xsl:apply-templates select="." mode="value"/></span>
    </p>
  </xsl:template>

  <!-- Where the seal goes: over the date. -->
  <xsl:template match="c:seal" mode="face">
    <p class="seal">
      <span class="seal-kind">电子印章</span>
      <span class="seal-of"><xsl:value-of select="."/></span>
    </p>
  </xsl:template>

  <!--
    The seal's own picture, in its own size: an image inside the page, since a
    face is looked at and printed as one.
  -->
  <xsl:template match="c:seal[../../m:sealPicture]" mode="face">
    <p class="seal-picture">
      <img src="data:{../../m:sealPicture/@type};base64,{../../m:sealPicture}"
          alt="电子印章：{.}"
          width="{round(../../m:sealPicture/@width-mm * 96 div 25.4)}"
          height="{round(../../m:sealPicture/@height-mm * 96 div 25.4)}"/>
    </p>
  </xsl:template>

  <!-- What makes a copy a copy. -->
  <xsl:template match="m:page" mode="note">
    <div class="note">
      <div class="note-words">
        <xsl:apply-templates select="c:annotation" mode="face"/>
        <xsl:apply-templates select="m:qr" mode="note-how"/>
      </div>
      <xsl:apply-templates select="m:qr" mode="note"/>
    </div>
  </xsl:template>

  <xsl:template match="c:annotation" mode="face">
    <p class="note-use">
      <xsl:text>仅用于</xsl:text>
      <strong><xsl:value-of select="c:cause"/></strong>
      <xsl:apply-templates select="c:cause" mode="gloss"/>
    </p>
    <dl class="note-facts">
      <xsl:apply-templates select="c:recipient | c:maker[../c:cause/@code = 'official']" mode="note"/>
      <xsl:apply-templates select="c:made | c:expires" mode="note"/>
      <div class="code">
        <dt><span class="label">验证码</span>：<xsl:apply-templates select="@code" mode="note-gloss"/></dt>
        <dd><xsl:apply-templates select="@code" mode="grouped"/></dd>
      </div>
    </dl>
  </xsl:template>

  <xsl:template match="*" mode="note">
    <div class="{local-name()}">
      <dt>
        <span class="label"><xsl:apply-templates select="." mode="label"/></span>
        <xsl:text>：</xsl:text>
        <xsl:apply-templates select="." mode="gloss"/>
      </dt>
      <dd><xsl:apply-templates select="." mode="value"/></dd>
    </div>
  </xsl:template>

  <xsl:template match="c:recipient" mode="label">接收方</xsl:template>
  <xsl:template match="c:maker" mode="label">制作机构</xsl:template>
  <xsl:template match="c:made" mode="label">加注日期</xsl:template>
  <xsl:template match="c:expires" mode="label">有效期至</xsl:template>
  <xsl:template match="c:made" mode="value">
    <xsl:apply-templates select="." mode="face-date"/>
  </xsl:template>
  <xsl:template match="c:expires" mode="value">
    <xsl:apply-templates select="." mode="face-date"/>
    <xsl:value-of select="concat(' ', substring(., 12, 5))"/>
  </xsl:template>

  <xsl:template match="c:cause[/m:page/@lang = 'en']" mode="gloss">
    <span class="gloss" lang="en">
      <xsl:value-of select="concat($text/gloss.cause, ../../m:scene)"/>
    </span>
  </xsl:template>

  <xsl:template match="@code" mode="note-gloss"/>
  <xsl:template match="@code[/m:page/@lang = 'en']" mode="note-gloss">
    <span class="gloss" lang="en"><xsl:value-of select="$text/gloss.code"/></span>
  </xsl:template>

  <!-- The drawing is of this site's own making; people read the address. -->
  <xsl:template match="m:qr" mode="note">
    <div class="qr" role="img" aria-label="核验二维码：{@address}">
      <xsl:copy-of select="*"/>
    </div>
  </xsl:template>

  <xsl:template match="m:qr" mode="note-how"/>
  <xsl:template match="m:qr[../m:service/@base-url]" mode="note-how">
    <p class="note-how">
      <xsl:text>核验：扫描二维码，或在 </xsl:text>
      <span class="address"><xsl:value-of select="concat(../m:service/@base-url, '/')"/></span>
      <xsl:text> 输入验证码</xsl:text>
    </p>
  </xsl:template>

  <xsl:template match="c:licence" mode="face">
    <p class="licence">
      <span class="label"><xsl:apply-templates select="." mode="label"/>：</span>
      <span class="code"><xsl:value-of select="."/></span>
    </p>
  </xsl:template>
</xsl:stylesheet>
