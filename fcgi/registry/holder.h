/*
 * Holders: a person is the keyed hash of an ID number together with a name.
 * How one signs in with a code sent by telephone, and what is theirs.
 */
#ifndef ECERT_REGISTRY_HOLDER_H
#define ECERT_REGISTRY_HOLDER_H

#include <stddef.h>

#include "base/reason.h"
#include "base/secret.h"
#include "field/certificate.h"

struct registry;

#define HOLDER_CERTIFICATES_MAX	300	/* versions of one person's */
#define HOLDER_PHONE_BYTES	16
#define SIGN_IN_HANDLE_BYTES	65	/* 64 hexadecimal digits and NUL */
#define SIGN_IN_CODE_BYTES	7	/* 6 digits and NUL */

struct holder {
	unsigned char	id_hash[MATCH_HASH_BYTES];
	char		name[NAME_BYTES];
};

/* The holder of that name and ID number, both normalised; asks nobody. */
enum reason	 registry_holder_named(struct registry *, const char *name,
		    const char *id_number, struct holder *) MUST_CHECK;

/*
 * All certificates of that number and name, the newest version of each, by the
 * one status function; those that are not public yet left out.  The caller
 * frees *list.
 */
enum reason	 registry_holder_certificates(struct registry *,
		    const struct holder *, struct certificate **list,
		    size_t *count) MUST_CHECK;

/* An attempt to sign in: what the browser keeps, and what is sent where. */
struct sign_in {
	char	handle[SIGN_IN_HANDLE_BYTES];	/* the browser's, secret */
	char	code[SIGN_IN_CODE_BYTES];	/* to be sent, never shown */
	char	phone[HOLDER_PHONE_BYTES];	/* digits; "": send nothing */
};

/*
 * Begin: an attempt is written down and the answer looks the same whether or
 * not there is such a person.  The code is good for five minutes and five
 * tries.  SIGN_IN_OFTEN after five attempts for one number in ten minutes.
 */
enum reason	 registry_sign_in_begin(struct registry *,
		    const struct holder *, struct sign_in *) MUST_CHECK;

/*
 * End: the holder, once.  CODE_WRONG, CODE_TRIES, CODE_EXPIRED (also for a
 * handle that is not one of ours).
 */
enum reason	 registry_sign_in_finish(struct registry *,
		    const char *handle, const char *code, struct holder *)
		    MUST_CHECK;

#endif
