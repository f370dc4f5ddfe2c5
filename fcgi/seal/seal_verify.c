#include <openssl/crypto.h>

#include <stdio.h>
#include <string.h>

#include "seal/cert.h"
#include "seal/seal.h"
#include "seal/seal_verify.h"
#include "seal/stamp.h"
#include "seal/trust.h"

#define CLOCK_SKEW_S	300	/* a signer's clock may run ahead this much */

/* What the steps share. */
struct inquiry {
	const struct seal	*seal;
	const struct stamp	*stamp;		/* NULL: a seal alone */
	const struct trust	*trust;
	const unsigned char	*hash;		/* NULL: not at hand */
	time_t			 at;
	time_t			 now;
	struct seal_check	*check;		/* the step's own record */
};

#define NONE	SEAL_STEP__MAX

/* Nothing to check: an answer of a step's function beside the reasons. */
#define NOTHING	REASON__MAX

static bool
is_over(time_t end, time_t now)
{

	return now > end;
}

static enum reason
seal_signature(struct inquiry *q)
{

	return seal_check_signature(q->seal);
}

static enum reason
seal_created(struct inquiry *q)
{
	const struct seal_facts	*f = seal_facts(q->seal);

	if (f->version < 5)
		return NOTHING;
	if (f->created > q->at + CLOCK_SKEW_S)
		return fail(REASON_SEAL_TIME, "made after it was used");
	return OK;
}

static enum reason
maker_chain(struct inquiry *q)
{

	return trust_check_chain(q->trust, seal_maker(q->seal), q->at);
}

/*
 * GB/T 38540-2020 wants the maker's certificate valid at the time in question;
 * GM/T 0031-2025 is content when it was valid as the seal was made.
 */
static enum reason
maker_validity(struct inquiry *q)
{
	const struct cert	*maker = seal_maker(q->seal);
	const struct seal_facts	*f = seal_facts(q->seal);

	q->check->ended_since = is_over(cert_valid_until(maker), q->now);
	return cert_check_time(maker, f->version < 5 ? q->at : f->created);
}

static enum reason
maker_usage(struct inquiry *q)
{

	return cert_check_usage(seal_maker(q->seal));
}

static enum reason
maker_revocation(struct inquiry *q)
{

	if (!trust_has_lists(q->trust))
		return NOTHING;
	return trust_check_revoked(q->trust, seal_maker(q->seal), q->at,
	    q->now);
}

static enum reason
seal_validity(struct inquiry *q)
{

	q->check->ended_since = is_over(seal_facts(q->seal)->valid_until,
	    q->now);
	return seal_check_period(q->seal, q->at);
}

static enum reason
seal_timestamp(struct inquiry *q)
{

	if (!seal_facts(q->seal)->has_timestamp)
		return NOTHING;
	return fail(REASON_SEAL_TIMESTAMP, "the seal carries a time stamp");
}

static enum reason
stamp_signature(struct inquiry *q)
{

	return stamp_check_signature(q->stamp);
}

static enum reason
signer_listed(struct inquiry *q)
{

	return seal_check_signer(q->seal, stamp_signer(q->stamp));
}

static enum reason
signer_chain(struct inquiry *q)
{

	return trust_check_chain(q->trust, stamp_signer(q->stamp), q->at);
}

static enum reason
signer_validity(struct inquiry *q)
{
	const struct cert	*signer = stamp_signer(q->stamp);

	q->check->ended_since = is_over(cert_valid_until(signer), q->now);
	return cert_check_time(signer, q->at);
}

static enum reason
signer_usage(struct inquiry *q)
{

	return cert_check_usage(stamp_signer(q->stamp));
}

static enum reason
signer_revocation(struct inquiry *q)
{

	if (!trust_has_lists(q->trust))
		return NOTHING;
	return trust_check_revoked(q->trust, stamp_signer(q->stamp), q->at,
	    q->now);
}

static enum reason
data_hash(struct inquiry *q)
{

	if (q->hash == NULL)
		return fail(REASON_SEAL_NO_HASH, "no content to compare");
	if (CRYPTO_memcmp(stamp_facts(q->stamp)->data_hash, q->hash,
	    SM3_BYTES) != 0)
		return fail(REASON_SEAL_DATA_HASH, "dataHash differs");
	return OK;
}

