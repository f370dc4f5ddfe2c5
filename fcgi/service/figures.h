/*
 * The answer of a report for administrators as a whole: cells, and the forms
 * that people and programs take it in.  No persons.
 */
#ifndef ECERT_SERVICE_FIGURES_H
#define ECERT_SERVICE_FIGURES_H

#include <libxml/tree.h>

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/reason.h"
#include "registry/admin_report.h"

#define FIGURES_ROWS_MAX	200000
#define FIGURES_AS_OF_BYTES	20	/* 2026-11-25 20:51:05 and NUL */

struct figures {
	struct admin_report_description	 about;
	/* As asked, "" when not given; one for each parameter. */
	char		 values[ADMIN_REPORT_PARAMETERS_MAX]
			    [ADMIN_REPORT_NAME_BYTES];
	const char	**cells;	/* rows times about.column_count */
	size_t		 rows;
	char		 as_of[FIGURES_AS_OF_BYTES];	/* China's time */
	struct buf	 text;		/* what the cells point into */
	struct admin_report_choice *names;	/* and in English also this */
};

/*
 * Run a report with these values, NULL and "" standing for "not given".  The
 * caller frees *figures, also after a failure.  Reasons as of
 * admin_report_describe() and admin_report_run(); TOO_LARGE.
 */
enum reason	 figures_run(struct registry *, const char *report,
		    const char *const *values, struct figures *) MUST_CHECK;
/* The same for a description that figures->about holds already. */
enum reason	 figures_fill(struct registry *, const char *const *values,
		    struct figures *) MUST_CHECK;
void		 figures_free(struct figures *);

/* Put the catalogue's English names of qualifications for the Chinese ones. */
enum reason	 figures_name_in_english(struct registry *, struct figures *)
		    MUST_CHECK;

/*
 * The sum of a column of counts, for the last line of a table.  False when
 * sums of that column say nothing, and where there is but one row.
 */
bool		 figures_sum(const struct figures *, size_t column,
		    long long *sum);

/* Append them as CSV or XLSX (document/table.h), titles in one language. */
enum reason	 figures_csv(const struct figures *, bool english,
		    struct buf *) MUST_CHECK;
enum reason	 figures_xlsx(const struct figures *, bool english,
		    struct buf *) MUST_CHECK;

/*
 * The same as doc/schema/figures.xsd has it: a document that the caller frees
 * with xmlFreeDoc(), or appended as text.
 */
enum reason	 figures_document(const struct figures *, xmlDoc **)
		    MUST_CHECK;
enum reason	 figures_xml(const struct figures *, struct buf *) MUST_CHECK;

#endif
