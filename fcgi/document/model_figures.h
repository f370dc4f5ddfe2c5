/*
 * Page models of reports for administrators: the list of them, and one with
 * its form, its numbers and its SQL.  No persons.
 */
#ifndef ECERT_DOCUMENT_MODEL_FIGURES_H
#define ECERT_DOCUMENT_MODEL_FIGURES_H

#include "document/model.h"

#define MODEL_FIGURES_ROWS_MAX	500	/* shown; files have them all */

/* Texts stand in pairs: [0] Chinese, [1] English.  All borrowed. */
struct model_report_entry {
	const char	*name;
	const char	*title[2];
	const char	*purpose[2];
};

/* The page "reports". */
enum reason	 model_reports(const struct page *,
		    const struct model_report_entry *, size_t count, xmlDoc **)
		    MUST_CHECK;

/* What a parameter of that kind may be. */
struct model_choice {
	const char	*kind;		/* "province", "qualification" */
	const char	*code;
	const char	*name;
};

/* The sum of a column. */
struct model_sum {
	const char	*column;
	long long	 sum;
};

struct model_figures {
	const char	*href;		/* "/admin/reports/stock" */
	xmlDoc		*figures;	/* doc/schema/figures.xsd; rows past the
					   maximum are left out */
	size_t		 rows;		/* there are */
	enum reason	 why;		/* OK, or why there are no numbers */
	const char	*sql;		/* of the procedure */
	const struct model_choice *choices;
	size_t		 choice_count;
	const struct model_sum *sums;
	size_t		 sum_count;
};

/* The page "figures". */
enum reason	 model_figures(const struct page *,
		    const struct model_figures *, xmlDoc **) MUST_CHECK;

#endif