static enum reason
stamp_time(struct inquiry *q)
{

	if (q->at > q->now + CLOCK_SKEW_S)
		return fail(REASON_SEAL_TIME, "timeInfo is in the future");
	if (q->at < seal_facts(q->seal)->created)
		return fail(REASON_SEAL_TIME, "timeInfo is before createDate");
	return OK;
}

static enum reason
stamp_timestamp(struct inquiry *q)
{

	if (!stamp_facts(q->stamp)->has_timestamp)
		return NOTHING;
	return fail(REASON_SEAL_TIMESTAMP, "the signature carries a time "
	    "stamp");
}

/*
 * A step is gone through only on the ground of the one that it needs; it
 * must be passed where `must` says so.  Without a function: done by reading.
 */
static const struct step {
	const char	*word;
	enum reason	 (*go)(struct inquiry *);
	enum seal_step	 needs;
	bool		 of_stamp;
	bool		 must;
} steps[SEAL_STEP__MAX] = {
	[STEP_STAMP_FORMAT] = { "stamp-format", NULL, NONE, true, true },
	[STEP_SEAL_FORMAT] = { "seal-format", NULL, NONE, false, true },
	[STEP_SEAL_SIGNATURE] = { "seal-signature", seal_signature,
	    STEP_SEAL_FORMAT, false, true },
	[STEP_SEAL_CREATED] = { "seal-created", seal_created,
	    STEP_SEAL_SIGNATURE, false, false },
	[STEP_MAKER_CHAIN] = { "maker-chain", maker_chain,
	    STEP_SEAL_SIGNATURE, false, true },
	[STEP_MAKER_VALIDITY] = { "maker-validity", maker_validity,
	    STEP_MAKER_CHAIN, false, true },
	[STEP_MAKER_USAGE] = { "maker-usage", maker_usage,
	    STEP_MAKER_CHAIN, false, true },
	[STEP_MAKER_REVOCATION] = { "maker-revocation", maker_revocation,
	    STEP_MAKER_CHAIN, false, false },
	[STEP_SEAL_VALIDITY] = { "seal-validity", seal_validity,
	    STEP_SEAL_SIGNATURE, false, true },
	[STEP_SEAL_TIMESTAMP] = { "seal-timestamp", seal_timestamp,
	    STEP_SEAL_SIGNATURE, false, false },
	[STEP_STAMP_SIGNATURE] = { "stamp-signature", stamp_signature,
	    STEP_STAMP_FORMAT, true, true },
	[STEP_SIGNER_LISTED] = { "signer-listed", signer_listed,
	    STEP_SEAL_SIGNATURE, true, true },
	[STEP_SIGNER_CHAIN] = { "signer-chain", signer_chain,
	    STEP_STAMP_SIGNATURE, true, true },
	[STEP_SIGNER_VALIDITY] = { "signer-validity", signer_validity,
	    STEP_SIGNER_CHAIN, true, true },
	[STEP_SIGNER_USAGE] = { "signer-usage", signer_usage,
	    STEP_SIGNER_CHAIN, true, true },
	[STEP_SIGNER_REVOCATION] = { "signer-revocation", signer_revocation,
	    STEP_SIGNER_CHAIN, true, false },
	[STEP_DATA_HASH] = { "data-hash", data_hash,
	    STEP_STAMP_SIGNATURE, true, true },
	[STEP_STAMP_TIME] = { "stamp-time", stamp_time,
	    STEP_STAMP_SIGNATURE, true, true },
	[STEP_STAMP_TIMESTAMP] = { "stamp-timestamp", stamp_timestamp,
	    STEP_STAMP_SIGNATURE, true, false },
};

const char *
seal_step_word(enum seal_step step)
{

	return step < SEAL_STEP__MAX ? steps[step].word : "";
}

const char *
seal_outcome_word(enum seal_outcome outcome)
{
	static const char	*words[] = {
		[SEAL_NOT_APPLICABLE] = "not-applicable",
		[SEAL_PASSED] = "passed",
		[SEAL_FAILED] = "failed",
		[SEAL_COULD_NOT_CHECK] = "could-not-check",
	};

	return words[outcome];
}

/* Faults of ours: they end the verification instead of entering it. */
static bool
is_ours(enum reason why)
{

	return why == REASON_MEMORY || why == REASON_INTERNAL;
}

static void
record(struct seal_check *c, enum reason why)
{

