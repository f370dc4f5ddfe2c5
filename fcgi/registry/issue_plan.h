/*
 * Issuing a batch: a dry run that says what it would do, and a number that
 * does just that within a day.  Needs the admin account.
 */
#ifndef ECERT_REGISTRY_ISSUE_PLAN_H
#define ECERT_REGISTRY_ISSUE_PLAN_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "base/reason.h"

struct registry;

struct issue_plan {
	unsigned	number;
	unsigned	batch;
	char		code[257];		/* of the batch */
	char		qualification[3];
	char		examination[7];		/* YYYYMM */
	time_t		effective_at;		/* 0: when confirmed */
	uint64_t	certificates;
	uint64_t	apart;			/* of them, left alone */
	char		digest[65];
	time_t		expires_at;
	uint64_t	event;			/* 0: not carried out */
};

/*
 * Plan to issue a batch, named by its code or, where no batch has that code,
 * by its number.  BATCH_UNKNOWN, NOT_IN_STATE, EFFECT_EARLY, BATCH_ALTERED.
 */
enum reason	 registry_issue_plan_make(struct registry *, const char *batch,
		    time_t effective_at, struct issue_plan *) MUST_CHECK;

enum reason	 registry_issue_plan(struct registry *, unsigned number,
		    struct issue_plan *, bool *found) MUST_CHECK;

/*
 * Do it.  PLAN_UNKNOWN, PLAN_DONE, PLAN_EXPIRED, PLAN_CHANGED, and as above.
 */
enum reason	 registry_issue_plan_confirm(struct registry *, unsigned number,
		    uint64_t *event) MUST_CHECK;

#endif
