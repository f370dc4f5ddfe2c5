/*
 * Removing what may go, by the rules of table retention_rule: copies, sessions,
 * attempts to sign in, reports of verified files, batches of look-ups, records
 * of who was told about a certificate, which are counted for reports first;
 * tables of bureaus, and which reports their calls gave; and the particulars
 * in proposals of corrections that have ended, which stay.
 * Certificates and events never go.  Needs the admin account.
 */
#ifndef ECERT_REGISTRY_PURGE_H
#define ECERT_REGISTRY_PURGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/reason.h"

struct registry;

enum purge_what {
	PURGE_COUNT = 0,	/* hours of access_event are counted */
	PURGE_COPIES,		/* of annotations that have expired */
	PURGE_SESSIONS,		/* idle for too long */
	PURGE_SIGN_INS,		/* attempts */
	PURGE_REPORTS,		/* of verified files */
	PURGE_LOOKUPS,		/* batches, row by row */
	PURGE_ACCESSES,		/* who was told about a certificate */
	PURGE_PROPOSALS,	/* particulars of corrections */
	PURGE_BUREAU_BATCHES,	/* tables that bureaus delivered */
	PURGE_BUREAU_REPORTS,	/* which reports their calls gave */
	PURGE__MAX
};

/*
 * Remove all that may go (or count all hours that are over), in steps of at
 * most `batch` rows, each a transaction of its own that also counts them in
 * table retention_event, so that nobody waits for it; *removed counts them,
 * also when it fails half-way.  *ruled is false when no rule is in force:
 * nothing is removed then.
 */
enum reason	 registry_purge(struct registry *, enum purge_what,
		    unsigned batch, uint64_t *removed, bool *ruled)
		    MUST_CHECK;

#endif
