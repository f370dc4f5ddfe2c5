/* Reports and their numbers -> page models. */
#include <stdio.h>

#include "document/model_figures.h"
#include "document/model_private.h"

static void
add_pair(struct tree *t, xmlNode *parent, const char *name,
    const char *const text[2])
{
	(void)tree_add_lang(t, parent, name, "zh", text[0]);
	(void)tree_add_lang(t, parent, name, "en", text[1]);
}

enum reason
model_reports(const struct page *p, const struct model_report_entry *entries,
    size_t count, xmlDoc **out)
{
	struct tree	 t;
	xmlNode		*list = tree_add(&t, model_begin(&t, p), "reports",
			    NULL), *node;
	size_t		 i;

	for (i = 0; i < count; i++) {
		node = tree_add(&t, list, "report", NULL);
		tree_attr(&t, node, "name", entries[i].name);
		add_pair(&t, node, "title", entries[i].title);
		add_pair(&t, node, "purpose", entries[i].purpose);
	}
	return tree_done(&t, out);
}

/* The copy goes into the page; long ones are cut. */
static void
add_figures(struct tree *t, xmlNode *answer, xmlDoc *figures)
{
	xmlNode	*copy, *child, *next;
	size_t	 rows = 0;

	if (answer == NULL || (copy = xmlDocCopyNode(xmlDocGetRootElement(
	    figures), t->doc, 1)) == NULL) {
		t->failed = true;
		return;
	}
	xmlAddChild(answer, copy);
	for (child = xmlFirstElementChild(copy); child != NULL; child = next) {
		next = xmlNextElementSibling(child);
		if (!tree_is(child, NS_FIGURES, "row") ||
		    ++rows <= MODEL_FIGURES_ROWS_MAX)
			continue;
		xmlUnlinkNode(child);
		xmlFreeNode(child);
	}
}

static void
add_choices(struct tree *t, xmlNode *answer, const struct model_figures *m)
{
	xmlNode	*node;
	size_t	 i;

	for (i = 0; i < m->choice_count; i++) {
		node = tree_add(t, answer, "choice", NULL);
		tree_attr(t, node, "kind", m->choices[i].kind);
		tree_attr(t, node, "code", m->choices[i].code);
		tree_attr(t, node, "name", m->choices[i].name);
	}
}

static void
add_sums(struct tree *t, xmlNode *answer, const struct model_figures *m)
{
	char	 number[24];
	size_t	 i;

	for (i = 0; i < m->sum_count; i++) {
		snprintf(number, sizeof(number), "%lld", m->sums[i].sum);
		tree_attr(t, tree_add(t, answer, "sum", number), "column",
		    m->sums[i].column);
	}
}

enum reason
model_figures(const struct page *p, const struct model_figures *m,
    xmlDoc **out)
{
	struct tree	 t;
	xmlNode		*answer = tree_add(&t, model_begin(&t, p), "answer",
			    NULL);

	tree_attr(&t, answer, "href", m->href);
	tree_attr_int(&t, answer, "rows", (long)m->rows);
	if (m->why != OK)
		model_add_reason(&t, tree_add(&t, answer, "fault", NULL),
		    m->why);
	add_figures(&t, answer, m->figures);
	add_choices(&t, answer, m);
	add_sums(&t, answer, m);
	(void)tree_add(&t, answer, "sql", m->sql);
	return tree_done(&t, out);
}
