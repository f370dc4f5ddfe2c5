/*
 * An electronic seal (GB/T 38540-2020) put on a document, before it is signed.
 */
#ifndef ECERT_DOCUMENT_SEAL_PUT_H
#define ECERT_DOCUMENT_SEAL_PUT_H

#include <libxml/tree.h>

#include <time.h>

#include "base/reason.h"
#include "seal/sealer.h"

/*
 * Append <sealSignature> to the root, over what seal_cover() says of such a
 * document.  Nothing may be added afterwards but the XML signature.  The
 * errors of sealer_stamp(); FILE_FORMAT of seal_digest(); MEMORY.
 */
enum reason	 seal_put(xmlDoc *, const struct sealer *, time_t now)
		    MUST_CHECK;

#endif
