/* Digest -> stamp -> base64 -> element. */
#include "document/base64.h"
#include "document/seal_digest.h"
#include "document/seal_put.h"
#include "document/tree.h"
#include "document/untrusted.h"

static enum reason
add_element(xmlDoc *doc, const struct buf *der)
{
	struct tree	 t = { .doc = doc };
	struct buf	 text = BUF_INIT(UNTRUSTED_BYTES_MAX);
	xmlNode		*node;
	enum reason	 why;

	if ((why = base64_write(der->data, der->len, &text)) == OK) {
		node = tree_add_plain(&t, xmlDocGetRootElement(doc),
		    "sealSignature", &text);
		tree_attr(&t, node, "form", SEAL_FORM);
		tree_attr(&t, node, "digest", SEAL_DIGEST_OID);
		tree_attr(&t, node, "signature", SEAL_SIGNATURE_OID);
		tree_attr(&t, node, "covers", seal_cover(doc)->word);
	}
	buf_free(&text);
	return why == OK && t.failed ? fail(REASON_MEMORY, "seal") : why;
}

enum reason
seal_put(xmlDoc *doc, const struct sealer *sealer, time_t now)
{
	unsigned char	 hash[SM3_BYTES];
	struct buf	 der = BUF_INIT(SES_BYTES_MAX);
	enum reason	 why;

	if ((why = seal_digest(doc, hash)) == OK)
		why = sealer_stamp(sealer, hash, seal_cover(doc)->property,
		    now, &der);
	if (why == OK)
		why = add_element(doc, &der);
	buf_free(&der);
	return why;
}
