/* Fields out of a verified document. */
#include <stdio.h>
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

/* Takes over the text. */
static void
keep(xmlChar *text, char *out, size_t size)
{
	if (text != NULL)
		snprintf(out, size, "%s", (char *)text);
	xmlFree(text);
}

static void
read_text(xmlNode *parent, const char *name, char *out, size_t size)
{
	xmlNode	*node = child_named(parent, name);

	if (node != NULL)
		keep(xmlNodeGetContent(node), out, size);
}

static void
read_attr(xmlNode *node, const char *name, char *out, size_t size)
{
	if (node != NULL)
		keep(xmlGetNoNsProp(node, BAD_CAST name), out, size);
}

static void
read_face(struct verification *v)
{
	struct certificate	 c = { .style = 0 };
	xmlNode			*face = verify_part(v->verified,
				    "certificate");
	char			 number[12] = "";

	read_attr(face, "version", number, sizeof(number));
	v->version = (unsigned)strtoul(number, NULL, 10);
	read_attr(face, "style", number, sizeof(number));
	c.style = (int)strtol(number, NULL, 10);
	read_text(face, "managementNo", v->management_no,
	    sizeof(v->management_no));
	read_text(face, "issued", c.issued_on, sizeof(c.issued_on));
	memcpy(v->issued_on, c.issued_on, sizeof(v->issued_on));
	v->needs_annotation = annotation_is_needed(&c);
	read_attr(child_named(face, "qualification"), "code",
	    v->qualification, sizeof(v->qualification));
	read_attr(child_named(face, "seal"), "code", v->seal_code,
	    sizeof(v->seal_code));
}

static bool
read_annotation(struct verification *v)
{
	xmlNode	*node = verify_part(v->verified, "annotation");
	char	 iso[CLOCK_ISO_BYTES];

	if (node == NULL)
		return true;
	read_attr(node, "code", v->annotation_code,
	    sizeof(v->annotation_code));
	iso[0] = '\0';
	read_text(node, "made", iso, sizeof(iso));
	if (!clock_read_iso(iso, &v->made_at))
		return false;
	iso[0] = '\0';
	read_text(node, "expires", iso, sizeof(iso));
	return clock_read_iso(iso, &v->expires_at) &&
	    v->annotation_code[0] != '\0';
}

enum reason
verify_read(struct verification *v)
{
	read_face(v);
	if (v->version == 0 || v->management_no[0] == '\0')
		return fail(REASON_INTERNAL, "verified file has no number");
	if (!read_annotation(v))
		return fail(REASON_INTERNAL, "verified annotation unread");
	return OK;
}
