/*
 * The digests that chain the events, computed here from the columns, whatever
 * the registry says that they are (sql/schema/003-event.sql and 010,
 * sql/view/certificate_digest.sql, sql/routine/batch_payload.sql).  All are
 * SHA-256 as 64 lower-case hexadecimal digits.
 */
#ifndef ECERT_REGISTRY_EVENT_DIGEST_H
#define ECERT_REGISTRY_EVENT_DIGEST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/reason.h"

#define EVENT_DIGEST_BYTES	65

/*
 * One event, its columns as text: numbers in decimal, "" for NULL; times as
 * the database writes them, with six digits of a second; what was typed or is
 * a name, and digests, as upper-case hexadecimal of their bytes.
 */
struct event_record {
	uint64_t	id;
	char		kind[13];
	char		batch[21];
	char		serial[21];
	char		version[7];
	char		state_after[13];
	char		effective_at[27];
	char		recorded_at[27];
	char		actor[1121];
	char		reason_class[33];
	char		reason_text[8001];
	char		successor[7];
	char		payload[65];
	char		previous[65];
	char		proposed_by[1121];
	int		is_proposed;		/* else proposed_by is NULL */
	char		digest[65];		/* as it is stored */
	uint64_t	head_id;		/* the end of the chain, */
	char		head_digest[65];	/* at that same moment */
};

/* The facts of one version of a certificate, in the same form. */
struct certificate_fact {
	uint64_t	serial;
	unsigned	version;
	char		management_no[33];
	char		name[801];
	char		id_type[4];
	char		id_number[257];
	char		id_hash[33];
	int		sex;
	char		birth_date[11];
	char		approved_on[11];
	char		province[3];
	unsigned	variant;
};

enum reason	 event_digest(const struct event_record *,
		    char out[EVENT_DIGEST_BYTES]) MUST_CHECK;
enum reason	 certificate_fact_digest(const struct certificate_fact *,
		    char out[EVENT_DIGEST_BYTES]) MUST_CHECK;

/* All of a batch, one after the other in any order; begins as zeros. */
struct batch_sum {
	uint64_t	count;
	uint64_t	part[4];
};
enum reason	 batch_sum_add(struct batch_sum *,
		    const struct certificate_fact *) MUST_CHECK;
enum reason	 batch_sum_digest(const struct batch_sum *,
		    char out[EVENT_DIGEST_BYTES]) MUST_CHECK;

#endif
