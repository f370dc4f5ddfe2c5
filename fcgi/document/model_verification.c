/* A verification -> page model. */
#include <stdio.h>

#include "base/clock.h"
#include "document/face.h"
#include "document/model_private.h"
#include "document/model_verification.h"
#include "field/annotation.h"

#define NS_DSIG		"http://www.w3.org/2000/09/xmldsig#"
#define FILE_BYTES_MAX	2097152		/* as the page says */

enum reason
model_verify(const struct page *p, enum reason why, xmlDoc **out)
{
	const struct model_field	 file = { .name = "file", .value = "",
					    .max = FILE_BYTES_MAX, .why = why };
	struct tree			 t;
	xmlNode				*form;

	form = tree_add(&t, model_begin(&t, p), "form", NULL);
	tree_attr(&t, form, "action", "/verify");
	(void)model_add_field(&t, form, &file);
	return tree_done(&t, out);
}

/* The report as an element of the page; its signature is of no use there. */
static void
add_report(struct tree *t, xmlNode *page, xmlDoc *report)
{
	xmlNode	*copy, *last;

	if (page == NULL || (copy = xmlDocCopyNode(xmlDocGetRootElement(
	    report), t->doc, 1)) == NULL) {
		t->failed = true;
		return;
	}
	xmlAddChild(page, copy);
	last = xmlLastElementChild(copy);
	if (tree_is(last, NS_DSIG, "Signature")) {
		xmlUnlinkNode(last);
		xmlFreeNode(last);
	}
}

static void
add_kept(struct tree *t, xmlNode *page, const struct model_verification *m)
{
	char	 href[32 + ANNOTATION_CODE_BYTES];
	xmlNode	*node;

	if (*m->number == '\0') {
		node = tree_add(t, page, "fault", NULL);
		model_add_reason(t, node, m->not_kept);
		return;
	}
	snprintf(href, sizeof(href), "/verify/reports/%s", m->number);
	tree_attr(t, tree_add(t, page, "kept", NULL), "href", href);
}

static void
add_check(struct tree *t, xmlNode *page, const struct model_verification *m)
{
	xmlNode	*check = tree_add(t, page, "check", NULL);
	char	 iso[CLOCK_ISO_BYTES];

	clock_iso(clock_now(), iso);
	tree_attr(t, check, "at", iso);
	if (m->until != 0) {
		clock_iso(m->until, iso);
		tree_attr(t, check, "until", iso);
	}
	model_add_verdict(t, check, m->certificate);
}

static void
add_difference(struct tree *t, xmlNode *page, xmlNode *face,
    const struct difference *d)
{
	struct difference	 ours;
	xmlNode			*node = tree_add(t, page, "difference", NULL);

	tree_attr(t, node, "field", d->field);
	difference_value(face, d->field, ours.file);
	(void)tree_add(t, node, "file", d->file);
	(void)tree_add(t, node, "registry", ours.file);
}

static enum reason
add_face(struct tree *t, xmlNode *page, const struct model_verification *m)
{
	enum reason	 why;
	xmlNode		*face;
	size_t		 i;

	if (m->certificate == NULL)
		return OK;
	add_check(t, page, m);
	if ((why = face_add(t, page, m->certificate, MASK_KNOWN)) != OK)
		return why;
	face = xmlLastElementChild(page);
	for (i = 0; i < m->difference_count; i++)
		add_difference(t, page, face, &m->differences[i]);
	return OK;
}

enum reason
model_verification(const struct page *p, const struct model_verification *m,
    xmlDoc **out)
{
	struct tree	 t;
	xmlNode		*page = model_begin(&t, p);
	enum reason	 why;

	add_report(&t, page, m->report);
	add_kept(&t, page, m);
	if ((why = add_face(&t, page, m)) == OK)
		return tree_done(&t, out);
	tree_drop(&t);
	return why;
}
