/*
 * Exclusive canonical XML without comments (W3C Recommendation of 18 July
 * 2002), by libxml2: what is digested under seals and signatures.
 */
#ifndef ECERT_DOCUMENT_CANONICAL_H
#define ECERT_DOCUMENT_CANONICAL_H

#include <libxml/tree.h>

#include "base/buf.h"
#include "base/reason.h"

/* Append the form of one element with all that is in it.  XML, TOO_LARGE. */
enum reason	 canonical_element(xmlDoc *, xmlNode *, struct buf *)
		    MUST_CHECK;

/*
 * Append the form of the whole document.  plain is the last element with text
 * in it, or NULL; when the form leaves its text as it is, like base64, it is
 * put in as a whole, for libxml2 walks through text a character at a time
 * (measured: half the time of signing a copy).
 */
enum reason	 canonical_document(xmlDoc *, xmlNode *plain, struct buf *)
		    MUST_CHECK;

#endif
