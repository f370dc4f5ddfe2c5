/*
 * Removing what has ended: copies, sessions, attempts to sign in, reports of
 * verified files, batches of look-ups; and counting what was told for reports,
 * before anything of it is removed.  Needs the admin account.
 */
#ifndef ECERT_REGISTRY_PURGE_H
#define ECERT_REGISTRY_PURGE_H

#include <stdint.h>

#include "base/reason.h"

struct registry;

enum purge_what {
	PURGE_COUNT = 0,	/* hours of access_event are counted */
	PURGE_COPIES,		/* of annotations that have expired */
	PURGE_SESSIONS,		/* idle for too long */
	PURGE_SIGN_INS,		/* a day old */
	PURGE_REPORTS,		/* of verified files, 90 days old */
	PURGE_LOOKUPS,		/* rows of batches, an hour old */
	PURGE__MAX
};

/*
 * Remove all that has ended (or count all hours that have), in batches of at
 * most `batch` rows, each a transaction of its own, so that nobody waits for
 * it; *removed counts them,
 * also when it fails half-way.
 */
enum reason	 registry_purge(struct registry *, enum purge_what,
		    unsigned batch, uint64_t *removed) MUST_CHECK;

#endif
