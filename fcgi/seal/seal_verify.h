/*
 * The verification of seals (GB/T 38540-2020 clause 6.3) and of seal
 * signatures (clause 7.3) as a list of steps, each with its own answer.
 */
#ifndef ECERT_SEAL_SEAL_VERIFY_H
#define ECERT_SEAL_SEAL_VERIFY_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/reason.h"
#include "seal/sm2.h"

struct stamp;
struct trust;

enum seal_outcome {
	SEAL_NOT_APPLICABLE = 0,	/* nothing to check, or no ground to */
	SEAL_PASSED,
	SEAL_FAILED,
	SEAL_COULD_NOT_CHECK
};

/* In the order of verification. */
enum seal_step {
	STEP_STAMP_FORMAT,
	STEP_SEAL_FORMAT,
	STEP_SEAL_SIGNATURE,
	STEP_SEAL_CREATED,	/* createDate; version 5 asks for it */
	STEP_MAKER_CHAIN,
	STEP_MAKER_VALIDITY,
	STEP_MAKER_USAGE,
	STEP_MAKER_REVOCATION,	/* not applicable without any list */
	STEP_SEAL_VALIDITY,
	STEP_SEAL_TIMESTAMP,	/* not applicable without one */
	STEP_STAMP_SIGNATURE,
	STEP_SIGNER_LISTED,
	STEP_SIGNER_CHAIN,
	STEP_SIGNER_VALIDITY,
	STEP_SIGNER_USAGE,
	STEP_SIGNER_REVOCATION,
	STEP_DATA_HASH,
	STEP_STAMP_TIME,
	STEP_STAMP_TIMESTAMP,
	SEAL_STEP__MAX
};

struct seal_check {
	enum seal_outcome	 outcome;
	enum reason		 why;	/* OK unless failed or could not */
	bool			 ended_since;	/* passed then, over by now */
	char			 detail[120];	/* English, for logs */
};

struct seal_verdict {
	enum seal_outcome	 overall;
	bool			 ended_since;	/* of any step */
	struct seal_check	 step[SEAL_STEP__MAX];
};

/* Stable words, as "maker-chain" and "could-not-check". */
const char	*seal_step_word(enum seal_step);
const char	*seal_outcome_word(enum seal_outcome);

/*
 * Was this seal good at that time?  OK when the steps were gone through: what
 * they found stands in the verdict, which passed overall only if every step
 * that must be passed was.  The steps of a seal signature are not applicable.
 */
enum reason	 seal_verify(const void *, size_t, const struct trust *,
		    time_t at, time_t now, struct seal_verdict *) MUST_CHECK;

/*
 * The same for a seal signature at the time that it gives, its seal included.
 * hash is the SM3 of the protected content, NULL when it is not at hand.
 */
enum reason	 stamp_verify(const void *, size_t,
		    const unsigned char hash[SM3_BYTES], const struct trust *,
		    time_t now, struct seal_verdict *) MUST_CHECK;

/*
 * The same, and *stamp is what was read, for the caller to free; NULL when it
 * could not be read.
 */
enum reason	 stamp_read_verify(const void *, size_t,
		    const unsigned char hash[SM3_BYTES], const struct trust *,
		    time_t now, struct seal_verdict *, struct stamp **stamp)
		    MUST_CHECK;

#endif
