/*
 * Files of approved people that bureaus deliver: the registry's side of it.
 * Each is a bureau's own: whoever asks for another's is told that there is none
 * (sql/routine/bureau_batch_*.sql).
 */
#ifndef ECERT_REGISTRY_BUREAU_BATCH_H
#define ECERT_REGISTRY_BUREAU_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "base/buf.h"
#include "base/reason.h"
#include "registry/intake.h"

#define BUREAU_BATCH_ID_BYTES	33		/* 128 random bits, as hex */
#define BUREAU_BATCH_TABLE_MAX	(16u << 20)	/* bytes, of the table */
#define BUREAU_BATCH_LIST_MAX	(16u << 20)	/* bytes, of its faults */
#define BUREAU_BATCH_PAGE_MAX	200		/* batches a page */

struct registry;

struct bureau_batch {
	uint64_t	number;			/* inside the registry */
	unsigned	bureau;
	char		id[BUREAU_BATCH_ID_BYTES];
	char		state[12];	/* checked, faulty, loading, approved,
					   discarded, expired */
	char		format[5];		/* csv, xml, json */
	char		encoding[8];		/* utf-8, gb18030 */
	char		digest[65];		/* SHA-256 of the table */
	unsigned	bytes;			/* of the table */
	char		qualification[3];
	char		approved_on[DATE_BYTES];
	char		examination[7];		/* YYYYMM */
	char		source[INTAKE_SOURCE_BYTES];
	char		province[3];		/* "": any */
	int		accept_valid;
	unsigned	rows;
	unsigned	rejected;
	unsigned	faults;
	unsigned	import;			/* 0: not confirmed */
	unsigned	loaded;
	unsigned	reached;		/* row */
	time_t		made_at;
	time_t		expires_at;
	time_t		finished_at;		/* 0: not approved */
};

/* What is kept with it.  An empty buffer: nothing. */
struct bureau_batch_kept {
	const struct buf	*table;		/* to be confirmed */
	const struct buf	*list;		/* of its faults */
	const char		*by_reason;	/* JSON, as for import_finish */
	const char		*key;		/* the caller's, of the call */
	const char		*request;	/* SHA-256 of what it asks */
};

/*
 * Keep a new one: digest to faults of it are given.  Its id is made here; when
 * the bureau has the same table on its way or in the registry, its id is that
 * one's and *was_there true, but when this is the same call once more.
 * DELIVERY_KNOWN, DELIVERY_MANY, IDEMPOTENCY_DIFFERS.
 */
enum reason	 registry_bureau_batch_add(struct registry *,
		    struct bureau_batch *, const struct bureau_batch_kept *,
		    bool *was_there) MUST_CHECK;

/* DELIVERY_UNKNOWN also for one of another bureau's. */
enum reason	 registry_bureau_batch_find(struct registry *, unsigned bureau,
		    const char *id, struct bureau_batch *) MUST_CHECK;

/*
 * The one that a call with this key made in the last 24 hours;
 * IDEMPOTENCY_DIFFERS when it asked another thing.
 */
enum reason	 registry_bureau_batch_of_call(struct registry *,
		    unsigned bureau, const char *key, const char *request,
		    struct bureau_batch *, bool *found) MUST_CHECK;

/* The one with that table (SHA-256) on its way or in the registry. */
enum reason	 registry_bureau_batch_standing(struct registry *,
		    unsigned bureau, const char *digest, struct bureau_batch *,
		    bool *found) MUST_CHECK;

/*
 * The newest first, those that came before `after` ("": from the newest), of
 * which DELIVERY_UNKNOWN is told likewise; the caller frees them.
 */
enum reason	 registry_bureau_batch_list(struct registry *, unsigned bureau,
		    const char *after, unsigned limit, struct bureau_batch **,
		    size_t *count) MUST_CHECK;

/* The table, or the list of faults, appended; nothing when it is not kept. */
enum reason	 registry_bureau_batch_table(struct registry *,
		    const struct bureau_batch *, struct buf *) MUST_CHECK;
enum reason	 registry_bureau_batch_faults(struct registry *,
		    const struct bureau_batch *, struct buf *, bool *kept)
		    MUST_CHECK;

/* bureau_batch_refuse: rejected, faults and what is kept are the new ones. */
enum reason	 registry_bureau_batch_refuse(struct registry *,
		    const struct bureau_batch *,
		    const struct bureau_batch_kept *) MUST_CHECK;

enum reason	 registry_bureau_batch_discard(struct registry *,
		    const struct bureau_batch *) MUST_CHECK;

#endif
