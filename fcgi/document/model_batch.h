/*
 * Page models of many look-ups at once: the form, what is wrong with a table,
 * how far a batch is, what came of it.
 */
#ifndef ECERT_DOCUMENT_MODEL_BATCH_H
#define ECERT_DOCUMENT_MODEL_BATCH_H

#include "document/model.h"

#define MODEL_BATCH_FAULTS_MAX	200	/* listed; all are counted */

/* What is wrong with one cell of a table that was sent. */
struct model_row_fault {
	unsigned	 row;		/* in the file, the header is 1 */
	const char	*column;	/* "name", ..., or "row" */
	const char	*value;		/* masked, "" when not shown */
	enum reason	 why;
};

/* A table's faults; all borrowed. */
struct model_sheet {
	const struct model_row_fault *faults;
	size_t		 count;		/* listed */
	size_t		 total;
	size_t		 bad_rows, good_rows;
	const char	*go_on;		/* where to say yes to the good rows,
					   NULL when there are none */
};

/*
 * The page "batch": the form; why says what is wrong with the file as a whole,
 * the sheet (or NULL) what is wrong inside.
 */
enum reason	 model_batch(const struct page *, enum reason why,
		    long file_max, const struct model_sheet *, xmlDoc **)
		    MUST_CHECK;

struct model_batch_row {
	unsigned	 number;
	const char	*name, *id_number, *management_no; /* as given */
	const char	*outcome, *state;
	time_t		 since;		/* 0: not known */
};

struct model_batch_job {
	const char	*href;		/* of the batch */
	const char	*state;		/* "waiting", "running", "done" */
	time_t		 made_at, until;
	const char	*digest;	/* SHA-256 of the table */
	unsigned	 rows, found, not_found, not_checked;
};

/* The page "batch-result"; the ID numbers are masked here. */
enum reason	 model_batch_result(const struct page *,
		    const struct model_batch_job *,
		    const struct model_batch_row *, size_t count, xmlDoc **)
		    MUST_CHECK;

#endif
