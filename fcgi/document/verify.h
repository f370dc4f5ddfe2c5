/*
 * Is this file one of ours, whole, and what does the registry say of it?
 *
 * Fields are read only from the bytes that the signature was made over.
 */
#ifndef ECERT_DOCUMENT_VERIFY_H
#define ECERT_DOCUMENT_VERIFY_H

#include <libxml/tree.h>

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/reason.h"
#include "document/check.h"
#include "field/certificate.h"

struct verifier;

/*
 * Load the trust anchors (PEM) and the schema of documents.  KEY or XML with
 * the file at fault; an empty list of anchors is KEY.
 */
enum reason	 verifier_open(const char *trust_file, const char *schema_dir,
		    struct verifier **) MUST_CHECK;
void		 verifier_free(struct verifier **);

/* What a file turned out to be; verification_free() it. */
struct verification {
	struct check_list	 list;
	xmlDoc			*verified;	/* NULL unless all passed */
	char			 management_no[MANAGEMENT_NO_BYTES];
	unsigned		 version;
};

/*
 * Run every check that needs the file alone, at the time now.  OK when they
 * ran, whatever they found; the two registry checks are left to
 * verification_registry().
 */
enum reason	 verify_file(const struct verifier *, const char *bytes,
		    size_t len, time_t now, struct verification *) MUST_CHECK;

/*
 * Finish with what the registry said: why is how the question went, found and
 * certificate its answer.  Does nothing when the file's own checks did not
 * pass.
 */
void		 verification_registry(struct verification *, enum reason why,
		    bool found, const struct certificate *);
void		 verification_free(struct verification *);

#endif
