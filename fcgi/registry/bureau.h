/*
 * Bureaus that call over HTTP: letting a call in or refusing it, which is
 * written down in either case, and what they were told.
 */
#ifndef ECERT_REGISTRY_BUREAU_H
#define ECERT_REGISTRY_BUREAU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/reason.h"
#include "field/scope.h"

struct registry;

#define FINGERPRINT_BYTES	65	/* SHA-256, hexadecimal, and NUL */

/* Why a bureau asks: the header Ecert-Purpose, decoded. */
struct purpose {
	char	 item_code[41];		/* of the matter; "" : not given */
	char	 item_name[401];	/* "" : not given */
	char	 cause[801];
	char	 officer[201];		/* "" : not given; not for holders */
};

/* What is known of a call before the registry is asked. */
struct bureau_call {
	char		 fingerprint[FINGERPRINT_BYTES];	/* "" : none */
	const char	*proof;		/* certificate, signature, both; "" */
	char		 nonce[FINGERPRINT_BYTES];	/* "" : no signature */
	const char	*route;		/* method and pattern; "-" : none */
	enum scope	 scope;		/* that the route asks for */
	enum reason	 refusal;	/* by ourselves; OK: none */
	enum reason	 purpose_fault;	/* OK: the purpose is good */
	struct purpose	 purpose;
};

/* Who calls, and what is left of the quotas. */
struct bureau {
	uint64_t	 call;		/* row of bureau_call; 0: none yet */
	unsigned	 id;		/* 0: not known */
	char		 code[33];
	char		 name_zh[321];
	char		 province[3];	/* "" : sees no province in full */
	char		 scopes[61];	/* words joined with commas */
	unsigned	 per_minute;
	unsigned	 minute_left;	/* calls */
	unsigned	 minute_s;	/* until it begins anew */
	unsigned	 per_day;
	unsigned	 day_left;
	unsigned	 day_s;
};

/*
 * Let the call in, or refuse it with a reason; either is written down before
 * this returns.  *out is filled in as far as the caller is known, also when it
 * is refused.  DATABASE, BUSY or UNCERTAIN when it could not be written down:
 * then nothing may be answered.
 */
enum reason	 registry_bureau_admit(struct registry *,
		    const struct bureau_call *, struct bureau *out)
		    MUST_CHECK;

/*
 * The certificate (DER) that is registered under a fingerprint, usable or not,
 * behind what the buffer holds.
 */
enum reason	 registry_bureau_certificate(struct registry *,
		    const char *fingerprint, struct buf *der, bool *found)
		    MUST_CHECK;

/*
 * Write down what a bureau was told of a certificate in a call that was let
 * in; serial 0: none was found.  Channel and outcome as in access.h.
 */
enum reason	 registry_bureau_access(struct registry *, uint64_t call,
		    const char *channel, uint64_t serial, unsigned version,
		    const char *outcome) MUST_CHECK;

/* The same of many certificates at once, one row each. */
struct bureau_told {
	uint64_t	 serial;	/* 0: none was found */
	unsigned	 version;
	const char	*outcome;
};

enum reason	 registry_bureau_access_list(struct registry *, uint64_t call,
		    const char *channel, const struct bureau_told *,
		    size_t count) MUST_CHECK;

#endif
