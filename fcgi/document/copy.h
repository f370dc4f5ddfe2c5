/*
 * The annotated copy (加注件): the face of a certificate, what the holder wrote
 * on it, the electronic seal over the face, the XML signature over the whole.
 */
#ifndef ECERT_DOCUMENT_COPY_H
#define ECERT_DOCUMENT_COPY_H

#include <stdbool.h>
#include <time.h>

#include "base/buf.h"
#include "document/sign.h"
#include "document/tree.h"
#include "field/annotation.h"
#include "field/certificate.h"
#include "seal/sealer.h"

/*
 * Make the copy at the time now and append its bytes to out.  The annotation
 * is NULL for a certificate that needs none.  Nothing is made that would not
 * verify: NOT_IN_FORCE unless the certificate is issued; INTERNAL when the
 * annotation is missing or does not belong to the certificate; SEAL_* and
 * SIGNING as sealer_stamp() and sign_document(); TOO_LARGE when the seal's
 * picture makes the file larger than a verifier takes.  Several threads may
 * make copies with one sealer and one signer.
 */
enum reason	 copy_make(const struct certificate *,
		    const struct annotation *, bool specimen,
		    const struct sealer *, const struct signer *, time_t now,
		    struct buf *out) MUST_CHECK;

/*
 * Add the <annotation> element under parent, in the certificate vocabulary:
 * in a copy, on a page, and to compare a copy with the registry.
 */
void		 copy_add_annotation(struct tree *, xmlNode *parent,
		    const struct annotation *);

#endif
