/*
 * Sealing and signing a copy that the registry is making, for a holder or for a
 * bureau.
 */
#ifndef ECERT_RESPONDER_COPY_SEAL_H
#define ECERT_RESPONDER_COPY_SEAL_H

#include "registry/annotation.h"
#include "responder/context.h"

/*
 * An annotation_maker whose argument is the context: called while the
 * certificate is locked, with the seal that now serves it, which must have been
 * prepared (copy_seal_prepare()).
 */
annotation_maker	 copy_seal;

/* Have signer and seal at hand before anything is locked.  SIGNING, NO_SEAL. */
enum reason	 copy_seal_prepare(struct context *, const struct certificate *)
		    MUST_CHECK;

#endif
