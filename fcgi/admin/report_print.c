/* Reports for people at a terminal: columns that stand under each other. */
#include <stdio.h>
#include <string.h>

#include "admin/report.h"
#include "base/text.h"

#define GAP	"  "

static enum reason
add_blanks(struct buf *out, size_t n)
{
	enum reason	 why = OK;

	while (why == OK && n-- > 0)
		why = buf_puts(out, " ");
	return why;
}

/* A text in so many columns; the last one of a line is left as it is. */
static enum reason
add_cell(struct buf *out, const char *text, size_t width, bool right,
    bool last)
{
	size_t		 own = text_columns(text);
	size_t		 blanks = width > own ? width - own : 0;
	enum reason	 why = OK;

	if (right && !(last && own == 0))
		why = add_blanks(out, blanks);
	if (why == OK)
		why = buf_puts(out, text);
	if (why == OK && !right && !last)
		why = add_blanks(out, blanks);
	return why != OK ? why : buf_puts(out, last ? "\n" : GAP);
}

/* How the table is laid out: which columns, how wide, and their sums. */
struct layout {
	const struct figures *f;
	size_t	 columns;	/* as_of stands below the table */
	size_t	 width[ADMIN_REPORT_COLUMNS_MAX];
	char	 sum[ADMIN_REPORT_COLUMNS_MAX][24];
	bool	 has_sum;
};

static void
widen(size_t *width, const char *text)
{
	size_t	 own = text_columns(text);

	if (own > *width)
		*width = own;
}

static void
lay_out(struct layout *l, bool english)
{
	const struct admin_report_description	*about = &l->f->about;
	long long	 sum;
	size_t		 i, row;

	l->columns = about->column_count;
	if (l->columns > 1 &&
	    strcmp(about->columns[l->columns - 1].name, "as_of") == 0)
		l->columns--;
	for (i = 0; i < l->columns; i++) {
		widen(&l->width[i], about->columns[i].title[english]);
		for (row = 0; row < l->f->rows; row++)
			widen(&l->width[i],
			    l->f->cells[row * about->column_count + i]);
		if (!figures_sum(l->f, i, &sum))
			continue;
		snprintf(l->sum[i], sizeof(l->sum[i]), "%lld", sum);
		widen(&l->width[i], l->sum[i]);
		l->has_sum = true;
	}
	if (l->has_sum && l->sum[0][0] == '\0')
		snprintf(l->sum[0], sizeof(l->sum[0]), "%s",
		    english ? "Sum" : "合计");
	widen(&l->width[0], l->sum[0]);
}

static enum reason
add_line(struct buf *out, const struct layout *l, const char *const *cells)
{
	enum reason	 why = OK;
	size_t		 i;

	for (i = 0; why == OK && i < l->columns; i++)
		why = add_cell(out, cells[i], l->width[i],
		    admin_report_kind_is_number(l->f->about.columns[i].kind),
		    i + 1 == l->columns);
	return why;
}

static enum reason
add_rule(struct buf *out, const struct layout *l)
{
	enum reason	 why = OK;
	size_t		 i, n;

	for (i = 0; why == OK && i < l->columns; i++) {
		for (n = 0; why == OK && n < l->width[i]; n++)
			why = buf_puts(out, "-");
		if (why == OK)
			why = buf_puts(out, i + 1 == l->columns ? "\n" : GAP);
	}
	return why;
}

static enum reason
add_table(struct buf *out, const struct layout *l, bool english)
{
	const char	*cells[ADMIN_REPORT_COLUMNS_MAX];
	enum reason	 why;
	size_t		 i;

	for (i = 0; i < l->columns; i++)
		cells[i] = l->f->about.columns[i].title[english];
	if ((why = add_line(out, l, cells)) != OK ||
	    (why = add_rule(out, l)) != OK)
		return why;
	for (i = 0; why == OK && i < l->f->rows; i++)
		why = add_line(out, l,
		    l->f->cells + i * l->f->about.column_count);
	if (why != OK || !l->has_sum)
		return why;
	for (i = 0; i < l->columns; i++)
		cells[i] = l->sum[i];
	return (why = add_rule(out, l)) != OK ? why : add_line(out, l, cells);
}

/* What was asked for, where anything was. */
static enum reason
add_asked(struct buf *out, const struct figures *f, bool english)
{
	enum reason	 why = OK;
	size_t		 i;

	for (i = 0; why == OK && i < f->about.parameter_count; i++)
		if (f->values[i][0] != '\0')
			why = buf_printf(out, "%s: %s\n",
			    f->about.parameters[i].title[english],
			    f->values[i]);
	return why;
}

enum reason
report_print(const struct figures *f, bool english, struct buf *out)
{
	struct layout	 l = { .f = f };
	enum reason	 why;

	lay_out(&l, english);
	if ((why = buf_printf(out, "%s\n", f->about.report.title[english])) !=
	    OK || (why = add_asked(out, f, english)) != OK ||
	    (why = buf_puts(out, "\n")) != OK ||
	    (why = add_table(out, &l, english)) != OK)
		return why;
	return english ?
	    buf_printf(out, "\n%zu rows, as of %s (UTC+8)\n", f->rows,
	    f->as_of) :
	    buf_printf(out, "\n%zu 行，统计时间 %s（北京时间）\n", f->rows,
	    f->as_of);
}

enum reason
report_print_list(const struct admin_report *list, size_t count, bool english,
    struct buf *out)
{
	enum reason	 why = OK;
	size_t		 i, width = 0;

	for (i = 0; i < count; i++)
		widen(&width, list[i].name);
	for (i = 0; why == OK && i < count; i++) {
		why = add_cell(out, list[i].name, width, false, false);
		if (why == OK)
			why = buf_printf(out, "%s\n", list[i].title[english]);
	}
	return why;
}

static enum reason
add_terms(struct buf *out, const struct admin_report_term *terms, size_t n,
    const char *before, bool english)
{
	enum reason	 why = OK;
	size_t		 i, width = 0;

	for (i = 0; i < n; i++)
		widen(&width, terms[i].name);
	for (i = 0; why == OK && i < n; i++) {
		why = buf_printf(out, "  %s", before);
		if (why == OK)
			why = add_cell(out, terms[i].name, width, false,
			    false);
		if (why == OK)
			why = buf_printf(out, "%s%s%s\n",
			    terms[i].title[english], english ? ": " : "：",
			    terms[i].definition[english]);
	}
	return why;
}

enum reason
report_print_about(const struct admin_report_description *d, bool english,
    struct buf *out)
{
	enum reason	 why;

	if ((why = buf_printf(out, "%s\n%s\n\n%s\n", d->report.title[english],
	    d->report.purpose[english], english ? "Parameters:" :
	    "参数：")) != OK ||
	    (why = add_terms(out, d->parameters, d->parameter_count, "--",
	    english)) != OK ||
	    (why = buf_puts(out, english ? "Columns:\n" : "列：\n")) != OK)
		return why;
	return add_terms(out, d->columns, d->column_count, "", english);
}
