/*
 * The certificate behind an XML signature: whose it is, whether it leads to an
 * anchor, and whether it may sign documents.
 */
#ifndef ECERT_DOCUMENT_SIGNER_CERT_H
#define ECERT_DOCUMENT_SIGNER_CERT_H

#include <openssl/x509.h>

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "document/check.h"
#include "seal/cert.h"
#include "seal/chains.h"

/* How a signer of documents leads to an anchor: what chains_new() wants. */
extern const struct chain_rules	 signer_cert_rules;

/* Who signed, for people who know certificates. */
struct signed_by {
	char	 subject[160];		/* RFC 2253, UTF-8, cut to fit */
	char	 issuer[160];
	char	 serial[48];		/* hexadecimal */
	char	 method[64];		/* URI of the signature method */
	time_t	 valid_from;
	time_t	 valid_until;
};

/*
 * Run the check SIGNER over base64 of DER: an anchor at the time now, usage, a
 * key that fits the method.  True when it passed: then *cert is the caller's
 * (cert_free()) and the description is filled in.  In want of memory it could
 * not be made.
 */
bool		 signer_cert_check(struct check_list *, const char *base64,
		    const char *method, struct chains *anchors, time_t now,
		    struct cert **cert, struct signed_by *);

/*
 * NULL when the certificate may sign documents: it is no authority's; its
 * keyUsage is there and has digitalSignature (RFC 5280, 4.2.1.3); its
 * extendedKeyUsage, if it has one, leaves a purpose that no protocol keeps for
 * itself (4.2.1.12).  Otherwise what stands in the way, in English.
 */
const char	*signer_cert_misuse(X509 *);

#endif
