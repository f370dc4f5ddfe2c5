/* Annotated copies -> page models. */
#include "base/buf.h"
#include "base/clock.h"
#include "document/base64.h"
#include "document/copy.h"
#include "document/face.h"
#include "document/model_copy.h"
#include "document/model_private.h"
#include "document/qr.h"
#include "seal/limits.h"

enum reason
model_add_picture(struct tree *t, xmlNode *parent,
    const struct model_picture *p)
{
	struct buf	 text = BUF_INIT(SES_PICTURE_MAX / 3 * 4 + 4);
	xmlNode		*node;
	enum reason	 why;

	if (p == NULL || p->media_type == NULL || p->len == 0)
		return OK;
	if ((why = base64_write(p->bytes, p->len, &text)) == OK) {
		node = tree_add(t, parent, "sealPicture", buf_text(&text));
		tree_attr(t, node, "type", p->media_type);
		tree_attr_int(t, node, "width-mm", p->width_mm);
		tree_attr_int(t, node, "height-mm", p->height_mm);
	}
	buf_free(&text);
	return why;
}

static enum reason
add_qr(struct tree *t, xmlNode *page, const char *address)
{
	xmlNode	*node;

	if (*address == '\0')
		return OK;
	node = tree_add(t, page, "qr", NULL);
	tree_attr(t, node, "address", address);
	return qr_add(t, node, address);
}

static void
add_annotation(struct tree *t, xmlNode *page, const struct annotation *a)
{
	copy_add_annotation(t, page, a);
	if (*a->scene_en != '\0')
		(void)tree_add_lang(t, page, "scene", "en", a->scene_en);
}

enum reason
model_copy_add(struct tree *t, xmlNode *page, const struct annotation *a,
    const struct model_picture *picture, const char *address)
{
	enum reason	 why;

	if (a != NULL)
		add_annotation(t, page, a);
	if ((why = model_add_picture(t, page, picture)) != OK)
		return why;
	return add_qr(t, page, address);
}

/* The one place where the state of a copy is put together. */
static const char *
copy_state(const struct annotation *a, const struct certificate *c)
{
	static const char *const words[] = {
		[ANNOTATION_UNKNOWN] = "unchecked",
		[ANNOTATION_GOOD] = "copy-good",
		[ANNOTATION_EXPIRED] = "copy-expired",
		[ANNOTATION_WITHDRAWN] = "copy-withdrawn",
	};

	if (a == NULL || c == NULL)
		return "copy-unknown";
	switch (c->state) {
	case STATE_ISSUED:
		return (size_t)a->state < sizeof(words) / sizeof(words[0]) ?
		    words[a->state] : "unchecked";
	case STATE_SUSPENDED:
	case STATE_REVOKED:
	case STATE_SUPERSEDED:
		return certificate_state_word(c->state);
	default:
		return "unchecked";
	}
}

static void
add_since(struct tree *t, xmlNode *verdict, time_t when)
{
	char	 day[CLOCK_DATE_BYTES];

	if (when == 0)
		return;
	clock_date(when, day);
	tree_attr(t, verdict, "since", day);
}

/* Since when and why: of the certificate, or of the annotation that ended. */
static void
add_verdict(struct tree *t, xmlNode *check, const struct annotation *a,
    const struct certificate *c)
{
	xmlNode	*verdict = tree_add(t, check, "verdict", NULL);

	tree_attr(t, verdict, "state", copy_state(a, c));
	if (a == NULL || c == NULL || !certificate_state_is_public(c->state))
		return;
	if (c->state != STATE_ISSUED) {
		add_since(t, verdict, c->state_since);
		model_add_state_reason(t, verdict, c);
	} else if (a->state == ANNOTATION_EXPIRED)
		add_since(t, verdict, a->expires_at);
	else if (a->state == ANNOTATION_WITHDRAWN)
		add_since(t, verdict, a->withdrawn_at);
}

/* What is over is told of, but no longer what was on it. */
static struct annotation
without_persons(const struct annotation *a)
{
	struct annotation	 bare = *a;

	bare.recipient[0] = bare.matter[0] = '\0';
	return bare;
}

static enum reason
add_copy(struct tree *t, xmlNode *page, const struct annotation *a,
    const struct certificate *c, const char *address,
    const struct model_picture *picture)
{
	struct annotation	 bare;
	enum reason		 why;

	if (a->state != ANNOTATION_GOOD ||
	    !certificate_state_is_public(c->state)) {
		bare = without_persons(a);
		return model_copy_add(t, page, &bare, NULL, "");
	}
	if ((why = face_add(t, page, c, MASK_KNOWN)) != OK)
		return why;
	return model_copy_add(t, page, a, picture, address);
}

enum reason
model_copy_status(const struct page *p, const struct annotation *a,
    const struct certificate *c, time_t checked, const char *address,
    const struct model_picture *picture, xmlDoc **out)
{
	struct tree	 t;
	xmlNode		*page, *check;
	char		 iso[CLOCK_ISO_BYTES];
	enum reason	 why = OK;

	page = model_begin(&t, p);
	check = tree_add(&t, page, "check", NULL);
	clock_iso(checked, iso);
	tree_attr(&t, check, "at", iso);
	add_verdict(&t, check, a, c);
	if (a != NULL && c != NULL)
		why = add_copy(&t, page, a, c, address, picture);
	if (why == OK)
		return tree_done(&t, out);
	tree_drop(&t);
	return why;
}
