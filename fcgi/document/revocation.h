/*
 * Has its authority revoked the certificate behind an XML signature?  The
 * authorities' lists are one file of the operator's; or the operator states
 * that they publish none, which the check repeats.
 */
#ifndef ECERT_DOCUMENT_REVOCATION_H
#define ECERT_DOCUMENT_REVOCATION_H

#include <openssl/x509.h>

#include <time.h>

#include "base/reason.h"
#include "document/check.h"

struct cert;
struct revocation;

/*
 * The file holds X509 CRLs in PEM, one for each authority between a signer and
 * its root, the root included.  It is read when first needed and again when it
 * changes, so that a new list is put in place by rename(2) while the service
 * runs.  "" states that there are no lists.  MEMORY.
 */
enum reason	 revocation_open(const char *crl_file, struct revocation **)
		    MUST_CHECK;
void		 revocation_free(struct revocation **);

/*
 * Run the check REVOCATION over a certificate that leads to an anchor.  FAILED
 * when a list has it or one above it, whatever the reason and date, even when
 * that list is stale; "could not check" when the lists cannot be read, are
 * not of its authorities, not signed by them, or past their nextUpdate.
 * Threads may share the revocation, NULL when nothing was configured; the
 * anchors are the same at each call.
 *
 * Who is on none of them is kept while the file is the same and until one of
 * the lists, or a certificate that counts, begins or ends: to ask again would
 * verify the same signatures over the same bytes.
 */
void		 revocation_check(struct revocation *, const struct cert *,
		    X509_STORE *anchors, time_t now, struct check_list *);

#endif
