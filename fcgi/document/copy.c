/* Record, annotation, seal and signature -> one file. */
#include "base/clock.h"
#include "base/metrics.h"
#include "document/copy.h"
#include "document/face.h"
#include "document/seal_put.h"
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
	cause = tree_add(t, node, "cause", *a->matter != '\0' ?
	    a->matter : a->scene_zh);
	tree_attr(t, cause, "code", a->scene);
	tree_add_some(t, node, "recipient", a->recipient);
	clock_iso(a->expires_at, iso);
	(void)tree_add(t, node, "expires", iso);
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
	if (t.not_xml)
		why = fail(REASON_DATA, "text that XML cannot carry");
	else if (t.failed)
		why = fail(REASON_MEMORY, "copy");
	else
		why = seal_put(t.doc, sealer, now);
	if (why == OK)
		why = sign_document(signer, t.doc, now, &bytes);
	if (why == OK)
		why = buf_add(out, bytes.data, bytes.len);
	if (why == OK)
		metrics_add(COUNT_COPIES, 1);
	tree_drop(&t);
	buf_free(&bytes);
	return why;
}
