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

#endif
