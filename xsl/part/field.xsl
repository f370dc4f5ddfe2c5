<?xml version="1.0" encoding="UTF-8"?>
<!-- A field of a form: label, hint, fault, input; and the summary of faults. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:ecert:model:1"
    exclude-result-prefixes="m">

  <xsl:template match="m:field" mode="label">
    <xsl:apply-templates mode="prose"
        select="$text/*[name() = concat('home.label.', current()/@name)]/node()"/>
  </xsl:template>

  <xsl:template match="m:field" mode="hint">
    <xsl:apply-templates mode="prose"
        select="$text/*[name() = concat('home.hint.', current()/@name)]/node()"/>
  </xsl:template>

  <!-- How the keyboard should behave. -->
  <xsl:template match="m:field" mode="keyboard">
    <xsl:attribute name="inputmode">text</xsl:attribute>
    <xsl:attribute name="autocapitalize">characters</xsl:attribute>
  </xsl:template>
  <xsl:template match="m:field[@name = 'name']" mode="keyboard">
    <xsl:attribute name="lang">zh-CN</xsl:attribute>
    <xsl:attribute name="inputmode">text</xsl:attribute>
    <xsl:attribute name="autocapitalize">words</xsl:attribute>
  </xsl:template>

  <xsl:template match="m:field" mode="input">
    <div class="field">
      <xsl:if test="m:error">
        <xsl:attribute name="class">field faulty</xsl:attribute>
      </xsl:if>
      <label for="{@name}"><xsl:apply-templates select="." mode="label"/></label>
      <p class="hint" id="{@name}-hint">
        <xsl:apply-templates select="." mode="hint"/>
      </p>
      <xsl:apply-templates select="m:error" mode="beside"/>
      <xsl:apply-templates select="." mode="control"/>
      <xsl:apply-templates select="m:error/m:suggestion" mode="button"/>
    </div>
  </xsl:template>

  <!--
    No maxlength: it counts UTF-16 units and cuts what is pasted without a
    word.  No completion: the person looked up is rarely the one typing.
  -->
  <xsl:template match="m:field" mode="control">
    <input type="text" id="{@name}" name="{@name}" value="{@value}"
        autocomplete="off" spellcheck="false">
      <xsl:apply-templates select="." mode="required"/>
      <xsl:apply-templates select="." mode="keyboard"/>
      <xsl:apply-templates select="." mode="described"/>
    </input>
  </xsl:template>

  <xsl:template match="m:field[m:choice]" mode="control">
    <select id="{@name}" name="{@name}">
      <xsl:apply-templates select="." mode="required"/>
      <xsl:apply-templates select="." mode="described"/>
      <option value=""><xsl:value-of select="$text/field.choose"/></option>
      <xsl:apply-templates select="m:choice" mode="option"/>
    </select>
  </xsl:template>

  <xsl:template match="m:choice" mode="option">
    <option value="{@code}">
      <xsl:if test="@code = ../@value">
        <xsl:attribute name="selected">selected</xsl:attribute>
      </xsl:if>
      <xsl:value-of select="m:name[@xml:lang = /m:page/@lang]"/>
    </option>
  </xsl:template>

  <xsl:template match="m:field" mode="required">
    <xsl:attribute name="required">required</xsl:attribute>
  </xsl:template>

  <!-- What a reading program tells with the field. -->
  <xsl:template match="m:field" mode="described">
    <xsl:attribute name="aria-describedby">
      <xsl:value-of select="concat(@name, '-hint')"/>
      <xsl:apply-templates select="m:error" mode="reference"/>
    </xsl:attribute>
    <xsl:if test="m:error">
      <xsl:attribute name="aria-invalid">true</xsl:attribute>
    </xsl:if>
  </xsl:template>

  <!-- Where a form has a session's token, it goes along unseen. -->
  <xsl:template match="@csrf" mode="hidden">
    <input type="hidden" name="csrf" value="{.}"/>
  </xsl:template>

  <xsl:template match="m:error" mode="reference">
    <xsl:value-of select="concat(' ', ../@name, '-error')"/>
  </xsl:template>

  <xsl:template match="m:error" mode="beside">
    <p class="fault" id="{../@name}-error">
      <strong><xsl:value-of select="$text/error.prefix"/></strong>
      <xsl:apply-templates select="." mode="words"/>
    </p>
  </xsl:template>

  <xsl:template match="m:error | m:fault" mode="words">
    <xsl:apply-templates select="m:sentence" mode="said"/>
    <xsl:if test="$english"><xsl:text> </xsl:text></xsl:if>
    <xsl:apply-templates select="@typed" mode="words"/>
    <xsl:apply-templates select="m:next" mode="said"/>
  </xsl:template>

  <xsl:template match="@typed" mode="words">
    <xsl:apply-templates select="$text/error.typed/node()" mode="prose">
      <xsl:with-param name="value" select="."/>
    </xsl:apply-templates>
    <xsl:if test="$english"><xsl:text> </xsl:text></xsl:if>
  </xsl:template>

  <xsl:template match="m:suggestion" mode="button">
    <button class="quiet" type="submit" name="use_suggestion" value="{.}">
      <xsl:apply-templates select="$text/error.suggestion/node()" mode="prose">
        <xsl:with-param name="value" select="."/>
      </xsl:apply-templates>
    </button>
  </xsl:template>

  <xsl:template match="m:form" mode="summary"/>
  <xsl:template match="m:form[m:field/m:error]" mode="summary">
    <xsl:call-template name="summary">
      <xsl:with-param name="faults" select="m:field/m:error"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="summary">
    <xsl:param name="faults"/>
    <div class="summary" role="alert" aria-labelledby="summary-title">
      <h2 id="summary-title"><xsl:value-of select="$text/error.heading"/></h2>
      <ul><xsl:apply-templates select="$faults" mode="summary"/></ul>
    </div>
  </xsl:template>

  <!-- What is wrong with the whole leads to no field. -->
  <xsl:template match="m:fault" mode="summary">
    <li class="fault"><xsl:apply-templates select="." mode="words"/></li>
  </xsl:template>

  <xsl:template match="m:error" mode="summary">
    <li><a href="#{../@name}"><xsl:apply-templates select="." mode="words"/></a></li>
  </xsl:template>

  <!--
    The Enter key presses a form's first button.  Where a suggestion's button
    comes first, an ordinary one stands before it, or Enter would take the
    suggestion in place of what was typed.
  -->
  <xsl:template match="m:form" mode="enter-key"/>
  <xsl:template match="m:form[.//m:suggestion]" mode="enter-key">
    <button class="sr" type="submit" tabindex="-1" aria-hidden="true">
      <xsl:value-of select="$text/home.submit"/>
    </button>
  </xsl:template>
</xsl:stylesheet>
