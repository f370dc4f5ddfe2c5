/* The answer of a report as XML (doc/schema/figures.xsd). */
#include <libxml/tree.h>

#include <stdio.h>
#include <string.h>

#include "document/tree.h"
#include "service/figures.h"

static void
add_pair(struct tree *t, xmlNode *parent, const char *name,
    const char *zh, const char *en)
{

	tree_add_lang(t, parent, name, "zh", zh);
	tree_add_lang(t, parent, name, "en", en);
}

static void
add_term(struct tree *t, xmlNode *root, const char *name,
    const struct admin_report_term *term, const char *value)
{
	xmlNode	*node = tree_add(t, root, name, NULL);

	tree_attr(t, node, "name", term->name);
	tree_attr(t, node, "kind", admin_report_kind_word(term->kind));
	if (value != NULL && *value != '\0')
		tree_attr(t, node, "value", value);
	add_pair(t, node, "title", term->title[0], term->title[1]);
	add_pair(t, node, "definition", term->definition[0],
	    term->definition[1]);
}

/* 2026-11-25 20:51:05 of China as xs:dateTime. */
static void
write_moment(const char *text, char out[32])
{

	snprintf(out, 32, "%.19s+08:00", text);
	if (out[10] == ' ')
		out[10] = 'T';
}

static void
add_row(struct tree *t, xmlNode *root, const struct figures *f, size_t row)
{
	const struct admin_report_description	*about = &f->about;
	const char	*cell;
	xmlNode		*node = tree_add(t, root, "row", NULL);
	char		 moment[32];
	size_t		 i;

	for (i = 0; i < about->column_count; i++) {
		cell = f->cells[row * about->column_count + i];
		if (about->columns[i].kind == REPORT_MOMENT &&
		    *cell != '\0') {
			write_moment(cell, moment);
			cell = moment;
		}
		tree_add(t, node, "cell", *cell == '\0' ? NULL : cell);
	}
}

enum reason
figures_document(const struct figures *f, xmlDoc **doc)
{
	const struct admin_report_description	*about = &f->about;
	struct tree	 t = { .doc = NULL };
	xmlNode		*root = tree_root(&t, NS_FIGURES, "figures");
	char		 as_of[32];
	size_t		 i;

	write_moment(f->as_of, as_of);
	tree_attr(&t, root, "version", "1.0");
	tree_attr(&t, root, "report", about->report.name);
	tree_attr(&t, root, "as-of", as_of);
	add_pair(&t, root, "title", about->report.title[0],
	    about->report.title[1]);
	add_pair(&t, root, "purpose", about->report.purpose[0],
	    about->report.purpose[1]);
	for (i = 0; i < about->parameter_count; i++)
		add_term(&t, root, "parameter", &about->parameters[i],
		    f->values[i]);
	for (i = 0; i < about->column_count; i++)
		add_term(&t, root, "column", &about->columns[i], NULL);
	for (i = 0; i < f->rows; i++)
		add_row(&t, root, f, i);
	return tree_done(&t, doc);
}

enum reason
figures_xml(const struct figures *f, struct buf *out)
{
	xmlDoc		*doc = NULL;
	xmlChar		*text = NULL;
	enum reason	 why;
	int		 len = 0;

	if ((why = figures_document(f, &doc)) != OK)
		return why;
	xmlDocDumpFormatMemoryEnc(doc, &text, &len, "UTF-8", 1);
	if (text == NULL)
		why = fail(REASON_MEMORY, "figures");
	else
		why = buf_add(out, text, (size_t)len);
	xmlFree(text);
	xmlFreeDoc(doc);
	return why;
}
