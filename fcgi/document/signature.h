/*
 * One XML signature checked against our own narrow profile: xmlsec computes,
 * the profile decides (xmlsec alone accepts strangers' keys, foreign
 * references and moved content).
 */
#ifndef ECERT_DOCUMENT_SIGNATURE_H
#define ECERT_DOCUMENT_SIGNATURE_H

#include <libxml/tree.h>

#include <stdbool.h>
#include <time.h>

#include "base/reason.h"
#include "document/check.h"
#include "document/revocation.h"
#include "document/signer_cert.h"

/* Whom we believe, borrowed; revocation is NULL when nothing is configured. */
struct anchors {
	struct chains		*signers;
	struct revocation	*revocation;
};

struct signed_doc {
	xmlDoc			*doc;	/* NULL: the signature does not hold */
	struct cert		*cert;	/* NULL: SIGNER did not pass */
	struct signed_by	 by;
};

/*
 * Run the checks PLACE, ALGORITHMS, SIGNER, REVOCATION and SIGNATURE over a
 * parsed document, as far as they go: those after one that failed are left as
 * they were.  When all hold (that of revocation may not have been made),
 * out->doc is a document parsed from the very bytes that were digested.  OK
 * when the checks ran; the caller frees with signed_doc_free() in each case.
 */
enum reason	 signature_check(xmlDoc *, const struct anchors *, time_t now,
		    struct check_list *, struct signed_doc *out) MUST_CHECK;
void		 signed_doc_free(struct signed_doc *);

#endif
