/*
 * Reports for administrators: numbers, no persons.  Each is a procedure
 * report_NAME in the database, described by rows of report_entry and its
 * tables; whoever lists, explains or runs one does so by these.  Needs an
 * account with the role ecert_role_report, or that of the web service.
 *
 * Texts stand in pairs: [0] Chinese, [1] English.
 */
#ifndef ECERT_REGISTRY_ADMIN_REPORT_H
#define ECERT_REGISTRY_ADMIN_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/conf.h"
#include "base/reason.h"

struct registry;

#define ADMIN_REPORT_NAME_BYTES		33
#define ADMIN_REPORT_TITLE_BYTES	401
#define ADMIN_REPORT_CHOICE_BYTES 801
#define ADMIN_REPORT_TEXT_BYTES		2401
#define ADMIN_REPORT_PARAMETERS_MAX	8
#define ADMIN_REPORT_COLUMNS_MAX	32

/* Reports in their order. */
struct admin_report {
	char	 name[ADMIN_REPORT_NAME_BYTES];	/* "issued_by_month" */
	char	 title[2][ADMIN_REPORT_TITLE_BYTES];
	char	 purpose[2][ADMIN_REPORT_TEXT_BYTES];
};

/* What a column holds, or a parameter takes. */
enum admin_report_kind {
	REPORT_TEXT = 0,	/* words for people */
	REPORT_CODE,		/* a word or number that names something */
	REPORT_COUNT,		/* an integer; those of a column may be added */
	REPORT_NUMBER,		/* a number that may not be added up */
	REPORT_RATE,		/* per cent or the like, two decimals */
	REPORT_DATE,		/* 2026-11-25, China's */
	REPORT_MONTH,		/* 2026-11, China's */
	REPORT_MOMENT,		/* 2026-11-25 20:51:05, China's time */
	REPORT_PROVINCE,	/* two digits of GB/T 2260 */
	REPORT_QUALIFICATION,	/* two digits of the catalogue */
	REPORT_KIND__MAX
};

struct admin_report_term {
	char			 name[ADMIN_REPORT_NAME_BYTES];
	enum admin_report_kind	 kind;
	char			 title[2][ADMIN_REPORT_TITLE_BYTES];
	char			 definition[2][ADMIN_REPORT_TEXT_BYTES];
};

struct admin_report_description {
	struct admin_report	  report;
	struct admin_report_term *parameters;	/* in the order of the CALL */
	size_t			  parameter_count;
	struct admin_report_term *columns;
	size_t			  column_count;
};

/* A value that a parameter of its kind may have; "" for no English name. */
struct admin_report_choice {
	char	 code[ADMIN_REPORT_NAME_BYTES];
	char	 name[2][ADMIN_REPORT_CHOICE_BYTES];
};

/*
 * The registry for reports alone: needs no key.  The configuration must stay
 * as long as the registry; its [database] timeout_s bounds each report.
 */
enum reason	 admin_report_open(const struct conf *, struct registry **)
		    MUST_CHECK;

/* All reports in their order; the caller frees *list. */
enum reason	 admin_report_list(struct registry *,
		    struct admin_report **list, size_t *count) MUST_CHECK;

/*
 * What one report is; the caller frees it, also after a failure.
 * FIGURES_UNKNOWN when there is none of that name.
 */
enum reason	 admin_report_describe(struct registry *, const char *name,
		    struct admin_report_description *) MUST_CHECK;
void		 admin_report_description_free(
		    struct admin_report_description *);

/* The word of a kind, as "count". */
const char	*admin_report_kind_word(enum admin_report_kind);

/* May spreadsheets calculate with cells of this kind? */
bool		 admin_report_kind_is_number(enum admin_report_kind);

/* Provinces or qualifications to choose from; the caller frees *list. */
enum reason	 admin_report_choices(struct registry *,
		    enum admin_report_kind, struct admin_report_choice **list,
		    size_t *count) MUST_CHECK;

/* Append the SQL of a report's procedure as the server has it. */
enum reason	 admin_report_source(struct registry *, const char *name,
		    struct buf *) MUST_CHECK;

/*
 * Can these be the values of the parameters, NULL and "" standing for "not
 * given"?  FIGURES_PARAMETER, and which in *wrong, when one is not of its
 * kind's form; whether there is such a province is seen when it is run.
 */
enum reason	 admin_report_check(const struct admin_report_description *,
		    const char *const *values, size_t *wrong) MUST_CHECK;

/* Told of each row: a text for each column; "" stands for none (NULL). */
typedef enum reason admin_report_row(void *arg, const char *const *cells,
		    size_t columns);

/*
 * Run a report: its values are checked, bound, and its rows told one after
 * the other.  FIGURES_PARAMETER; FIGURES_PERIOD when a period ends before it
 * begins; PROVINCE_UNKNOWN, QUALIFICATION_UNKNOWN; what the receiver returns,
 * unless OK, ends it.
 */
enum reason	 admin_report_run(struct registry *,
		    const struct admin_report_description *,
		    const char *const *values, admin_report_row *, void *arg)
		    MUST_CHECK;

#endif
