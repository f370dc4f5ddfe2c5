/*
 * A document of the interface (urn:ecert:api:1, and what stands inside it) as
 * JSON (RFC 8259), by one mapping for all of them; doc/changes.md tells it:
 *
 *	an element is an object, its attributes and children are members under
 *	their local names (xml:lang is "lang"); one with text alone is a string;
 *	one with attributes and text has the text under "value";
 *	a wrapper of equals (entries, lists, blocks, errors, authorities,
 *	records, results, versions) is an array; so is what may stand several
 *	times in one element (batch, quota, title);
 *	counts and numbers are numbers where they are whole and exact in a
 *	double, true and false are booleans where the schema has them; all else
 *	is a string.
 *
 * Signatures (XML-DSig) are left out: they are over the bytes of the XML.
 */
#ifndef ECERT_SERVICE_TREE_JSON_H
#define ECERT_SERVICE_TREE_JSON_H

#include <libxml/tree.h>

#include "base/buf.h"
#include "base/reason.h"

/*
 * Append the document as one object and a line end.  signed_xml, unless NULL,
 * is put beside the members of the root as base64 under "signed": the bytes
 * that the signature is over.  MEMORY; DATA for a tree deeper than 32.
 */
enum reason	 tree_json(const xmlDoc *, const struct buf *signed_xml,
		    struct buf *) MUST_CHECK;

#endif
