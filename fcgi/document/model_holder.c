/* Plain structs -> models of a holder's pages. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "document/face.h"
#include "document/model_holder.h"
#include "document/model_private.h"

#define ADDRESS_BYTES	512	/* of a form or link; longer ones fail */

static const char *const annotation_words[] = {
	[ANNOTATION_GOOD] = "good",
	[ANNOTATION_EXPIRED] = "expired",
	[ANNOTATION_WITHDRAWN] = "withdrawn",
};
#define ANNOTATION_WORDS \
    (sizeof(annotation_words) / sizeof(annotation_words[0]))

/* An address with an id in it; one that does not fit fails the tree. */
static void
add_address(struct tree *t, xmlNode *node, const char *name,
    const char *before, const char *id, const char *after)
{
	char	 text[ADDRESS_BYTES];
	int	 len;

	len = snprintf(text, sizeof(text), "%s%s%s", before, id, after);
	if (len < 0 || (size_t)len >= sizeof(text))
		t->failed = true;
	else
		tree_attr(t, node, name, text);
}

static void
add_time(struct tree *t, xmlNode *node, const char *name, time_t when)
{
	char	 iso[CLOCK_ISO_BYTES];

	clock_iso(when, iso);
	tree_attr(t, node, name, iso);
}

static void
add_fault(struct tree *t, xmlNode *root, enum reason why)
{
	if (why != OK)
		model_add_reason(t, tree_add(t, root, "fault", NULL), why);
}

static xmlNode *
begin_session(struct tree *t, const struct page *p, const char *name,
    const char *csrf)
{
	xmlNode	*root = model_begin(t, p);
	xmlNode	*session = tree_add(t, root, "session", NULL);

	tree_attr(t, session, "name", name);
	tree_attr(t, session, "csrf", csrf);
	return root;
}

/* The document, or nothing when why is not OK. */
static enum reason
finish(struct tree *t, enum reason why, xmlDoc **out)
{
	if (why == OK)
		return tree_done(t, out);
	tree_drop(t);
	return why;
}

static bool
is_secret(const char *field)
{
	return strcmp(field, "id_number") == 0 || strcmp(field, "code") == 0;
}

enum reason
model_sign_in(const struct page *p, const struct model_field *fields,
    size_t count, const char *csrf, bool gateway, enum reason why,
    xmlDoc **out)
{
	struct tree		 t;
	struct model_field	 shown;
	xmlNode			*root, *node;
	size_t			 i;

	root = model_begin(&t, p);
	add_fault(&t, root, why);
	if (gateway) {
		node = tree_add(&t, root, "gateway", NULL);
		tree_attr(&t, node, "href", "/sign-in/gateway");
		return tree_done(&t, out);
	}
	node = tree_add(&t, root, "form", NULL);
	tree_attr(&t, node, "action", strcmp(p->name, "sign-in-code") == 0 ?
	    "/sign-in/code" : "/sign-in");
	tree_attr(&t, node, "csrf", csrf);
	for (i = 0; i < count; i++) {
		shown = fields[i];
		if (is_secret(shown.name))
			shown.value = "";
		(void)model_add_field(&t, node, &shown);
	}
	return tree_done(&t, out);
}

static void
add_held(struct tree *t, xmlNode *list, const struct certificate *c,
    const char *ref)
{
	xmlNode	*held = tree_add(t, list, "held", NULL);

	add_address(t, held, "href", "/holder/certificates/", ref, "");
	tree_attr(t, held, "management-no", c->management_no);
	tree_attr(t, held, "issued", c->issued_on);
	model_add_verdict(t, held, c);
	(void)tree_add_lang(t, held, "title", "zh", c->title_zh);
	(void)tree_add_lang(t, held, "title", "en", c->title_en);
	tree_add_some(t, held, "level", c->level);
	tree_add_some(t, held, "specialty", c->specialty);
}

enum reason
model_holder(const struct page *p, const char *holder_name,
    const struct certificate *certificates, const char *const *refs,
    size_t count, const char *csrf, xmlDoc **out)
{
	struct tree	 t;
	xmlNode		*root, *list;
	enum reason	 why = OK;
	size_t		 i;

	root = begin_session(&t, p, holder_name, csrf);
	list = tree_add(&t, root, "certificates", NULL);
	for (i = 0; why == OK && i < count; i++) {
		if (certificate_state_is_public(certificates[i].state))
			add_held(&t, list, &certificates[i], refs[i]);
		else if (certificates[i].state != STATE_APPROVED)
			why = fail(REASON_DATA, "state of a certificate");
	}
	return finish(&t, why, out);
}

/* State and face, as on the page of a result. */
static enum reason
add_certificate(struct tree *t, xmlNode *root, const struct certificate *c)
{
	xmlNode	*check;

	if (!certificate_state_is_public(c->state))
		return fail(REASON_DATA, "state of a certificate");
	check = tree_add(t, root, "check", NULL);
	add_time(t, check, "at", clock_now());
	model_add_verdict(t, check, c);
	return face_add(t, root, c, MASK_KNOWN);
}

static void
add_download(struct tree *t, xmlNode *root, const char *before, const char *id)
{
	add_address(t, tree_add(t, root, "download", NULL), "href", before, id,
	    "/certificate.xml");
}

static void
add_quota(struct tree *t, xmlNode *parent, const struct model_quota *q)
{
	xmlNode	*quota = tree_add(t, parent, "quota", NULL);

	tree_attr_int(t, quota, "used", q->used);
	tree_attr_int(t, quota, "max", q->max);
	if (q->next_free != 0)
		add_time(t, quota, "next", q->next_free);
}

