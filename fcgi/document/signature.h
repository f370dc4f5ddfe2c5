/*
 * One XML signature checked against our own narrow profile: xmlsec computes,
 * the profile decides (xmlsec alone accepts strangers' keys, foreign
 * references and moved content).
 */
#ifndef ECERT_DOCUMENT_SIGNATURE_H
#define ECERT_DOCUMENT_SIGNATURE_H

#include <libxml/tree.h>
#include <openssl/x509.h>

#include <stdbool.h>
#include <time.h>

#include "base/reason.h"
#include "document/check.h"

/*
 * Run the checks PLACE, ALGORITHMS, SIGNER and SIGNATURE over a parsed
 * document.  When all pass, *verified is a document parsed from the very bytes
 * that were digested (the caller frees it); NULL otherwise.  OK when the checks
 * ran.
 */
enum reason	 signature_check(xmlDoc *, X509_STORE *anchors, time_t now,
		    struct check_list *, xmlDoc **verified) MUST_CHECK;

/*
 * May this certificate sign documents?  Its keyUsage must be there and have
 * digitalSignature (RFC 5280, 4.2.1.3); an extendedKeyUsage, if it has one,
 * must leave a purpose that no protocol keeps for itself (4.2.1.12).  *fault
 * says what stands in the way, in static text.
 */
bool		 signature_usage_fits(X509 *, const char **fault);

/*
 * The same, and at the time now it leads to one of the anchors: what the check
 * SIGNER asks of a signer's certificate.
 */
bool		 signature_signer_holds(X509 *, X509_STORE *anchors,
		    time_t now, const char **fault);

#endif
