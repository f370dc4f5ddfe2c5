/* The gate before the parser. */
#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "document/untrusted.h"

static bool
starts_with(const char *at, const char *end, const char *word)
{
	size_t	 len = strlen(word);

	return (size_t)(end - at) >= len && strncasecmp(at, word, len) == 0;
}

/* Where the value of that part of a declaration begins; NULL without it. */
static const char *
value_of(const char *at, const char *close, const char *name)
{
	for (; at < close; at++)
		if (starts_with(at, close, name))
			break;
	if (at == close)
		return NULL;
	for (at += strlen(name); at < close && strchr("= \t\r\n\"'", *at); at++)
		;
	return at;
}

/* The declaration, when there is one, may say 1.0 and UTF-8, nothing else. */
static enum reason
check_declaration(const char *at, const char *end)
{
	const char	*close, *version, *enc;

	if (!starts_with(at, end, "<?xml "))
		return OK;
	if ((close = memchr(at, '>', (size_t)(end - at))) == NULL)
		return fail(REASON_FILE_FORMAT, "declaration does not end");
	version = value_of(at, close, "version");
	if (version == NULL || !starts_with(version, close, "1.0") ||
	    strchr("\"'", version[3]) == NULL)
		return fail(REASON_FILE_FORMAT, "declares another version");
	if ((enc = value_of(at, close, "encoding")) == NULL)
		return OK;
	if (!starts_with(enc, close, "utf-8") ||
	    strchr("\"'", enc[5]) == NULL)
		return fail(REASON_FILE_ENCODING, "declares another encoding");
	return OK;
}

/*
 * How many attributes the tag at `at` has; between quotes neither "=" nor ">"
 * counts.  A "<" ends it in any case (XML allows none in a tag), so that each
 * byte is looked at once, however many tags are left open.
 */
static size_t
count_attributes(const char *at, const char *end)
{
	size_t	 n = 0;
	char	 quote = '\0';

	while (++at < end && *at != '<' && (quote != '\0' || *at != '>')) {
		if (quote != '\0')
			quote = *at == quote ? '\0' : quote;
		else if (*at == '"' || *at == '\'')
			quote = *at;
		else
			n += *at == '=';
	}
	return n;
}

/* One "<...": what may not stand in our documents at all. */
static enum reason
check_markup(const char *at, const char *end, const char *begin)
{
	if (starts_with(at, end, "<!DOCTYPE") ||
	    starts_with(at, end, "<!ENTITY"))
		return fail(REASON_FILE_DOCTYPE, "at byte %zu",
		    (size_t)(at - begin));
	if (starts_with(at, end, "<!"))
		return fail(REASON_FILE_FORMAT,
		    "comment or CDATA section at byte %zu",
		    (size_t)(at - begin));
	if (starts_with(at, end, "<?") &&
	    (at != begin || !starts_with(at, end, "<?xml ")))
		return fail(REASON_FILE_FORMAT,
		    "processing instruction at byte %zu",
		    (size_t)(at - begin));
	if (count_attributes(at, end) > UNTRUSTED_ATTRS_MAX)
		return fail(REASON_FILE_FORMAT, "too many attributes");
	return OK;
}

/* A mark of UTF-8 or UTF-16 at the beginning. */
static bool
has_mark(const char *at, const char *end)
{
	return starts_with(at, end, "\xef\xbb\xbf") ||
	    starts_with(at, end, "\xff\xfe") ||
	    starts_with(at, end, "\xfe\xff");
}

static enum reason
check_bytes(const char *bytes, size_t len, size_t max)
{
	const char	*at = bytes, *end = bytes + len;
	enum reason	 why;

	if (len > max)
		return fail(REASON_TOO_LARGE, "%zu bytes", len);
	if (len == 0)
		return fail(REASON_FILE_FORMAT, "empty");
	if (has_mark(at, end))
		return fail(REASON_FILE_ENCODING, "byte order mark");
	if (memchr(bytes, '\0', len) != NULL)
		return fail(REASON_FILE_ENCODING, "NUL byte");
	if (!text_is_utf8(bytes, len))
		return fail(REASON_FILE_ENCODING, "not UTF-8");
	if (*bytes != '<')
		return fail(REASON_FILE_FORMAT, "does not begin with <");
	if ((why = check_declaration(bytes, end)) != OK)
		return why;
	while ((at = memchr(at, '<', (size_t)(end - at))) != NULL) {
		if ((why = check_markup(at, end, bytes)) != OK)
			return why;
		at++;
	}
	return OK;
}

/* The commoner faults by name; libxml2's own words may quote the file. */
static enum reason
not_well_formed(int error)
{
	static const struct {
		int		 error;
		const char	*words;
	} faults[] = {
		{ XML_ERR_DOCUMENT_END, "something after the root element" },
		{ XML_ERR_TAG_NAME_MISMATCH, "tags do not match" },
		{ XML_ERR_TAG_NOT_FINISHED, "it ends too early" },
		{ XML_ERR_ATTRIBUTE_REDEFINED, "an attribute twice" },
		{ XML_ERR_UNDECLARED_ENTITY, "an entity" },
		{ XML_ERR_INVALID_CHAR, "a character that XML has not" },
		{ XML_ERR_INVALID_CHARREF, "a character that XML has not" },
		{ XML_NS_ERR_UNDEFINED_NAMESPACE, "an undeclared prefix" },
		{ XML_NS_ERR_ATTRIBUTE_REDEFINED, "an attribute twice" },
		{ XML_NS_ERR_XML_NAMESPACE, "the prefix xml or xmlns" },
		{ XML_ERR_INTERNAL_ERROR, "nested too deeply" },
	};
	size_t	 i;

	for (i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		if (faults[i].error == error)
			return fail(REASON_FILE_FORMAT,
			    "not well-formed XML: %s", faults[i].words);
	return fail(REASON_FILE_FORMAT, "not well-formed XML: error %d of "
	    "libxml2", error);
}

enum reason
untrusted_parse(const char *bytes, size_t len, xmlDoc **out)
{

	return untrusted_parse_within(bytes, len, UNTRUSTED_BYTES_MAX, out);
}

enum reason
untrusted_parse_within(const char *bytes, size_t len, size_t max,
    xmlDoc **out)
{
	xmlParserCtxt	*ctx;
	xmlDoc		*doc;
	enum reason	 why;
	bool		 whole;
	int		 error;

	if ((why = check_bytes(bytes, len, max)) != OK)
		return why;
	if ((ctx = xmlNewParserCtxt()) == NULL)
		return fail(REASON_MEMORY, "parser");
	doc = xmlCtxtReadMemory(ctx, bytes, (int)len, NULL, "UTF-8",
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	whole = ctx->wellFormed == 1 && ctx->nsWellFormed == 1;
	error = ctx->errNo;
	xmlFreeParserCtxt(ctx);
	if (doc == NULL || !whole || doc->intSubset != NULL ||
	    doc->extSubset != NULL) {
		xmlFreeDoc(doc);
		return not_well_formed(error);
	}
	*out = doc;
	return OK;
}
