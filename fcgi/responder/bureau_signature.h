/*
 * A bureau's own signature over its message: the second proof, and the only one
 * behind a gateway that ends TLS.
 */
#ifndef ECERT_RESPONDER_BUREAU_SIGNATURE_H
#define ECERT_RESPONDER_BUREAU_SIGNATURE_H

#include "registry/bureau.h"
#include "responder/context.h"

/* Was a signature sent at all? */
bool		 bureau_is_signed(const struct request *);

/*
 * Check Content-Digest where there is one, and the signature where there is one
 * or `must`: form, what it covers, time, key, value.  The body is held for the
 * handler.  keyid is the key that was named, "" when none could be read; nonce
 * is what must not come twice.  SIGNATURE_*, DIGEST_WRONG, BUREAU_UNKNOWN when
 * nobody is registered with that key.
 */
enum reason	 bureau_signature_check(struct context *, bool must,
		    char keyid[FINGERPRINT_BYTES],
		    char nonce[FINGERPRINT_BYTES]) MUST_CHECK;

#endif
