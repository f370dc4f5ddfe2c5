/* A bureau's copy in the vocabulary of the interface. */
#ifndef ECERT_DOCUMENT_API_COPY_H
#define ECERT_DOCUMENT_API_COPY_H

#include "document/tree.h"
#include "field/annotation.h"
#include "field/certificate.h"

/*
 * What it is and how it stands; address: where anybody can check it, "" when
 * that is not known.  The caller frees the document with xmlFreeDoc().
 */
enum reason	 api_copy(const struct annotation *,
		    const struct certificate *, const char *address, xmlDoc **)
		    MUST_CHECK;

#endif
