/* A batch of look-ups -> page models. */
#include <string.h>

#include "base/clock.h"
#include "document/model_batch.h"
#include "document/model_private.h"
#include "field/mask.h"

static void
add_row_fault(struct tree *t, xmlNode *list, const struct model_row_fault *f)
{
	xmlNode	*node = tree_add(t, list, "rowFault", NULL);

	tree_attr_int(t, node, "row", (long)f->row);
	tree_attr(t, node, "column", f->column);
	tree_attr(t, node, "value", f->value);
	model_add_reason(t, node, f->why);
}

static void
add_sheet(struct tree *t, xmlNode *page, const struct model_sheet *s)
{
	xmlNode	*list = tree_add(t, page, "rowFaults", NULL);
	size_t	 i;

	tree_attr_int(t, list, "total", (long)s->total);
	tree_attr_int(t, list, "bad-rows", (long)s->bad_rows);
	tree_attr_int(t, list, "good-rows", (long)s->good_rows);
	if (s->go_on != NULL)
		tree_attr(t, list, "go-on", s->go_on);
	for (i = 0; i < s->count; i++)
		add_row_fault(t, list, &s->faults[i]);
}

enum reason
model_batch(const struct page *p, enum reason why, long file_max,
    const struct model_sheet *sheet, xmlDoc **out)
{
	const struct model_field	 file = { .name = "file", .value = "",
					    .max = file_max, .why = why };
	struct tree			 t;
	xmlNode				*page = model_begin(&t, p), *form;

	form = tree_add(&t, page, "form", NULL);
	tree_attr(&t, form, "action", "/batch");
	(void)model_add_field(&t, form, &file);
	if (sheet != NULL)
		add_sheet(&t, page, sheet);
	return tree_done(&t, out);
}

static void
add_row(struct tree *t, xmlNode *batch, const struct model_batch_row *r)
{
	xmlNode	*row = tree_add(t, batch, "row", NULL);
	char	 text[ID_NUMBER_BYTES > CLOCK_DATE_BYTES ? ID_NUMBER_BYTES :
		    CLOCK_DATE_BYTES];
	char	 name[NAME_BYTES];

	tree_attr_int(t, row, "number", (long)r->number);
	mask_name(MASK_KNOWN, r->name, name);
	tree_attr(t, row, "name", name);
	mask_id_number(MASK_KNOWN, r->id_number, text);
	tree_attr(t, row, "id-number", text);
	tree_attr(t, row, "management-no", r->management_no);
	tree_attr(t, row, "outcome", r->outcome);
	if (*r->state != '\0')
		tree_attr(t, row, "state", r->state);
	if (r->since != 0) {
		clock_date(r->since, text);
		tree_attr(t, row, "since", text);
	}
}

enum reason
model_batch_result(const struct page *p, const struct model_batch_job *job,
    const struct model_batch_row *rows, size_t count, xmlDoc **out)
{
	struct tree	 t;
	xmlNode		*batch = tree_add(&t, model_begin(&t, p), "batch",
			    NULL);
	char		 iso[CLOCK_ISO_BYTES];
	size_t		 i;

	tree_attr(&t, batch, "href", job->href);
	tree_attr(&t, batch, "state", job->state);
	clock_iso(job->made_at, iso);
	tree_attr(&t, batch, "at", iso);
	clock_iso(job->until, iso);
	tree_attr(&t, batch, "until", iso);
	tree_attr(&t, batch, "sha256", job->digest);
	tree_attr_int(&t, batch, "rows", (long)job->rows);
	tree_attr_int(&t, batch, "found", (long)job->found);
	tree_attr_int(&t, batch, "not-found", (long)job->not_found);
	tree_attr_int(&t, batch, "not-checked", (long)job->not_checked);
	for (i = 0; i < count; i++)
		add_row(&t, batch, &rows[i]);
	return tree_done(&t, out);
}
