/*
 * The list of checks behind a verdict.  Each check ends in one of four
 * outcomes; nothing starts as passed, and the verdict follows from the
 * outcomes by one table.
 */
#ifndef ECERT_DOCUMENT_CHECK_H
#define ECERT_DOCUMENT_CHECK_H

#include <stdbool.h>

#include "base/reason.h"

enum outcome {
	OUTCOME_NOT_CHECKED = 0,	/* could not check */
	OUTCOME_PASSED,
	OUTCOME_FAILED,
	OUTCOME_NOT_APPLICABLE		/* no ground to, or no need */
};

enum check_id {
#define CHECK(name, need, after, code, zh, en) CHECK_##name,
#include "document/check.def"
#undef CHECK
	CHECK__MAX
};

struct check {
	enum outcome	 outcome;
	bool		 excused;	/* not applicable, for want of need */
	bool		 outside;	/* no check of such a document */
	char		 detail[256];	/* for experts; one line of UTF-8
					   without personal data */
};

struct check_list {
	struct check	 check[CHECK__MAX];
};

enum verdict { VERDICT_UNDECIDED = 0, VERDICT_NOT_VALID, VERDICT_VALID };

void		 check_passed(struct check_list *, enum check_id,
		    const char *detail, ...) PRINTF_LIKE(3, 4);
void		 check_failed(struct check_list *, enum check_id,
		    const char *detail, ...) PRINTF_LIKE(3, 4);
void		 check_not_done(struct check_list *, enum check_id,
		    const char *detail, ...) PRINTF_LIKE(3, 4);

/*
 * This document needs no such check: not applicable, and no hindrance to the
 * verdict where check.def says SOMETIMES.
 */
void		 check_not_needed(struct check_list *, enum check_id,
		    const char *detail, ...) PRINTF_LIKE(3, 4);

/* This kind of document has no such check, and the verdict none of it. */
void		 check_outside(struct check_list *, enum check_id);

/* An earlier check stands in the way of this one. */
void		 check_no_ground(struct check_list *, enum check_id);

/*
 * Once a check has failed that STOPS in check.def, every later one is not
 * applicable, whatever was found.
 */
void		 check_settle(struct check_list *);

/*
 * NOT_VALID when one check failed; VALID only when each passed or was not
 * needed; UNDECIDED otherwise: the table is in check.c.  A check that was not
 * reached never counts as passed.
 */
enum verdict	 check_verdict(const struct check_list *);

/* Stable words for programs, and words and sentences for people. */
const char	*check_code(enum check_id);
const char	*outcome_code(enum outcome);
const char	*verdict_code(enum verdict);
const char	*check_sentence(enum check_id, int english);
const char	*outcome_word(enum outcome, int english);
const char	*verdict_word(enum verdict, int english);

#endif
