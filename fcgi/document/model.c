/* Plain structs -> page models. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "document/face.h"
#include "document/model.h"
#include "document/model_private.h"

xmlNode *
model_begin(struct tree *t, const struct page *p)
{
	xmlNode	*root = tree_root(t, NS_MODEL, "page");
	xmlNode	*service;

	tree_attr(t, root, "name", p->name);
	tree_attr(t, root, "lang", p->lang);
	tree_attr(t, root, "path", p->path);
	tree_attr(t, root, "specimen", p->conf->specimen ? "true" : "false");
	service = tree_add(t, root, "service", NULL);
	tree_attr(t, service, "name-zh", p->conf->name_zh);
	tree_attr(t, service, "name-en", p->conf->name_en);
	tree_attr(t, service, "operator-zh", p->conf->operator_zh);
	tree_attr(t, service, "operator-en", p->conf->operator_en);
	tree_attr(t, service, "sign-in", p->conf->sign_in);
	if (*p->conf->base_url != '\0')
		tree_attr(t, service, "base-url", p->conf->base_url);
	return root;
}

void
model_add_reason(struct tree *t, xmlNode *node, enum reason why)
{
	const struct reason_info	*info = reason_info(why);

	tree_attr(t, node, "code", info->code);
	(void)tree_add_lang(t, node, "sentence", "zh", info->zh);
	(void)tree_add_lang(t, node, "next", "zh", info->zh_next);
	(void)tree_add_lang(t, node, "sentence", "en", info->en);
	(void)tree_add_lang(t, node, "next", "en", info->en_next);
}

enum reason
model_plain(const struct page *p, xmlDoc **out)
{
	struct tree	 t;

	(void)model_begin(&t, p);
	return tree_done(&t, out);
}

/* What was typed is anything at all, and no page can carry all of it. */
xmlNode *
model_add_field(struct tree *t, xmlNode *form, const struct model_field *f)
{
	xmlNode	*field = tree_add(t, form, "field", NULL);
	xmlNode	*error;

	tree_attr(t, field, "name", f->name);
	tree_attr(t, field, "value", text_is_xml(f->value) ? f->value : "");
	tree_attr_int(t, field, "max", f->max);
	if (f->why == OK)
		return field;
	error = tree_add(t, field, "error", NULL);
	if (f->typed > 0)
		tree_attr_int(t, error, "typed", f->typed);
	model_add_reason(t, error, f->why);
	if (f->suggestion != NULL)
		(void)tree_add(t, error, "suggestion", f->suggestion);
	return field;
}

enum reason
model_form(const struct page *p, const struct model_field *fields,
    size_t count, xmlDoc **out)
{
	struct tree	 t;
	xmlNode		*form;
	size_t		 i;

	form = tree_add(&t, model_begin(&t, p), "form", NULL);
	tree_attr(&t, form, "action", "/lookup");
	for (i = 0; i < count; i++)
		(void)model_add_field(&t, form, &fields[i]);
	return tree_done(&t, out);
}

void
model_add_state_reason(struct tree *t, xmlNode *verdict,
    const struct certificate *c)
{
	if (*c->state_reason != '\0')
		(void)tree_add_lang(t, verdict, "reason", "zh",
		    c->state_reason);
	if (*c->state_reason_en != '\0')
		(void)tree_add_lang(t, verdict, "reason", "en",
		    c->state_reason_en);
}

void
model_add_verdict(struct tree *t, xmlNode *check, const struct certificate *c)
{
	xmlNode	*verdict = tree_add(t, check, "verdict", NULL);
	char	 day[CLOCK_DATE_BYTES];

	if (c == NULL) {
		tree_attr(t, verdict, "state", "not-found");
		return;
	}
	tree_attr(t, verdict, "state", certificate_state_word(c->state));
	if (c->state_since != 0) {
		clock_date(c->state_since, day);
		tree_attr(t, verdict, "since", day);
	}
	model_add_state_reason(t, verdict, c);
}

enum reason
model_result(const struct page *p, const struct certificate *c,
    time_t checked, time_t until, const char *download, xmlDoc **out)
{
	struct tree	 t;
	xmlNode		*root, *check;
	char		 iso[CLOCK_ISO_BYTES];
	enum reason	 why = OK;

	root = model_begin(&t, p);
	check = tree_add(&t, root, "check", NULL);
	clock_iso(checked, iso);
	tree_attr(&t, check, "at", iso);
	clock_iso(until, iso);
	tree_attr(&t, check, "until", iso);
	model_add_verdict(&t, check, c);
	if (c != NULL)
		why = face_add(&t, root, c, MASK_KNOWN);
	if (download != NULL)
		tree_attr(&t, tree_add(&t, root, "download", NULL), "href",
		    download);
	if (why == OK)
		return tree_done(&t, out);
	tree_drop(&t);
	return why;
}

static void
add_entry(struct tree *t, xmlNode *list, const struct catalogue_entry *e)
{
	xmlNode	*entry = tree_add(t, list, "entry", NULL);

	tree_attr(t, entry, "code", e->code);
	tree_attr_int(t, entry, "list", e->list);
	tree_attr_int(t, entry, "ordinal", e->ordinal);
	tree_attr_int(t, entry, "style", e->style);
	tree_attr(t, entry, "from", e->effective_from);
	(void)tree_add(t, entry, "name", e->name);
	(void)tree_add_lang(t, entry, "title", "zh", e->title_zh);
	(void)tree_add_lang(t, entry, "title", "en", e->title_en);
	tree_add_some(t, entry, "levels", e->levels);
	tree_add_some(t, entry, "specialties", e->specialties);
	(void)tree_add(t, entry, "authorities", e->authorities);
	tree_add_some(t, entry, "issuer", e->issuer);
	tree_attr(t, tree_add(t, entry, "seal", e->seal_name), "code",
	    e->seal_code);
}

enum reason
model_catalogue(const struct page *p, const struct catalogue_entry *entries,
    size_t count, time_t as_of, xmlDoc **out)
{
	struct tree	 t;
	xmlNode		*list;
	char		 day[CLOCK_DATE_BYTES];
	size_t		 i;

	list = tree_add(&t, model_begin(&t, p), "catalogue", NULL);
	clock_date(as_of, day);
	tree_attr(&t, list, "as-of", day);
	for (i = 0; i < count; i++)
		add_entry(&t, list, &entries[i]);
	return tree_done(&t, out);
}

enum reason
model_problem(const struct page *p, enum reason why, const char *request_id,
    int retry_after_s, xmlDoc **out)
{
	struct tree	 t;
	xmlNode		*problem;

	problem = tree_add(&t, model_begin(&t, p), "problem", NULL);
	tree_attr_int(&t, problem, "status", reason_info(why)->status);
	tree_attr(&t, problem, "request", request_id);
	if (retry_after_s > 0)
		tree_attr_int(&t, problem, "retry-after", retry_after_s);
	model_add_reason(&t, problem, why);
	return tree_done(&t, out);
}