static void
add_scenes(struct tree *t, xmlNode *field, const struct model_choice *scenes,
    size_t count)
{
	xmlNode	*choice;
	size_t	 i;

	for (i = 0; i < count; i++) {
		choice = tree_add(t, field, "choice", NULL);
		tree_attr(t, choice, "code", scenes[i].code);
		(void)tree_add_lang(t, choice, "name", "zh", scenes[i].name_zh);
		(void)tree_add_lang(t, choice, "name", "en", scenes[i].name_en);
	}
}

static void
add_annotation_form(struct tree *t, xmlNode *parent,
    const struct model_holder_certificate *h)
{
	xmlNode	*form = tree_add(t, parent, "form", NULL);
	xmlNode	*field;
	size_t	 i;

	add_address(t, form, "action", "/holder/certificates/", h->ref,
	    "/annotations");
	tree_attr(t, form, "csrf", h->csrf);
	for (i = 0; i < h->field_count; i++) {
		field = model_add_field(t, form, &h->fields[i]);
		if (strcmp(h->fields[i].name, "scene") == 0)
			add_scenes(t, field, h->scenes, h->scene_count);
	}
}

/* May a copy be annotated now, and if not, why?  A word for the page. */
static const char *
annotating(const struct model_holder_certificate *h)
{
	if (h->may_annotate)
		return "open";
	if (h->certificate->state != STATE_ISSUED)
		return "not-in-force";
	if (h->plain_download)
		return "not-needed";
	return h->quota.used >= h->quota.max ? "quota-full" : "closed";
}

static enum reason
add_annotation(struct tree *t, xmlNode *parent, const struct annotation *a)
{
	xmlNode	*node;

	if ((int)a->state <= ANNOTATION_UNKNOWN ||
	    (size_t)a->state >= ANNOTATION_WORDS)
		return fail(REASON_DATA, "state of an annotation");
	node = tree_add(t, parent, "annotation", NULL);
	tree_attr(t, node, "code", a->code);
	tree_attr(t, node, "state", annotation_words[a->state]);
	add_time(t, node, "made", a->made_at);
	add_time(t, node, "expires", a->expires_at);
	if (a->withdrawn_at != 0)
		add_time(t, node, "withdrawn", a->withdrawn_at);
	(void)tree_add_lang(t, node, "scene", "zh", a->scene_zh);
	(void)tree_add_lang(t, node, "scene", "en", a->scene_en);
	tree_add_some(t, node, "recipient", a->recipient);
	if (a->bureau != 0) {
		(void)tree_add(t, node, "maker", a->maker);
		(void)tree_add(t, node, "matter", a->matter);
	}
	return OK;
}

static void
add_access(struct tree *t, xmlNode *list, const struct model_access *a)
{
	xmlNode	*access = tree_add(t, list, "access", NULL);

	add_time(t, access, "at", a->at);
	tree_attr(t, access, "channel", a->channel);
	tree_attr(t, access, "actor", a->actor);
	if (a->actor_name != NULL && *a->actor_name != '\0')
		tree_attr(t, access, "actor-name", a->actor_name);
	if (a->matter != NULL && *a->matter != '\0')
		tree_attr(t, access, "matter", a->matter);
	if (a->cause != NULL && *a->cause != '\0')
		tree_attr(t, access, "cause", a->cause);
	tree_attr(t, access, "found", a->found ? "true" : "false");
}

enum reason
model_holder_certificate(const struct page *p,
    const struct model_holder_certificate *h, xmlDoc **out)
{
	struct tree	 t;
	xmlNode		*root, *node;
	enum reason	 why;
	size_t		 i;

	root = begin_session(&t, p, h->certificate->name, h->csrf);
	add_fault(&t, root, h->why);
	why = add_certificate(&t, root, h->certificate);
	if (h->plain_download)
		add_download(&t, root, "/holder/certificates/", h->ref);
	node = tree_add(&t, root, "annotate", NULL);
	tree_attr(&t, node, "state", annotating(h));
	add_quota(&t, node, &h->quota);
	if (h->may_annotate)
		add_annotation_form(&t, node, h);
	node = tree_add(&t, root, "annotations", NULL);
	for (i = 0; why == OK && i < h->annotation_count; i++)
		why = add_annotation(&t, node, &h->annotations[i]);
	node = tree_add(&t, root, "accesses", NULL);
	for (i = 0; i < h->access_count; i++)
		add_access(&t, node, &h->access[i]);
	return finish(&t, why, out);
}

enum reason
model_holder_copy(const struct page *p, const struct annotation *a,
    const struct certificate *c, const struct model_picture *picture,
    const char *address, const char *csrf, xmlDoc **out)
{
	struct tree	 t;
	xmlNode		*root, *form;
	enum reason	 why;
	bool		 good = a->state == ANNOTATION_GOOD;

	root = begin_session(&t, p, c->name, csrf);
	why = add_certificate(&t, root, c);
	if (why == OK && good && c->state == STATE_ISSUED)
		why = model_copy_add(&t, root, a, picture, address);
	if (good && c->state == STATE_ISSUED)
		add_download(&t, root, "/holder/copies/", a->code);
	if (why == OK)
		why = add_annotation(&t, root, a);
	if (good) {
		form = tree_add(&t, root, "withdraw", NULL);
		add_address(&t, form, "action", "/holder/copies/", a->code,
		    "/withdraw");
		tree_attr(&t, form, "csrf", csrf);
	}
	return finish(&t, why, out);
}
