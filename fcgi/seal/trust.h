/*
 * Whom we believe: the authorities whose certificates end a chain, and their
 * revocation lists.  Read once, then shared by any number of threads.
 */
#ifndef ECERT_SEAL_TRUST_H
#define ECERT_SEAL_TRUST_H

#include <stdbool.h>
#include <time.h>

#include "base/reason.h"

struct trust;
struct cert;

/*
 * A PEM file of certificates and, if any, CRLs.  Each certificate in it is an
 * anchor, be it self-signed or not.  A CRL that none of them signed is refused
 * with KEY.  Caller frees with trust_free(), after all who use it.
 */
enum reason	 trust_load(const char *path, struct trust **) MUST_CHECK;
void		 trust_free(struct trust **);

/*
 * Does the certificate lead to an anchor, each certificate above it valid at
 * that time?  The certificate's own validity is cert_check_time()'s.
 * SEAL_CHAIN when not; SEAL_NO_TRUST when trust is NULL.
 */
enum reason	 trust_check_chain(const struct trust *, const struct cert *,
		    time_t at) MUST_CHECK;

/* Are there revocation lists at all? */
bool		 trust_has_lists(const struct trust *);

/*
 * SEAL_CERT_REVOKED when a list says so for that time.  A certificate revoked
 * because its key was (or, for want of a reason, may have been) in other hands
 * counts as revoked at any time: whoever has the key can choose the time.
 * SEAL_REVOCATION_UNKNOWN when no list of its issuer is current.
 */
enum reason	 trust_check_revoked(const struct trust *, const struct cert *,
		    time_t at, time_t now) MUST_CHECK;

#endif
