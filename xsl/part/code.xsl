<?xml version="1.0" encoding="UTF-8"?>
<!-- The box for the code of an annotated copy: m:page in the mode "code". -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    exclude-result-prefixes="m">

  <!-- The question is public and changes nothing: GET, so it can be kept. -->
  <xsl:template match="m:page" mode="code">
    <form class="card code-form" action="/v{$query}" method="get"
        accept-charset="UTF-8" aria-labelledby="code-title">
      <h2 id="code-title"><xsl:apply-templates select="." mode="code-title"/></h2>
      <label for="code"><xsl:apply-templates select="$text/code.label/node()" mode="prose"/></label>
      <p class="hint" id="code-hint"><xsl:apply-templates select="$text/code.hint/node()" mode="prose"/></p>
      <input id="code" name="code" type="text" required="required"
          autocomplete="off" autocapitalize="characters" spellcheck="false"
          inputmode="text" aria-describedby="code-hint"/>
      <xsl:if test="$english">
        <input type="hidden" name="lang" value="en"/>
      </xsl:if>
      <button type="submit"><xsl:value-of select="$text/code.submit"/></button>
    </form>
  </xsl:template>

  <xsl:template match="m:page" mode="code-title">
    <xsl:value-of select="$text/code.title"/>
  </xsl:template>
  <xsl:template match="m:page[@name = 'copy']" mode="code-title">
    <xsl:value-of select="$text/code.another"/>
  </xsl:template>

  <!-- 26 characters in groups of four, for reading aloud and typing. -->
  <xsl:template match="@code" mode="grouped">
    <code>
      <xsl:value-of select="concat(substring(., 1, 4), '-',
          substring(., 5, 4), '-', substring(., 9, 4), '-',
          substring(., 13, 4), '-', substring(., 17, 4), '-',
          substring(., 21, 4), '-', substring(., 25))"/>
    </code>
  </xsl:template>
</xsl:stylesheet>
