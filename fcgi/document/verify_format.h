/* The first check of a file: private to the verification. */
#ifndef ECERT_DOCUMENT_VERIFY_FORMAT_H
#define ECERT_DOCUMENT_VERIFY_FORMAT_H

#include <libxml/xmlschemas.h>

#include <stdbool.h>
#include <stddef.h>

#include "base/reason.h"
#include "document/verify.h"

/* One for each kind of document that is verified. */
struct schemas {
	xmlSchema	*certificate;
	xmlSchema	*report;
};

/* Those of that folder; to be freed even after a failure.  XML. */
enum reason	 verify_schemas(const char *schema_dir, struct schemas *)
		    MUST_CHECK;
void		 verify_schemas_free(struct schemas *);

/*
 * Find out what kind of document it is and run the check FORMAT.  When that
 * passes, *doc is the caller's; otherwise it is left alone.  OK when the check
 * ran.
 */
enum reason	 verify_format(const struct schemas *, const char *bytes,
		    size_t len, struct verification *, xmlDoc **doc)
		    MUST_CHECK;

/* Does the reason say something of the file, and not of us? */
bool		 verify_is_fault_of_file(enum reason);

#endif
