/* Element trees compared. */
#include <stdio.h>
#include <string.h>

#include "document/compare.h"

static bool
same_text(xmlNode *a, xmlNode *b)
{
	xmlChar	*ta = xmlNodeGetContent(a), *tb = xmlNodeGetContent(b);
	bool	 same = ta != NULL && tb != NULL && xmlStrEqual(ta, tb);

	xmlFree(ta);
	xmlFree(tb);
	return same;
}

static size_t
count_attributes(const xmlNode *node)
{
	const xmlAttr	*attr;
	size_t		 n = 0;

	for (attr = node->properties; attr != NULL; attr = attr->next)
		n++;
	return n;
}

static bool
same_attributes(xmlNode *a, xmlNode *b)
{
	xmlAttr	*attr, *other;
	bool	 same = count_attributes(a) == count_attributes(b);

	for (attr = a->properties; same && attr != NULL; attr = attr->next) {
		other = xmlHasNsProp(b, attr->name,
		    attr->ns == NULL ? NULL : attr->ns->href);
		same = other != NULL &&
		    same_text((xmlNode *)attr, (xmlNode *)other);
	}
	return same;
}

static bool
same_name(const xmlNode *a, const xmlNode *b)
{
	return xmlStrEqual(a->name, b->name) && a->ns != NULL &&
	    b->ns != NULL && xmlStrEqual(a->ns->href, b->ns->href);
}

bool
compare_elements(xmlNode *a, xmlNode *b, char *where, size_t size)
{
	xmlNode	*ca, *cb;

	if (a == NULL || b == NULL) {
		snprintf(where, size, "(missing)");
		return false;
	}
	snprintf(where, size, "%s", (const char *)a->name);
	if (!same_name(a, b) || !same_attributes(a, b))
		return false;
	ca = xmlFirstElementChild(a);
	cb = xmlFirstElementChild(b);
	if (ca == NULL && cb == NULL)
		return same_text(a, b);
	while (ca != NULL && cb != NULL) {
		if (!compare_elements(ca, cb, where, size))
			return false;
		ca = xmlNextElementSibling(ca);
		cb = xmlNextElementSibling(cb);
	}
	return ca == NULL && cb == NULL;
}
