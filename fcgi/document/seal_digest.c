/* SM3 over exclusive C14N of /document/certificate. */
#include "document/canonical.h"
#include "document/seal_digest.h"
#include "document/tree.h"
#include "document/untrusted.h"

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

enum reason
seal_digest(xmlDoc *doc, unsigned char hash[SM3_BYTES])
{
	struct buf	 form = BUF_INIT(UNTRUSTED_BYTES_MAX);
	xmlNode		*certificate;
	enum reason	 why;

	if ((certificate = find_certificate(doc)) == NULL)
		return fail(REASON_FILE_FORMAT, "not one certificate");
	if ((why = canonical_element(doc, certificate, &form)) == OK)
		why = sm3(form.data, form.len, hash);
	buf_free(&form);
	return why;
}
