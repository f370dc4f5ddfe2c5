#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "document/table.h"
#include "registry/registry.h"
#include "service/figures.h"

#define TEXT_BYTES_MAX	(64u << 20)

/* While rows come in, the text may move: cells are offsets until the end. */
struct intake {
	struct figures	*figures;
	size_t		*at;
	size_t		 have, room;
};

static enum reason
make_room(struct intake *in, size_t columns)
{
	size_t	*more;

	if (in->have + columns <= in->room)
		return OK;
	in->room = in->room == 0 ? 64 * columns : 2 * in->room;
	more = realloc(in->at, in->room * sizeof(*more));
	if (more == NULL)
		return fail(REASON_MEMORY, "cells");
	in->at = more;
	return OK;
}

static enum reason
take_row(void *arg, const char *const *cells, size_t columns)
{
	struct intake	*in = arg;
	struct buf	*text = &in->figures->text;
	enum reason	 why;
	size_t		 i;

	if (in->figures->rows == FIGURES_ROWS_MAX)
		return fail(REASON_TOO_LARGE, "more than %d rows",
		    FIGURES_ROWS_MAX);
	if ((why = make_room(in, columns)) != OK)
		return why;
	for (i = 0; i < columns; i++) {
		in->at[in->have++] = text->len;
		if ((why = buf_add(text, cells[i],
		    strlen(cells[i]) + 1)) != OK)
			return why;
	}
	in->figures->rows++;
	return OK;
}

static enum reason
point_cells(struct figures *f, const struct intake *in)
{
	size_t	 i;

	f->cells = calloc(in->have + 1, sizeof(*f->cells));
	if (f->cells == NULL)
		return fail(REASON_MEMORY, "cells");
	for (i = 0; i < in->have; i++)
		f->cells[i] = f->text.data + in->at[i];
	return OK;
}

/* The rows say when; without any, the database's clock before it was asked. */
static void
set_as_of(struct figures *f, time_t asked)
{
	char	 iso[CLOCK_ISO_BYTES];
	size_t	 last = f->about.column_count;

	if (f->rows > 0 && last > 0 &&
	    strcmp(f->about.columns[last - 1].name, "as_of") == 0 &&
	    strlen(f->cells[last - 1]) == FIGURES_AS_OF_BYTES - 1) {
		memcpy(f->as_of, f->cells[last - 1], FIGURES_AS_OF_BYTES);
		return;
	}
	clock_iso(asked, iso);
	memcpy(f->as_of, iso, FIGURES_AS_OF_BYTES - 1);
	f->as_of[strcspn(f->as_of, "T")] = ' ';
}

static enum reason
keep_values(struct figures *f, const char *const *values)
{
	size_t	 i;

	for (i = 0; i < f->about.parameter_count; i++) {
		if (values[i] == NULL)
			continue;
		if (strlen(values[i]) >= sizeof(f->values[i]))
			return fail(REASON_FIGURES_PARAMETER, "--%s: too long",
			    f->about.parameters[i].name);
		memcpy(f->values[i], values[i], strlen(values[i]) + 1);
	}
	return OK;
}

enum reason
figures_fill(struct registry *registry, const char *const *values,
    struct figures *f)
{
	struct intake	 in = { .figures = f };
	enum reason	 why;
	time_t		 asked = clock_now();

	set_as_of(f, asked);
	f->text = (struct buf)BUF_INIT(TEXT_BYTES_MAX);
	if ((why = keep_values(f, values)) == OK &&
	    (why = registry_clock(registry, &asked)) == OK &&
	    (why = admin_report_run(registry, &f->about, values, take_row,
	    &in)) == OK &&
	    (why = point_cells(f, &in)) == OK)
		set_as_of(f, asked);
	free(in.at);
	return why;
}

enum reason
figures_run(struct registry *registry, const char *report,
    const char *const *values, struct figures *f)
{
	enum reason	 why;

	memset(f, 0, sizeof(*f));
	why = admin_report_describe(registry, report, &f->about);
	return why != OK ? why : figures_fill(registry, values, f);
}

/* The column's place; column_count when the report has none of that name. */
static size_t
find_column(const struct figures *f, const char *name)
{
	size_t	 i;

	for (i = 0; i < f->about.column_count; i++)
		if (strcmp(f->about.columns[i].name, name) == 0)
			break;
	return i;
}

static const char *
english_name(const struct figures *f, size_t count, const char *code)
{
	size_t	 i;

	for (i = 0; i < count; i++)
		if (strcmp(f->names[i].code, code) == 0)
			return f->names[i].name[1];
	return "";
}

enum reason
figures_name_in_english(struct registry *registry, struct figures *f)
{
	size_t		 columns = f->about.column_count, count = 0, i;
	size_t		 code = find_column(f, "qualification");
	size_t		 name = find_column(f, "qualification_name");
	const char	*english;
	enum reason	 why;

	if (code == columns || name == columns || f->names != NULL)
		return OK;
	why = admin_report_choices(registry, REPORT_QUALIFICATION, &f->names,
	    &count);
	for (i = 0; why == OK && i < f->rows; i++) {
		english = english_name(f, count, f->cells[i * columns + code]);
		if (*english != '\0')
			f->cells[i * columns + name] = english;
	}
	return why;
}

void
figures_free(struct figures *f)
{

	admin_report_description_free(&f->about);
	free(f->cells);
	free(f->names);
	buf_free(&f->text);
	memset(f, 0, sizeof(*f));
}

bool
figures_sum(const struct figures *f, size_t column, long long *sum)
{
	size_t	 i;

	*sum = 0;
	if (f->about.columns[column].kind != REPORT_COUNT || f->rows < 2)
		return false;
	for (i = 0; i < f->rows; i++)
		*sum += strtoll(f->cells[i * f->about.column_count + column],
		    NULL, 10);
	return true;
}

/* One more row on top: the titles. */
static enum reason
with_titles(const struct figures *f, bool english, const char ***out)
{
	size_t		  columns = f->about.column_count, i;
	const char	**all;

	all = calloc((f->rows + 1) * columns + 1, sizeof(*all));
	if (all == NULL)
		return fail(REASON_MEMORY, "cells");
	for (i = 0; i < columns; i++)
		all[i] = f->about.columns[i].title[english];
	memcpy(all + columns, f->cells,
	    f->rows * columns * sizeof(*f->cells));
	*out = all;
	return OK;
}

static void
mark_numbers(const struct figures *f, bool *is_number)
{
	size_t	 i;

	for (i = 0; i < f->about.column_count; i++)
		is_number[i] = admin_report_kind_is_number(
		    f->about.columns[i].kind);
}

enum reason
figures_csv(const struct figures *f, bool english, struct buf *out)
{
	bool		  is_number[ADMIN_REPORT_COLUMNS_MAX];
	const char	**cells = NULL;
	enum reason	  why;

	mark_numbers(f, is_number);
	if ((why = with_titles(f, english, &cells)) == OK)
		why = table_csv_of(cells, f->about.column_count, f->rows + 1,
		    is_number, out);
	free(cells);
	return why;
}

enum reason
figures_xlsx(const struct figures *f, bool english, struct buf *out)
{
	bool		  is_number[ADMIN_REPORT_COLUMNS_MAX];
	const char	**cells = NULL;
	enum reason	  why;

	mark_numbers(f, is_number);
	if ((why = with_titles(f, english, &cells)) == OK)
		why = table_xlsx_of(f->about.report.name, cells,
		    f->about.column_count, f->rows + 1, is_number, out);
	free(cells);
	return why;
}
