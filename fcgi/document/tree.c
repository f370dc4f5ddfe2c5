/* XML built as a tree with a memory for failure. */
#include <libxml/parserInternals.h>

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "document/tree.h"

static xmlNode *
note(struct tree *t, xmlNode *node)
{
	if (node == NULL)
		t->failed = true;
	return node;
}

/* libxml2 would write such a text out, and nobody could read the result. */
static void
check_text(struct tree *t, const char *text)
{
	if (!text_is_xml(text))
		t->failed = t->not_xml = true;
}

xmlNode *
tree_root(struct tree *t, const char *ns, const char *name)
{
	xmlNode	*root;

	memset(t, 0, sizeof(*t));
	t->doc = xmlNewDoc(BAD_CAST "1.0");
	if (t->doc == NULL) {
		t->failed = true;
		return NULL;
	}
	/* Told to the serialiser: attributes too are written as they are. */
	t->doc->encoding = xmlStrdup(BAD_CAST "UTF-8");
	root = note(t, xmlNewDocNode(t->doc, NULL, BAD_CAST name, NULL));
	if (root == NULL)
		return NULL;
	xmlDocSetRootElement(t->doc, root);
	xmlSetNs(root, xmlNewNs(root, BAD_CAST ns, NULL));
	if (root->ns == NULL)
		t->failed = true;
	return root;
}

xmlNode *
tree_add(struct tree *t, xmlNode *parent, const char *name, const char *text)
{
	if (parent == NULL)
		return note(t, NULL);
	if (text != NULL)
		check_text(t, text);
	return note(t, xmlNewTextChild(parent, parent->ns, BAD_CAST name,
	    text == NULL || *text == '\0' ? NULL : BAD_CAST text));
}

xmlNode *
tree_add_plain(struct tree *t, xmlNode *parent, const char *name,
    const struct buf *text)
{
	xmlNode	*node = tree_add(t, parent, name, NULL), *content;

	if (node == NULL)
		return NULL;
	content = note(t, xmlNewDocTextLen(t->doc, BAD_CAST buf_text(text),
	    (int)text->len));
	if (content == NULL)
		return NULL;
	content->name = xmlStringTextNoenc;
	xmlAddChild(node, content);
	return node;
}

void
tree_set_text(struct tree *t, xmlNode *node, const char *text)
{
	check_text(t, text);
	if (*text != '\0' && xmlAddChild(node, note(t, xmlNewDocText(t->doc,
	    BAD_CAST text))) == NULL)
		t->failed = true;
}

xmlNode *
tree_add_ns(struct tree *t, xmlNode *parent, const char *ns, const char *name)
{
	xmlNode	*node = tree_add(t, parent, name, NULL);

	if (node == NULL || strcmp((const char *)node->ns->href, ns) == 0)
		return node;
	xmlSetNs(node, xmlNewNs(node, BAD_CAST ns, NULL));
	if (node->ns == NULL)
		t->failed = true;
	return node;
}

xmlNode *
tree_add_lang(struct tree *t, xmlNode *parent, const char *name,
    const char *lang, const char *text)
{
	xmlNode	*node = tree_add(t, parent, name, text);

	if (node != NULL)
		xmlNodeSetLang(node, BAD_CAST lang);
	return node;
}

void
tree_add_some(struct tree *t, xmlNode *parent, const char *name,
    const char *text)
{
	if (*text != '\0')
		(void)tree_add(t, parent, name, text);
}

void
tree_attr(struct tree *t, xmlNode *node, const char *name, const char *value)
{
	check_text(t, value);
	if (node == NULL ||
	    xmlNewNsProp(node, NULL, BAD_CAST name, BAD_CAST value) == NULL)
		t->failed = true;
}

void
tree_attr_int(struct tree *t, xmlNode *node, const char *name, long value)
{
	char	 text[24];

	snprintf(text, sizeof(text), "%ld", value);
	tree_attr(t, node, name, text);
}

bool
tree_is(const xmlNode *node, const char *ns, const char *name)
{
	return node != NULL && node->type == XML_ELEMENT_NODE &&
	    node->ns != NULL && strcmp((const char *)node->ns->href, ns) == 0 &&
	    strcmp((const char *)node->name, name) == 0;
}

/* From this sibling on. */
static const xmlNode *
find_from(const xmlNode *node, const xmlNs *ns, const char *name)
{
	for (; node != NULL; node = node->next)
		if (node->type == XML_ELEMENT_NODE && node->ns != NULL &&
		    ns != NULL && xmlStrEqual(node->ns->href, ns->href) &&
		    strcmp((const char *)node->name, name) == 0)
			return node;
	return NULL;
}

const xmlNode *
tree_first(const xmlNode *parent, const char *name)
{
	return find_from(parent->children, parent->ns, name);
}

const xmlNode *
tree_next(const xmlNode *node)
{
	return find_from(node->next, node->ns, (const char *)node->name);
}

static const char *
content(const xmlNode *text)
{
	return text == NULL || text->content == NULL ? "" :
	    (const char *)text->content;
}

const char *
tree_text(const xmlNode *parent, const char *name)
{
	const xmlNode	*child = tree_first(parent, name);

	return child == NULL ? "" : content(child->children);
}

const char *
tree_attr_of(const xmlNode *node, const char *name)
{
	const xmlAttr	*attr;

	for (attr = node->properties; attr != NULL; attr = attr->next)
		if (attr->ns == NULL &&
		    strcmp((const char *)attr->name, name) == 0)
			return content(attr->children);
	return "";
}

enum reason
tree_done(struct tree *t, xmlDoc **out)
{
	if (t->failed) {
		tree_drop(t);
		return t->not_xml ? fail(REASON_DATA, "text is not XML's") :
		    fail(REASON_MEMORY, "XML tree");
	}
	*out = t->doc;
	t->doc = NULL;
	return OK;
}

void
tree_drop(struct tree *t)
{
	xmlFreeDoc(t->doc);
	t->doc = NULL;
}