	c->why = why == NOTHING ? OK : why;
	switch (why) {
	case OK:
		c->outcome = SEAL_PASSED;
		return;
	case NOTHING:
		c->outcome = SEAL_NOT_APPLICABLE;
		return;
	case REASON_SEAL_NO_TRUST:
	case REASON_SEAL_REVOCATION_UNKNOWN:
	case REASON_SEAL_TIMESTAMP:
	case REASON_SEAL_NO_HASH:
		c->outcome = SEAL_COULD_NOT_CHECK;
		break;
	default:
		c->outcome = SEAL_FAILED;
		break;
	}
	(void)snprintf(c->detail, sizeof(c->detail), "%s", fail_detail());
}

/* A step that failed, or was not gone through itself, is no ground. */
static bool
has_ground(const struct seal_verdict *v, enum seal_step needs)
{

	return v->step[needs].outcome == SEAL_PASSED ||
	    v->step[needs].outcome == SEAL_COULD_NOT_CHECK;
}

static enum reason
go_through(struct inquiry *q, struct seal_verdict *v)
{
	const struct step	*s;
	enum reason		 why;
	size_t			 i;

	for (i = 0; i < SEAL_STEP__MAX; i++) {
		s = &steps[i];
		if (s->go == NULL || (s->of_stamp && q->stamp == NULL) ||
		    !has_ground(v, s->needs))
			continue;
		q->check = &v->step[i];
		why = s->go(q);
		if (is_ours(why))
			return why;
		record(q->check, why);
		if (q->check->outcome != SEAL_PASSED)
			q->check->ended_since = false;
	}
	return OK;
}

/* Passed only when all that must be was, and nothing speaks against it. */
static void
conclude(struct seal_verdict *v, bool of_stamp)
{
	const struct seal_check	*c;
	bool			 failed = false, open = false;
	size_t			 i;

	for (i = 0; i < SEAL_STEP__MAX; i++) {
		c = &v->step[i];
		failed = failed || c->outcome == SEAL_FAILED;
		open = open || c->outcome == SEAL_COULD_NOT_CHECK ||
		    (c->outcome != SEAL_PASSED && steps[i].must &&
		    (of_stamp || !steps[i].of_stamp));
		v->ended_since = v->ended_since || c->ended_since;
	}
	v->overall = failed ? SEAL_FAILED :
	    open ? SEAL_COULD_NOT_CHECK : SEAL_PASSED;
}

enum reason
seal_verify(const void *der, size_t len, const struct trust *trust, time_t at,
    time_t now, struct seal_verdict *v)
{
	struct inquiry	 q = { .trust = trust, .at = at, .now = now };
	struct seal	*seal = NULL;
	enum reason	 why;

	memset(v, 0, sizeof(*v));
	v->overall = SEAL_COULD_NOT_CHECK;
	if (is_ours(why = seal_read(der, len, &seal)))
		return why;
	record(&v->step[STEP_SEAL_FORMAT], why);
	q.seal = seal;
	if ((why = go_through(&q, v)) == OK)
		conclude(v, false);
	seal_free(&seal);
	return why;
}

enum reason
stamp_read_verify(const void *der, size_t len,
    const unsigned char hash[SM3_BYTES], const struct trust *trust, time_t now,
    struct seal_verdict *v, struct stamp **stamp)
{
	struct inquiry	 q = { .trust = trust, .hash = hash, .now = now };
	enum reason	 why;

	*stamp = NULL;
	memset(v, 0, sizeof(*v));
	v->overall = SEAL_COULD_NOT_CHECK;
	if (is_ours(why = stamp_read(der, len, stamp)))
		return why;
	record(&v->step[STEP_STAMP_FORMAT], why);
	if (why == OK) {
		/* Read with the stamp, of which it is a part. */
		record(&v->step[STEP_SEAL_FORMAT], OK);
		q.stamp = *stamp;
		q.seal = stamp_seal(*stamp);
		q.at = stamp_facts(*stamp)->time;
	}
	if ((why = go_through(&q, v)) == OK)
		conclude(v, true);
	else
		stamp_free(stamp);
	return why;
}

enum reason
stamp_verify(const void *der, size_t len, const unsigned char hash[SM3_BYTES],
    const struct trust *trust, time_t now, struct seal_verdict *v)
{
	struct stamp	*stamp;
	enum reason	 why;

	why = stamp_read_verify(der, len, hash, trust, now, v, &stamp);
	stamp_free(&stamp);
	return why;
}
