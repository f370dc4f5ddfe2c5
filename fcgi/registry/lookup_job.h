/*
 * Batches of look-ups: kept for an hour under an unguessable code, with what
 * came of each row.  What was asked for is sealed before it comes here.
 */
#ifndef ECERT_REGISTRY_LOOKUP_JOB_H
#define ECERT_REGISTRY_LOOKUP_JOB_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/reason.h"
#include "field/certificate.h"

struct registry;

#define LOOKUP_CODE_BYTES	16
#define LOOKUP_SEALED_BYTES	769	/* base64url and NUL */
#define LOOKUP_JOB_ROWS_MAX	500
#define LOOKUP_SLICE_ROWS	50

struct lookup_job {
	time_t		 made_at, expires_at;
	int		 started;	/* 0: waits for a yes */
	char		 file_digest[65];	/* SHA-256 of the table */
	unsigned	 rows;
	unsigned	 found, not_found, not_checked;	/* the rest: pending */
};

struct lookup_entry {
	unsigned	 number;	/* the row in the file */
	char		 sealed[LOOKUP_SEALED_BYTES];
	char		 outcome[12];	/* pending, found, not-found,
					   not-checked */
	char		 state[11];	/* "" unless found */
	time_t		 state_since;	/* 0: not known */
	time_t		 checked_at;	/* 0: not yet */
};

/*
 * Open a batch: made_at, started, file_digest of the job, number and sealed of
 * each of its entries.  All or nothing; UNCERTAIN when no confirmation came.
 */
enum reason	 registry_lookup_open(struct registry *,
		    const unsigned char code[LOOKUP_CODE_BYTES],
		    const struct lookup_job *, const struct lookup_entry *,
		    size_t count) MUST_CHECK;

/* Let one that waits go on; harmless when it has started. */
enum reason	 registry_lookup_start(struct registry *,
		    const unsigned char code[LOOKUP_CODE_BYTES]) MUST_CHECK;

/* How far is it?  BATCH_GONE when there is none, or an hour has passed. */
enum reason	 registry_lookup_job(struct registry *,
		    const unsigned char code[LOOKUP_CODE_BYTES],
		    struct lookup_job *) MUST_CHECK;

/*
 * Its rows in the order of the file, or those that are still to be done, at
 * most LOOKUP_SLICE_ROWS of them; the caller frees *list.
 */
enum reason	 registry_lookup_rows(struct registry *,
		    const unsigned char code[LOOKUP_CODE_BYTES],
		    struct lookup_entry **list, size_t *count) MUST_CHECK;
enum reason	 registry_lookup_pending(struct registry *,
		    const unsigned char code[LOOKUP_CODE_BYTES],
		    struct lookup_entry **list, size_t *count) MUST_CHECK;

/*
 * Write down what came of a row (certificate NULL: none was found) and, for
 * the holder, that it was told, by the channel "batch": both or neither, and
 * only once however often this is said.
 */
enum reason	 registry_lookup_finish(struct registry *,
		    const unsigned char code[LOOKUP_CODE_BYTES],
		    unsigned number, const struct certificate *) MUST_CHECK;

/* It could not be looked up: not checked after the third time. */
enum reason	 registry_lookup_fail(struct registry *,
		    const unsigned char code[LOOKUP_CODE_BYTES],
		    unsigned number) MUST_CHECK;

#endif
