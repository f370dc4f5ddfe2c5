/*
 * The algorithms that our XML signatures may use, and no others: made and
 * accepted from one list.
 */
#ifndef ECERT_DOCUMENT_ALGORITHM_H
#define ECERT_DOCUMENT_ALGORITHM_H

#include <openssl/evp.h>
#include <xmlsec/transforms.h>

#include <stdbool.h>

#include "base/reason.h"

#define RSA_BITS_MIN	3072	/* 128-bit strength, NIST SP 800-57 part 1 */

#define URI_EXC_C14N	"http://www.w3.org/2001/10/xml-exc-c14n#"
#define URI_ENVELOPED	"http://www.w3.org/2000/09/xmldsig#enveloped-signature"
#define URI_SHA256	"http://www.w3.org/2001/04/xmlenc#sha256"
#define NS_DSIG		"http://www.w3.org/2000/09/xmldsig#"

/*
 * The signature method for a key: ECDSA with SHA-256 for P-256, RSA with
 * SHA-256 for RSA of RSA_BITS_MIN or more (RFC 9231).  KEY for others.
 */
enum reason	 algorithm_for_key(EVP_PKEY *, xmlSecTransformId *) MUST_CHECK;

/* Is this the URI of one of those two signature methods? */
bool		 algorithm_is_allowed(const char *uri);

#endif
