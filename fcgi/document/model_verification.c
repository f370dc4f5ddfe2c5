/* A verification -> page model. */
#include <stdio.h>

#include "base/clock.h"
#include "document/algorithm.h"
#include "document/face.h"
#include "document/model_private.h"
#include "document/model_verification.h"
#include "document/model_copy.h"
#include "document/seal_element.h"
#include "field/annotation.h"
#include "seal/stamp.h"

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

static void
remove_node(xmlNode *node)
{
	xmlUnlinkNode(node);
	xmlFreeNode(node);
}

/* The report as an element of the page, without those who vouch for it. */
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
	if (tree_is(last, NS_DSIG, "Signature"))
		remove_node(last);
	last = xmlLastElementChild(copy);
	if (tree_is(last, NS_REPORT, "sealSignature"))
		remove_node(last);
}

/* As the report itself brings it: it is ours, kept by the registry. */
static enum reason
add_seal(struct tree *t, xmlNode *kept, xmlNode *element)
{
	struct buf		 der = BUF_INIT(SES_BYTES_MAX);
	struct stamp		*stamp = NULL;
	struct model_picture	 picture;
	const struct seal_facts	*facts;
	enum reason		 why;

	tree_attr(t, kept, "sealed", "true");
	if ((why = seal_element_der(element, &der)) == OK &&
	    (why = stamp_read(der.data, der.len, &stamp)) == OK) {
		facts = seal_facts(stamp_seal(stamp));
		picture = (struct model_picture){
			.media_type = seal_media_type(stamp_seal(stamp)),
			.bytes = facts->picture,
			.len = facts->picture_len,
			.width_mm = facts->width_mm,
			.height_mm = facts->height_mm,
		};
		why = model_add_picture(t, kept, &picture);
	}
	stamp_free(&stamp);
	buf_free(&der);
	return why;
}

static enum reason
add_kept(struct tree *t, xmlNode *page, const struct model_verification *m)
{
	char	 href[32 + ANNOTATION_CODE_BYTES];
	xmlNode	*node, *seal;

	if (*m->number == '\0') {
		node = tree_add(t, page, "fault", NULL);
		model_add_reason(t, node, m->not_kept);
		return OK;
	}
	snprintf(href, sizeof(href), "/verify/reports/%s", m->number);
	node = tree_add(t, page, "kept", NULL);
	tree_attr(t, node, "href", href);
	seal = seal_find(m->report);
	return seal == NULL ? OK : add_seal(t, node, seal);
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
	if ((why = add_kept(&t, page, m)) == OK &&
	    (why = add_face(&t, page, m)) == OK)
		return tree_done(&t, out);
	tree_drop(&t);
	return why;
}
