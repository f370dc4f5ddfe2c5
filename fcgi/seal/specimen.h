/*
 * A specimen authority: keys and SM2 (or P-256) certificates that say what
 * they are, for demonstrations and tests.  Real ones come from the operator.
 */
#ifndef ECERT_SEAL_SPECIMEN_H
#define ECERT_SEAL_SPECIMEN_H

#include <stdbool.h>
#include <time.h>

#include "base/reason.h"
#include "seal/cert.h"
#include "seal/keystore.h"

struct specimen_order {
	const char	*common_name;	/* UTF-8 */
	bool		 authority;	/* may sign certificates and lists */
	const char	*usage;		/* keyUsage as in openssl-x509v3_config;
					   NULL: what fits */
	time_t		 valid_from;
	time_t		 valid_until;
};

/*
 * Issue a certificate for the key under C=CN, O=SPECIMEN 样本.  Without an
 * issuer it is self-signed.  Caller frees with cert_free().
 */
enum reason	 specimen_issue(const struct specimen_order *,
		    const struct key *subject, const struct key *issuer_key,
		    const struct cert *issuer, struct cert **) MUST_CHECK;

#endif
