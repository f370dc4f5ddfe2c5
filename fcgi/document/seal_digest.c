/* SM3 over exclusive C14N of /document/certificate. */
#include <libxml/c14n.h>

#include "document/seal_digest.h"
#include "document/tree.h"

static xmlNode *
find_certificate(xmlDoc *doc)
{
	xmlNode	*root = xmlDocGetRootElement(doc), *child, *found = NULL;

	for (child = root == NULL ? NULL : xmlFirstElementChild(root);
	    child != NULL; child = xmlNextElementSibling(child)) {
		if (!tree_is(child, NS_CERTIFICATE, "certificate"))
			continue;
		if (found != NULL)
			return NULL;
		found = child;
	}
	return found;
}

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

enum reason
seal_digest(xmlDoc *doc, unsigned char hash[SM3_BYTES])
{
	xmlOutputBuffer	*out;
	xmlNode		*certificate;
	enum reason	 why;

	if ((certificate = find_certificate(doc)) == NULL)
		return fail(REASON_FILE_FORMAT, "not one certificate");
	if ((out = xmlAllocOutputBuffer(NULL)) == NULL)
		return fail(REASON_MEMORY, "canonical form");
	if (xmlC14NExecute(doc, is_inside, certificate,
	    XML_C14N_EXCLUSIVE_1_0, NULL, 0, out) < 0 ||
	    xmlOutputBufferGetSize(out) == 0)
		why = fail(REASON_XML, "canonical form was not written");
	else
		why = sm3(xmlOutputBufferGetContent(out),
		    xmlOutputBufferGetSize(out), hash);
	xmlOutputBufferClose(out);
	return why;
}
