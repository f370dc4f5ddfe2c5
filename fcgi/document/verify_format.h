/* The first check of a file: private to the verification. */
#ifndef ECERT_DOCUMENT_VERIFY_FORMAT_H
#define ECERT_DOCUMENT_VERIFY_FORMAT_H

#include <libxml/xmlschemas.h>

#include <stdbool.h>
#include <stddef.h>

#include "base/reason.h"
#include "document/check.h"

/* certificate.xsd of that folder; the caller frees it.  XML. */
enum reason	 verify_schema(const char *schema_dir, xmlSchema **) MUST_CHECK;

/*
 * Run the check FORMAT.  When it passes, *doc is the caller's; otherwise it is
 * left alone.  OK when the check ran.
 */
enum reason	 verify_format(xmlSchema *, const char *bytes, size_t len,
		    struct check_list *, xmlDoc **doc) MUST_CHECK;

/* Does the reason say something of the file, and not of us? */
bool		 verify_is_fault_of_file(enum reason);

#endif
