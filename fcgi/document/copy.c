/* Record, annotation, seal and signature -> one file. */
#include "base/clock.h"
#include "document/base64.h"
#include "document/copy.h"
#include "document/face.h"
#include "document/seal_digest.h"
#include "document/untrusted.h"

/* The elements of GB/T 36903 for a copy, in its order. */
void
copy_add_annotation(struct tree *t, xmlNode *parent,
    const struct annotation *a)
{
	xmlNode	*node, *cause;
	char	 iso[CLOCK_ISO_BYTES];

	node = tree_add_ns(t, parent, NS_CERTIFICATE, "annotation");
	tree_attr(t, node, "code", a->code);
	clock_iso(a->made_at, iso);
	(void)tree_add(t, node, "made", iso);
	(void)tree_add(t, node, "maker", a->maker);
	cause = tree_add(t, node, "cause", a->scene_zh);
	tree_attr(t, cause, "code", a->scene);
	tree_add_some(t, node, "recipient", a->recipient);
	clock_iso(a->expires_at, iso);
	(void)tree_add(t, node, "expires", iso);
}

static enum reason
add_seal(struct tree *t, const struct sealer *sealer, time_t now)
{
	unsigned char	 hash[SM3_BYTES];
	struct buf	 der = BUF_INIT(SES_BYTES_MAX);
	struct buf	 text = BUF_INIT(UNTRUSTED_BYTES_MAX);
	xmlNode		*node;
	enum reason	 why;

	if ((why = seal_digest(t->doc, hash)) == OK)
		why = sealer_stamp(sealer, hash, SEAL_PROPERTY, now, &der);
	if (why == OK)
		why = base64_write(der.data, der.len, &text);
	if (why == OK) {
		node = tree_add_plain(t, xmlDocGetRootElement(t->doc),
		    "sealSignature", &text);
		tree_attr(t, node, "form", SEAL_FORM);
		tree_attr(t, node, "digest", SEAL_DIGEST_OID);
		tree_attr(t, node, "signature", SEAL_SIGNATURE_OID);
		tree_attr(t, node, "covers", SEAL_COVERS);
	}
	buf_free(&text);
	buf_free(&der);
	return why;
}

static enum reason
check_asked(const struct certificate *c, const struct annotation *a)
{
	if (c->state != STATE_ISSUED)
		return fail(REASON_NOT_IN_FORCE, "state %s",
		    certificate_state_word(c->state));
	if (a == NULL && annotation_is_needed(c))
		return fail(REASON_INTERNAL, "a copy without annotation");
	if (a != NULL && (a->serial != c->serial || a->version != c->version))
		return fail(REASON_INTERNAL,
		    "the annotation is of another certificate");
	return OK;
}

enum reason
copy_make(const struct certificate *c, const struct annotation *a,
    bool specimen, const struct sealer *sealer, const struct signer *signer,
    time_t now, struct buf *out)
{
	struct tree	 t = { .doc = NULL };
	struct buf	 bytes = BUF_INIT(UNTRUSTED_BYTES_MAX);
	enum reason	 why;

	if ((why = check_asked(c, a)) != OK ||
	    (why = face_document(c, specimen, &t.doc)) != OK)
		return why;
	if (a != NULL)
		copy_add_annotation(&t, xmlDocGetRootElement(t.doc), a);
	why = add_seal(&t, sealer, now);
	if (why == OK && t.not_xml)
		why = fail(REASON_DATA, "text that XML cannot carry");
	if (why == OK && t.failed)
		why = fail(REASON_MEMORY, "copy");
	if (why == OK)
		why = sign_document(signer, t.doc, now, &bytes);
	if (why == OK)
		why = buf_add(out, bytes.data, bytes.len);
	tree_drop(&t);
	buf_free(&bytes);
	return why;
}
