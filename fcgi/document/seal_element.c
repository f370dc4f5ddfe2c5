#include "document/base64.h"
#include "document/seal_element.h"
#include "document/tree.h"

bool
seal_is_element(const xmlNode *node, const xmlNode *root)
{
	return root->ns != NULL && tree_is(node, (const char *)root->ns->href,
	    "sealSignature");
}

xmlNode *
seal_find(xmlDoc *doc)
{
	xmlNode	*root = xmlDocGetRootElement(doc);
	xmlNode	*child = root == NULL ? NULL : xmlFirstElementChild(root);

	while (child != NULL && !seal_is_element(child, root))
		child = xmlNextElementSibling(child);
	return child;
}

enum reason
seal_element_der(xmlNode *node, struct buf *der)
{
	xmlChar		*text = xmlNodeGetContent(node);
	enum reason	 why;

	why = text == NULL ? fail(REASON_MEMORY, "seal signature") :
	    base64_read((const char *)text, der);
	xmlFree(text);
	return why;
}
