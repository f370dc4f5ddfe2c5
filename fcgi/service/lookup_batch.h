/*
 * Many look-ups asked for at once: kept sealed for an hour, and done slice by
 * slice while somebody watches, by whichever responder is asked.
 */
#ifndef ECERT_SERVICE_LOOKUP_BATCH_H
#define ECERT_SERVICE_LOOKUP_BATCH_H

#include "base/secret.h"
#include "registry/lookup_job.h"
#include "service/lookup_csv.h"

#define LOOKUP_SLICE_MS		300	/* no further row is begun after it */

/* What was asked for in a row, and what came of it. */
struct lookup_answer {
	unsigned	 number;
	struct triple	 asked;
	char		 outcome[12];	/* as struct lookup_entry */
	char		 state[11];
	time_t		 state_since;
	time_t		 checked_at;
};

/*
 * Keep the good rows of a sheet.  key seals them together with a fresh code,
 * which goes into `code`; file_digest is the SHA-256 of the table; started is
 * false when somebody is to say yes first.  As registry_lookup_open().
 */
enum reason	 lookup_batch_open(struct registry *,
		    const unsigned char key[SECRET_KEY_BYTES],
		    const struct lookup_sheet *, const char *file_digest,
		    time_t now, bool started,
		    unsigned char code[LOOKUP_CODE_BYTES]) MUST_CHECK;

/*
 * Look up some of the rows that are left.  What could not be looked up is
 * counted and left for the next slice; a failure is one of the batch as such.
 */
enum reason	 lookup_batch_slice(struct registry *,
		    const unsigned char key[SECRET_KEY_BYTES],
		    const unsigned char code[LOOKUP_CODE_BYTES]) MUST_CHECK;

/* All rows; lookup_batch_free() them, which overwrites them. */
enum reason	 lookup_batch_answers(struct registry *,
		    const unsigned char key[SECRET_KEY_BYTES],
		    const unsigned char code[LOOKUP_CODE_BYTES],
		    struct lookup_answer **list, size_t *count) MUST_CHECK;
void		 lookup_batch_free(struct lookup_answer **list, size_t count);

#endif
