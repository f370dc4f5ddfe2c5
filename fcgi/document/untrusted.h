/*
 * XML from outside, parsed behind a gate: bounds and forbidden things are
 * looked for in the bytes before libxml2 sees them (a quadratic entity or an
 * attribute flood costs seconds inside the parser, so after is too late).
 */
#ifndef ECERT_DOCUMENT_UNTRUSTED_H
#define ECERT_DOCUMENT_UNTRUSTED_H

#include <libxml/tree.h>

#include <stddef.h>

#include "base/reason.h"

/*
 * A document is some 6 KB without a seal; a seal brings its picture, of which
 * this leaves room for the largest that limits.h of the seals allows.
 */
#define UNTRUSTED_BYTES_MAX	1048576
#define UNTRUSTED_ATTRS_MAX	64	/* in one tag */

/*
 * Parse; the caller frees with xmlFreeDoc().  TOO_LARGE; FILE_ENCODING when
 * the bytes are not UTF-8 without a mark, or declare another encoding;
 * FILE_DOCTYPE; FILE_FORMAT for whatever else is not plain, well-formed XML
 * (processing instructions and comments are refused too: we write none).
 */
enum reason	 untrusted_parse(const char *bytes, size_t len, xmlDoc **)
		    MUST_CHECK;

/* The same with another bound, for what is no certificate. */
enum reason	 untrusted_parse_within(const char *bytes, size_t len,
		    size_t max, xmlDoc **) MUST_CHECK;

#endif
