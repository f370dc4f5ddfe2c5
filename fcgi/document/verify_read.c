/* Fields out of a verified document. */
#include <libxml/chvalid.h>

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "document/tree.h"
#include "document/verify_read.h"

static xmlNode *
child_named(xmlNode *node, const char *name)
{
	xmlNode	*child = node == NULL ? NULL : xmlFirstElementChild(node);

	while (child != NULL && !tree_is(child, NS_CERTIFICATE, name))
		child = xmlNextElementSibling(child);
	return child;
}

xmlNode *
verify_part(xmlDoc *doc, const char *name)
{
	return child_named(xmlDocGetRootElement(doc), name);
}

/*
 * Takes over the text.  False unless it is as we write it: XML Schema lets
 * blanks and zeros stand round numbers and times, and they would not fit.
 */
static bool
keep(xmlChar *text, char *out, size_t size)
{
	size_t	 len = text == NULL ? 0 : strlen((char *)text);
	bool	 fits = len < size && (len == 0 ||
		    (!xmlIsBlank_ch(text[0]) && !xmlIsBlank_ch(text[len - 1])));

	if (fits && text != NULL)
		memcpy(out, text, len + 1);
	xmlFree(text);
	return fits;
}

/* True, and out as it was, when there is no such element or attribute. */
static bool
read_text(xmlNode *parent, const char *name, char *out, size_t size)
{
	xmlNode	*node = child_named(parent, name);

	return node == NULL || keep(xmlNodeGetContent(node), out, size);
}

static bool
read_attr(xmlNode *node, const char *name, char *out, size_t size)
{
	return node == NULL ||
	    keep(xmlGetNoNsProp(node, BAD_CAST name), out, size);
}

static bool
read_face(struct verification *v)
{
	struct certificate	 c = { .style = 0 };
	xmlNode			*face = verify_part(v->verified,
				    "certificate");
	char			 version[12] = "", style[12] = "";

	if (!read_attr(face, "version", version, sizeof(version)) ||
	    !read_attr(face, "style", style, sizeof(style)) ||
	    !read_text(face, "managementNo", v->management_no,
	    sizeof(v->management_no)) ||
	    !read_text(face, "issued", c.issued_on, sizeof(c.issued_on)) ||
	    !read_attr(child_named(face, "qualification"), "code",
	    v->qualification, sizeof(v->qualification)) ||
	    !read_attr(child_named(face, "seal"), "code", v->seal_code,
	    sizeof(v->seal_code)))
		return false;
	v->version = (unsigned)strtoul(version, NULL, 10);
	c.style = (int)strtol(style, NULL, 10);
	memcpy(v->issued_on, c.issued_on, sizeof(v->issued_on));
	v->needs_annotation = annotation_is_needed(&c);
	return v->version != 0 && v->management_no[0] != '\0';
}

static bool
read_annotation(struct verification *v)
{
	xmlNode	*node = verify_part(v->verified, "annotation");
	char	 made[CLOCK_ISO_BYTES] = "", expires[CLOCK_ISO_BYTES] = "";

	if (node == NULL)
		return true;
	return read_attr(node, "code", v->annotation_code,
	    sizeof(v->annotation_code)) && v->annotation_code[0] != '\0' &&
	    read_text(node, "made", made, sizeof(made)) &&
	    clock_read_iso(made, &v->made_at) &&
	    read_text(node, "expires", expires, sizeof(expires)) &&
	    clock_read_iso(expires, &v->expires_at);
}

enum reason
verify_read(struct verification *v)
{
	if (!read_face(v))
		return fail(REASON_FILE_FORMAT,
		    "a value of the certificate is not spelled as ours");
	if (!read_annotation(v))
		return fail(REASON_FILE_FORMAT,
		    "a value of the annotation is not spelled as ours");
	return OK;
}
