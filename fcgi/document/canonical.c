/* xmlC14NExecute() into our buffer. */
#include <libxml/c14n.h>
#include <libxml/xmlIO.h>

#include <string.h>

#include "document/canonical.h"

/* Attributes and namespaces go with their element, which is the parent. */
static int
is_inside(void *top, xmlNode *node, xmlNode *parent)
{
	if (node->type == XML_NAMESPACE_DECL)
		node = parent;
	for (; node != NULL && (void *)node != top; node = node->parent)
		;
	return node != NULL;
}

static enum reason
execute(xmlDoc *doc, xmlNode *element, xmlOutputBuffer **out)
{
	if ((*out = xmlAllocOutputBuffer(NULL)) == NULL)
		return fail(REASON_MEMORY, "canonical form");
	if (xmlC14NExecute(doc, element != NULL ? is_inside : NULL, element,
	    XML_C14N_EXCLUSIVE_1_0, NULL, 0, *out) < 0 ||
	    xmlOutputBufferGetSize(*out) == 0)
		return fail(REASON_XML, "canonical form was not written");
	return OK;
}

enum reason
canonical_element(xmlDoc *doc, xmlNode *element, struct buf *to)
{
	xmlOutputBuffer	*out = NULL;
	enum reason	 why;

	if ((why = execute(doc, element, &out)) == OK)
		why = buf_add(to, xmlOutputBufferGetContent(out),
		    xmlOutputBufferGetSize(out));
	xmlOutputBufferClose(out);
	return why;
}

/*
 * The one text node of an element, if its canonical form is what it is:
 * Canonical XML 1.0, 2.3, "Text Nodes", replaces these four and no others.
 */
static xmlNode *
plain_text(xmlNode *plain)
{
	xmlNode		*text = plain == NULL ? NULL : plain->children;
	const char	*s;

	if (text == NULL || text->type != XML_TEXT_NODE || text->next != NULL)
		return NULL;
	s = (const char *)text->content;
	return s != NULL && strpbrk(s, "&<>\r") == NULL ? text : NULL;
}

/* The last place of a word: nothing but end tags comes behind it. */
static const char *
find_last(const char *bytes, size_t len, const char *word)
{
	size_t		 n = strlen(word);
	const char	*at = bytes + len;

	while (at-- > bytes)
		if ((size_t)(bytes + len - at) >= n &&
		    memcmp(at, word, n) == 0)
			return at;
	return NULL;
}

static enum reason
put_together(const char *bytes, size_t len, const char *mark, const char *text,
    struct buf *to)
{
	const char	*at = find_last(bytes, len, mark), *behind;
	enum reason	 why;

	if (at == NULL)
		return fail(REASON_INTERNAL, "the mark is gone");
	behind = at + strlen(mark);
	if ((why = buf_add(to, bytes, (size_t)(at - bytes))) != OK ||
	    (why = buf_puts(to, text)) != OK)
		return why;
	return buf_add(to, behind, (size_t)(bytes + len - behind));
}

enum reason
canonical_document(xmlDoc *doc, xmlNode *plain, struct buf *to)
{
	static char	 mark[] = "(plain)";
	xmlNode		*text = plain_text(plain);
	xmlChar		*kept = NULL;
	xmlOutputBuffer	*out = NULL;
	enum reason	 why;

	if (text != NULL) {
		kept = text->content;
		text->content = BAD_CAST mark;
	}
	why = execute(doc, NULL, &out);
	if (text != NULL)
		text->content = kept;
	if (why == OK && text == NULL)
		why = buf_add(to, xmlOutputBufferGetContent(out),
		    xmlOutputBufferGetSize(out));
	else if (why == OK)
		why = put_together((const char *)
		    xmlOutputBufferGetContent(out),
		    xmlOutputBufferGetSize(out), mark, (const char *)kept, to);
	xmlOutputBufferClose(out);
	return why;
}
