/*
 * The element <sealSignature> of a document: where it is, what is in it.
 */
#ifndef ECERT_DOCUMENT_SEAL_ELEMENT_H
#define ECERT_DOCUMENT_SEAL_ELEMENT_H

#include <libxml/tree.h>

#include <stdbool.h>

#include "base/buf.h"
#include "base/reason.h"

/* Is it a sealSignature in the namespace of that root? */
bool		 seal_is_element(const xmlNode *, const xmlNode *root);

/* The first such child of the root, or NULL; borrowed. */
xmlNode		*seal_find(xmlDoc *);

/*
 * Append the DER in it to der (BUF_INIT of SES_BYTES_MAX).  The errors of
 * base64_read(); MEMORY.
 */
enum reason	 seal_element_der(xmlNode *, struct buf *der) MUST_CHECK;

#endif
