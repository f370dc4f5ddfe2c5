/* Reports: what they are, from the tables; what they say, from procedures. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "registry/admin_report.h"
#include "registry/registry.h"
#include "registry/registry_private.h"

#define REPORTS_MAX	200
#define CHOICES_MAX	1000
#define CODE_BYTES_MAX	64	/* of a parameter that is a word */

static const char sql_list[] =
    "SELECT report, title_zh, title_en, purpose_zh, purpose_en"
    " FROM report_entry ORDER BY ordinal";

static const char sql_one[] =
    "SELECT report, title_zh, title_en, purpose_zh, purpose_en"
    " FROM report_entry WHERE report = ?";

static const char sql_parameters[] =
    "SELECT t.term, t.kind, t.title_zh, t.title_en, t.definition_zh,"
    " t.definition_en"
    " FROM report_parameter p JOIN report_term t ON t.term = p.term"
    " WHERE p.report = ? ORDER BY p.ordinal";

static const char sql_columns[] =
    "SELECT t.term, t.kind, t.title_zh, t.title_en, t.definition_zh,"
    " t.definition_en"
    " FROM report_column c JOIN report_term t ON t.term = c.term"
    " WHERE c.report = ? ORDER BY c.ordinal";

static const char sql_choices[] =
    "SELECT code, name_zh, name_en FROM report_choice_entry WHERE kind = ?"
    " ORDER BY code";

static const char sql_source[] = "CALL report_source(?)";

static const char *const kinds[REPORT_KIND__MAX] = {
	[REPORT_TEXT] = "text",
	[REPORT_CODE] = "code",
	[REPORT_COUNT] = "count",
	[REPORT_NUMBER] = "number",
	[REPORT_RATE] = "rate",
	[REPORT_DATE] = "date",
	[REPORT_MONTH] = "month",
	[REPORT_MOMENT] = "moment",
	[REPORT_PROVINCE] = "province",
	[REPORT_QUALIFICATION] = "qualification",
};

static const struct db_column entry_columns[] = {
	DB_COLUMN(DB_COL_TEXT, struct admin_report, name),
	DB_COLUMN(DB_COL_TEXT, struct admin_report, title[0]),
	DB_COLUMN(DB_COL_TEXT, struct admin_report, title[1]),
	DB_COLUMN(DB_COL_TEXT, struct admin_report, purpose[0]),
	DB_COLUMN(DB_COL_TEXT, struct admin_report, purpose[1]),
};
#define ENTRY_COLUMNS	(sizeof(entry_columns) / sizeof(entry_columns[0]))

const char *
admin_report_kind_word(enum admin_report_kind kind)
{

	return kinds[kind];
}

bool
admin_report_kind_is_number(enum admin_report_kind kind)
{

	return kind == REPORT_COUNT || kind == REPORT_NUMBER ||
	    kind == REPORT_RATE;
}

enum reason
admin_report_open(const struct conf *conf, struct registry **out)
{
	enum reason	 why;

	if ((why = registry_open_keyless(conf, out)) == OK &&
	    (why = registry_schema(*out)) != OK)
		registry_free(out);
	return why;
}

/* As db_select_all(), with one value or none, on a borrowed connection. */
static enum reason
select_all(struct registry *r, const char *sql, const char *value,
    const struct db_column *columns, size_t ncolumns, size_t row_size,
    size_t max, void **rows, size_t *count)
{
	struct db_value	 bound = { .type = DB_NULL };
	struct db	*db = NULL;
	enum reason	 why;

	if (value != NULL)
		bound = (struct db_value)DB_TEXT_VALUE(value);
	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = db_select_all(db, sql, &bound, value != NULL, columns, ncolumns,
	    row_size, max, rows, count);
	db_release(&db);
	return why;
}

enum reason
admin_report_list(struct registry *r, struct admin_report **list,
    size_t *count)
{
	void		*rows = NULL;
	enum reason	 why;

	why = select_all(r, sql_list, NULL, entry_columns, ENTRY_COLUMNS,
	    sizeof(**list), REPORTS_MAX, &rows, count);
	*list = rows;
	return why;
}

/* A term as the database has it: its kind is a word. */
struct term_row {
	struct admin_report_term	term;
	char				kind[16];
};

static enum reason
take_terms(const struct term_row *rows, size_t n,
    struct admin_report_term **out)
{
	size_t	 i;
	int	 kind;

	if ((*out = calloc(n + 1, sizeof(**out))) == NULL)
		return fail(REASON_MEMORY, "terms");
	for (i = 0; i < n; i++) {
		(*out)[i] = rows[i].term;
		for (kind = 0; kind < REPORT_KIND__MAX; kind++)
			if (strcmp(kinds[kind], rows[i].kind) == 0)
				break;
		if (kind == REPORT_KIND__MAX)
			return fail(REASON_DATA, "kind of %s",
			    rows[i].term.name);
		(*out)[i].kind = (enum admin_report_kind)kind;
	}
	return OK;
}

static enum reason
read_terms(struct registry *r, const char *sql, const char *report, size_t max,
    struct admin_report_term **out, size_t *count)
{
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_TEXT, struct term_row, term.name),
		DB_COLUMN(DB_COL_TEXT, struct term_row, kind),
		DB_COLUMN(DB_COL_TEXT, struct term_row, term.title[0]),
		DB_COLUMN(DB_COL_TEXT, struct term_row, term.title[1]),
		DB_COLUMN(DB_COL_TEXT, struct term_row, term.definition[0]),
		DB_COLUMN(DB_COL_TEXT, struct term_row, term.definition[1]),
	};
	void		*rows = NULL;
	enum reason	 why;

	why = select_all(r, sql, report, columns, 6, sizeof(struct term_row),
	    max, &rows, count);
	if (why == OK)
		why = take_terms(rows, *count, out);
	free(rows);
	return why;
}

