/*
 * Revoking and correcting, which take two persons: one proposes, another
 * confirms or refuses.  The registry keeps this, whoever asks it; what it
 * refuses with has its reason in refusal.c.  Needs the admin account.
 */
#ifndef ECERT_REGISTRY_PROPOSAL_H
#define ECERT_REGISTRY_PROPOSAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "base/reason.h"
#include "field/certificate.h"
#include "registry/change.h"

#define PROPOSALS_MAX	10000

/* What a correction changes: "" and -1 stay as they are. */
struct correction {
	char	name[NAME_BYTES];
	char	id_type[4];
	char	id_number[ID_NUMBER_BYTES];
	int	sex;
	char	birth_date[DATE_BYTES];
};

struct proposal {
	unsigned		number;
	char			kind[13];	/* revoke, correct */
	uint64_t		serial;
	unsigned		version;
	char			management_no[MANAGEMENT_NO_BYTES];
	char			reason_class[33];
	char			reason_text[4001];
	time_t			effective_at;	/* 0: when confirmed */
	struct correction	correction;
	time_t			proposed_at;
	char			proposed_by[561];
	time_t			expires_at;
	char			outcome[13];	/* open, confirmed, refused,
						   withdrawn, expired */
	time_t			ended_at;
	char			ended_by[561];
	char			end_text[4001];
	uint64_t		event;		/* 0: none came of it */
	int			cleared;	/* the correction is gone */
};

/* Propose: *made is its number; *expires_at is 0 when it cannot be read. */
enum reason	 registry_revocation_propose(struct registry *, uint64_t serial,
		    unsigned version, const struct change *, unsigned *made,
		    time_t *expires_at) MUST_CHECK;
enum reason	 registry_correction_propose(struct registry *, uint64_t serial,
		    unsigned version, const struct change *,
		    const struct correction *, unsigned *made,
		    time_t *expires_at) MUST_CHECK;

/* Carry out, refuse (text may be NULL), take back. */
enum reason	 registry_proposal_confirm(struct registry *, unsigned number,
		    uint64_t *event) MUST_CHECK;
enum reason	 registry_proposal_refuse(struct registry *, unsigned number,
		    const char *text) MUST_CHECK;
enum reason	 registry_proposal_withdraw(struct registry *, unsigned number)
		    MUST_CHECK;

/* One, whatever became of it; those that are open, oldest first, of one
   certificate or (serial 0) all.  The caller frees *list. */
enum reason	 registry_proposal(struct registry *, unsigned number,
		    struct proposal *, bool *found) MUST_CHECK;
enum reason	 registry_proposals_open(struct registry *, uint64_t serial,
		    struct proposal **list, size_t *count) MUST_CHECK;

#endif
