/* SM3 over exclusive C14N of what a seal covers. */
#include "document/algorithm.h"
#include "document/canonical.h"
#include "document/seal_digest.h"
#include "document/seal_element.h"
#include "document/tree.h"
#include "document/untrusted.h"

static const struct seal_cover	 cover_certificate = {
	"certificate", SEAL_PROPERTY
};
static const struct seal_cover	 cover_document = {
	"document", "exc-c14n /* without /*/sealSignature and /*/Signature"
};

static bool
is_certificate(xmlDoc *doc)
{
	return tree_is(xmlDocGetRootElement(doc), NS_CERTIFICATE, "document");
}

const struct seal_cover *
seal_cover(xmlDoc *doc)
{
	return is_certificate(doc) ? &cover_certificate : &cover_document;
}

static xmlNode *
find_certificate(xmlDoc *doc)
{
	xmlNode	*root = xmlDocGetRootElement(doc), *child, *found = NULL;

	for (child = xmlFirstElementChild(root); child != NULL;
	    child = xmlNextElementSibling(child)) {
		if (!tree_is(child, NS_CERTIFICATE, "certificate"))
			continue;
		if (found != NULL)
			return NULL;
		found = child;
	}
	return found;
}

static enum reason
certificate_form(xmlDoc *doc, struct buf *form)
{
	xmlNode	*certificate = find_certificate(doc);

	return certificate == NULL ?
	    fail(REASON_FILE_FORMAT, "not one certificate") :
	    canonical_element(doc, certificate, form);
}

/* Without what vouches for it: a seal cannot cover itself. */
static enum reason
document_form(xmlDoc *doc, struct buf *form)
{
	xmlDoc		*copy = xmlCopyDoc(doc, 1);
	xmlNode		*root = xmlDocGetRootElement(copy), *child, *next;
	enum reason	 why;

	if (root == NULL) {
		xmlFreeDoc(copy);
		return fail(REASON_MEMORY, "copy of a document");
	}
	for (child = xmlFirstElementChild(root); child != NULL; child = next) {
		next = xmlNextElementSibling(child);
		if (!seal_is_element(child, root) &&
		    !tree_is(child, NS_DSIG, "Signature"))
			continue;
		xmlUnlinkNode(child);
		xmlFreeNode(child);
	}
	why = canonical_document(copy, NULL, form);
	xmlFreeDoc(copy);
	return why;
}

enum reason
seal_digest(xmlDoc *doc, unsigned char hash[SM3_BYTES])
{
	struct buf	 form = BUF_INIT(UNTRUSTED_BYTES_MAX);
	enum reason	 why;

	why = is_certificate(doc) ? certificate_form(doc, &form) :
	    document_form(doc, &form);
	if (why == OK)
		why = sm3(form.data, form.len, hash);
	buf_free(&form);
	return why;
}
