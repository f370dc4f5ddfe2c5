/*
 * The face of a certificate in the certificate vocabulary
 * (doc/schema/certificate.xsd), after the two styles of the notice's annex.
 */
#ifndef ECERT_DOCUMENT_FACE_H
#define ECERT_DOCUMENT_FACE_H

#include "document/tree.h"
#include "field/certificate.h"
#include "field/mask.h"

/*
 * Add a <certificate> element under parent, name and number masked as told.
 * DATA when the licence identifier cannot be composed from the record.
 */
enum reason	 face_add(struct tree *, xmlNode *parent,
		    const struct certificate *, enum mask) MUST_CHECK;

/*
 * The whole document to be signed: root <document> with the unmasked face.
 * The caller frees it with xmlFreeDoc().
 */
enum reason	 face_document(const struct certificate *, bool specimen,
		    xmlDoc **) MUST_CHECK;

#endif
