/*
 * The electronic seal of a document, checked: the steps of stamp_verify()
 * gathered into the checks that people read.
 */
#ifndef ECERT_DOCUMENT_SEAL_CHECK_H
#define ECERT_DOCUMENT_SEAL_CHECK_H

#include <libxml/tree.h>

#include <stdbool.h>
#include <time.h>

#include "base/reason.h"
#include "document/check.h"
#include "seal/limits.h"

struct trust;

/* Which seal stands on a document, and since when. */
struct sealed {
	bool	 is_sealed;		/* false: the rest is empty */
	char	 id[SES_ID_MAX + 1];	/* esID of the seal */
	char	 digest[65];		/* SHA-256 of the seal's DER, hex */
	time_t	 at;			/* timeInfo: signed, not proven */
};

/*
 * Run the checks SEAL_FORM to SEAL_CONTENT over a document whose XML signature
 * was verified.  A specimen without a seal needs none of them; any other
 * document without one fails.  Without trust (NULL) no chain can be checked.
 * OK when the checks ran.
 */
enum reason	 seal_check(xmlDoc *verified, const struct trust *,
		    time_t now, struct check_list *, struct sealed *)
		    MUST_CHECK;

#endif
