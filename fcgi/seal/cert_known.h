/*
 * Certificates that led to an anchor before, kept decoded: to decode a key
 * costs what it costs to verify a signature by it, and most files are signed by
 * the same few.  Others are not kept, so that nobody can push these out.  One
 * list a process, for any number of threads.
 */
#ifndef ECERT_SEAL_CERT_KNOWN_H
#define ECERT_SEAL_CERT_KNOWN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/reason.h"

struct cert;

/*
 * As cert_from_der(), which is what it does with bytes that are not known; of
 * those that are, one more reference to what they were decoded to.  Caller
 * frees with cert_free().
 */
enum reason	 cert_known_from_der(const void *, size_t, struct cert **)
		    MUST_CHECK;

/* From now on it is known; call it only once its chain has been checked. */
void		 cert_known_add(const struct cert *);

/* Says nothing of its validity, nor of who trusts it. */
bool		 cert_is_known(const struct cert *);

#endif
