#include <stdio.h>

#include "base/clock.h"
#include "document/tree.h"
#include "service/bureau_batch_table.h"
#include "service/bureau_batch_xml.h"

static void
add_number(struct tree *t, xmlNode *parent, const char *name, unsigned number)
{
	char	 text[16];

	(void)snprintf(text, sizeof(text), "%u", number);
	tree_add(t, parent, name, text);
}

static void
add_time(struct tree *t, xmlNode *parent, const char *name, time_t at)
{
	char	 text[CLOCK_ISO_BYTES];

	if (at == 0)
		return;
	clock_iso(at, text);
	tree_add(t, parent, name, text);
}

static void
fill(struct tree *t, xmlNode *batch, const struct bureau_batch *b)
{

	tree_attr(t, batch, "id", b->id);
	tree_attr(t, batch, "state", b->state);
	tree_add(t, batch, "qualification", b->qualification);
	tree_add(t, batch, "approved", b->approved_on);
	tree_add(t, batch, "examination", b->examination);
	tree_add(t, batch, "acceptValid", b->accept_valid ? "true" : "false");
	tree_add(t, batch, "source", b->source);
	tree_add_some(t, batch, "province", b->province);
	tree_add(t, batch, "format", b->format);
	tree_add(t, batch, "encoding", b->encoding);
	tree_add(t, batch, "digest", b->digest);
	add_time(t, batch, "delivered", b->made_at);
	add_time(t, batch, "expires", b->expires_at);
	add_time(t, batch, "finished", b->finished_at);
	add_number(t, batch, "rows", b->rows);
	add_number(t, batch, "rejected", b->rejected);
	add_number(t, batch, "faults", b->faults);
	if (b->import != 0) {
		add_number(t, batch, "reached", b->reached);
		add_number(t, batch, "loaded", b->loaded);
		add_number(t, batch, "import", b->import);
	}
}

static void
add_error(struct tree *t, xmlNode *errors, const struct intake_fault *f)
{
	const struct reason_info	*info = reason_info(f->why);
	xmlNode				*e = tree_add(t, errors, "error", NULL);

	tree_attr_int(t, e, "row", (long)f->row);
	tree_attr_int(t, e, "line", (long)f->line);
	tree_attr_int(t, e, "column", (long)f->number);
	tree_attr(t, e, "field", bureau_batch_field(f->column));
	tree_attr(t, e, "code", info->code);
	if (f->other != 0)
		tree_attr_int(t, e, "otherLine", (long)f->other);
	tree_add(t, e, "label", intake_column_name(f->column, false));
	tree_add_some(t, e, "value", f->shown);
	tree_add(t, e, "zh", info->zh);
	tree_add_some(t, e, "zhNext", info->zh_next);
	tree_add(t, e, "en", info->en);
	tree_add_some(t, e, "enNext", info->en_next);
}

enum reason
bureau_batch_xml(const struct bureau_batch *b,
    const struct bureau_faults *faults, xmlDoc **doc)
{
	struct tree	 t = { .doc = NULL };
	xmlNode		*root = tree_root(&t, NS_API, "batch"), *errors;
	size_t		 i, n = faults == NULL ? 0 : faults->count;

	fill(&t, root, b);
	if (n > BUREAU_BATCH_ERRORS_MAX)
		n = BUREAU_BATCH_ERRORS_MAX;
	errors = tree_add(&t, root, "errors", NULL);
	for (i = 0; i < n; i++)
		add_error(&t, errors, &faults->list[i]);
	add_number(&t, root, "errorsLeft", b->faults - (unsigned)n);
	return tree_done(&t, doc);
}

enum reason
bureau_batches_xml(const struct bureau_batch *list, size_t count, bool more,
    xmlDoc **doc)
{
	struct tree	 t = { .doc = NULL };
	xmlNode		*root = tree_root(&t, NS_API, "batches");
	size_t		 i;

	for (i = 0; i < count; i++)
		fill(&t, tree_add(&t, root, "batch", NULL), &list[i]);
	if (more)
		tree_add(&t, root, "next", list[count - 1].id);
	return tree_done(&t, doc);
}
