/*
 * The trees of the interface (urn:ecert:api:1, and what stands inside them) as
 * JSON (RFC 8259) and back, by one mapping that the schema decides
 * (document/vocabulary.h):
 *
 *	an element is an object; its attributes and children are members under
 *	their local names (xml:lang is "lang"); one that has text alone is a
 *	string, and one with attributes and text has the text under "value";
 *	an element that is nothing but a list of equals is an array of them,
 *	unless it is the root; another child that may come several times is a
 *	member with an array; either also with one, or none;
 *	what the schema has as whole numbers are numbers, as truths true and
 *	false; all else is a string, dates and times as they are in XML.
 *
 * Writing leaves out what the schema has no name for: signatures, which are
 * over the bytes of the XML.
 */
#ifndef ECERT_SERVICE_TREE_JSON_H
#define ECERT_SERVICE_TREE_JSON_H

#include <libxml/tree.h>

#include "base/buf.h"
#include "base/reason.h"
#include "document/problem.h"
#include "document/vocabulary.h"

/*
 * Append the document as one object and a line end.  signed_xml, unless NULL,
 * is put beside the members of the root as base64 under "signed": the bytes
 * that the signature is over.  MEMORY; TOO_LARGE past the buffer's ceiling;
 * DATA when the schema does not have the root, or the tree is too deep.
 */
enum reason	 tree_json(const struct vocabulary *, const xmlDoc *,
		    const struct buf *signed_xml, struct buf *) MUST_CHECK;

/* Bounds of what is read, beside the sender's own of its length. */
#define TREE_JSON_DEPTH_MAX	16	/* arrays and objects in one another */
#define TREE_JSON_VALUES_MAX	300000	/* some 100 bytes of memory each */

/*
 * Read the tree that JSON text from outside stands for, its root being that
 * element of NS_API; the caller frees it with xmlFreeDoc().  JSON_FORM when it
 * is not JSON in UTF-8 within the bounds, has a name twice, a number past 64
 * bits, a NUL, or half a surrogate pair; API_BODY, and then there are errors:
 * MEMBER_UNKNOWN, and MEMBER_UNFIT for what is of another type or cannot stand
 * in XML.  Whether the values fit, and none is missing, tree_check() says.
 */
enum reason	 tree_json_read(const struct vocabulary *, const char *root,
		    const char *text, size_t len, struct problem_errors *,
		    xmlDoc **) MUST_CHECK;

#endif
