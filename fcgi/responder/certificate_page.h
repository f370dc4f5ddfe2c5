/*
 * The pages of who is signed in, as the handlers that lead to them share them:
 * all certificates, and one with its copies.
 */
#ifndef ECERT_RESPONDER_CERTIFICATE_PAGE_H
#define ECERT_RESPONDER_CERTIFICATE_PAGE_H

#include "document/model_holder.h"
#include "responder/ref.h"
#include "responder/session.h"

/* Answer with the list of a holder's certificates. */
enum reason	 holder_show(struct context *, const struct session *)
		    MUST_CHECK;

/* The three fields of the form that asks for an annotated copy. */
enum { WISH_SCENE, WISH_RECIPIENT, WISH_DAYS, WISH_FIELDS };

/*
 * The certificate that the address names (its first ":word"), if it is this
 * holder's; NOT_FOUND when it is somebody else's, as if it did not exist.
 */
enum reason	 certificate_of_holder(struct context *,
		    const struct session *, struct certificate *) MUST_CHECK;

/* NOT_FOUND unless name and ID number on it are the holder's. */
enum reason	 certificate_is_theirs(struct context *,
		    const struct session *, const struct certificate *)
		    MUST_CHECK;

/*
 * Answer with its page.  faults is NULL for a fresh form, else one a field, and
 * then what was typed is shown again; why is what is wrong with the whole.
 */
enum reason	 certificate_show(struct context *, const struct session *,
		    const struct certificate *, const enum reason *faults,
		    enum reason why) MUST_CHECK;

#endif