enum reason
admin_report_describe(struct registry *r, const char *name,
    struct admin_report_description *d)
{
	const struct db_value	 value = DB_TEXT_VALUE(name);
	enum reason		 why;
	bool			 found;

	memset(d, 0, sizeof(*d));
	why = registry_one(r, sql_one, &value, 1, entry_columns,
	    ENTRY_COLUMNS, &d->report, &found);
	if (why == OK && !found)
		why = fail(REASON_FIGURES_UNKNOWN, "no such report");
	if (why == OK)
		why = read_terms(r, sql_parameters, name,
		    ADMIN_REPORT_PARAMETERS_MAX, &d->parameters,
		    &d->parameter_count);
	if (why == OK)
		why = read_terms(r, sql_columns, name,
		    ADMIN_REPORT_COLUMNS_MAX, &d->columns, &d->column_count);
	return why;
}

void
admin_report_description_free(struct admin_report_description *d)
{

	free(d->parameters);
	free(d->columns);
	memset(d, 0, sizeof(*d));
}

enum reason
admin_report_choices(struct registry *r, enum admin_report_kind kind,
    struct admin_report_choice **list, size_t *count)
{
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_TEXT, struct admin_report_choice, code),
		DB_COLUMN(DB_COL_TEXT, struct admin_report_choice, name[0]),
		DB_COLUMN(DB_COL_TEXT, struct admin_report_choice, name[1]),
	};
	void		*rows = NULL;
	enum reason	 why;

	why = select_all(r, sql_choices, kinds[kind], columns, 3,
	    sizeof(**list), CHOICES_MAX, &rows, count);
	*list = rows;
	return why;
}

struct source { struct buf text; };

enum reason
admin_report_source(struct registry *r, const char *name, struct buf *out)
{
	static const struct db_column column =
	    DB_COLUMN(DB_COL_BLOB, struct source, text);
	const struct db_value	 value = DB_TEXT_VALUE(name);
	struct source		 source = { .text = BUF_INIT(65536) };
	enum reason		 why;
	bool			 found;

	why = registry_call(r, sql_source, &value, 1, &column, 1, &source,
	    &found);
	if (why == OK)
		why = found ? buf_add(out, source.text.data,
		    source.text.len) :
		    fail(REASON_FIGURES_UNKNOWN, "no such report");
	buf_free(&source.text);
	return why;
}

/* A day of the calendar, as 2026-11-25. */
static bool
is_day(const char *text)
{
	char	 moment[CLOCK_ISO_BYTES];
	time_t	 t;

	if (strlen(text) != CLOCK_DATE_BYTES - 1)
		return false;
	snprintf(moment, sizeof(moment), "%sT00:00:00+08:00", text);
	return clock_read_iso(moment, &t);
}

static bool
fits(enum admin_report_kind kind, const char *value)
{
	size_t	 n = strlen(value);

	switch (kind) {
	case REPORT_DATE:
		return is_day(value);
	case REPORT_PROVINCE:
	case REPORT_QUALIFICATION:
		return n == 2 && text_is_digits(value);
	case REPORT_NUMBER:
		return n <= 9 && text_is_digits(value);
	case REPORT_CODE:
		return n <= CODE_BYTES_MAX && text_is_utf8(value, n);
	default:
		return false;
	}
}

static bool
is_given(const char *value)
{

	return value != NULL && *value != '\0';
}

enum reason
admin_report_check(const struct admin_report_description *d,
    const char *const *values, size_t *wrong)
{
	size_t	 i;

	for (i = 0; i < d->parameter_count; i++)
		if (is_given(values[i]) &&
		    !fits(d->parameters[i].kind, values[i])) {
			*wrong = i;
			return fail(REASON_FIGURES_PARAMETER,
			    "--%s takes a %s", d->parameters[i].name,
			    kinds[d->parameters[i].kind]);
		}
	return OK;
}

/* Names come from the table, where a constraint keeps them to letters. */
static enum reason
write_call(const struct admin_report_description *d, struct buf *out)
{
	enum reason	 why;
	size_t		 i;

	why = buf_printf(out, "CALL report_%s(", d->report.name);
	for (i = 0; why == OK && i < d->parameter_count; i++)
		why = buf_puts(out, i == 0 ? "?" : ", ?");
	return why != OK ? why : buf_puts(out, ")");
}

static enum reason
call(struct registry *r, const struct admin_report_description *d,
    const char *sql, const char *const *values, admin_report_row *told,
    void *arg)
{
	struct db_value	 bound[ADMIN_REPORT_PARAMETERS_MAX];
	const char	*names[ADMIN_REPORT_COLUMNS_MAX];
	struct db	*db = NULL;
	enum reason	 why;
	size_t		 i;

	for (i = 0; i < d->parameter_count; i++)
		bound[i] = is_given(values[i]) ?
		    (struct db_value)DB_TEXT_VALUE(values[i]) :
		    (struct db_value){ .type = DB_NULL };
	for (i = 0; i < d->column_count; i++)
		names[i] = d->columns[i].name;
	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = db_call_each(db, sql, bound, d->parameter_count, names,
	    d->column_count, told, arg);
	db_release(&db);
	return why;
}

enum reason
admin_report_run(struct registry *r, const struct admin_report_description *d,
    const char *const *values, admin_report_row *told, void *arg)
{
	struct buf	 sql = BUF_INIT(256);
	enum reason	 why;
	size_t		 wrong;

	if ((why = admin_report_check(d, values, &wrong)) == OK &&
	    (why = write_call(d, &sql)) == OK)
		why = call(r, d, buf_text(&sql), values, told, arg);
	buf_free(&sql);
	return why;
}
