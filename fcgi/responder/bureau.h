/*
 * Who calls, where bureaus are served: proof, purpose, scope and quota, one
 * question to the registry, which writes the call down before it is answered.
 */
#ifndef ECERT_RESPONDER_BUREAU_H
#define ECERT_RESPONDER_BUREAU_H

#include "field/certificate.h"
#include "responder/context.h"
#include "responder/route.h"

/*
 * Let a call in or refuse it, and fill in ctx->bureau as far as the caller is
 * known, and ctx->slot (slots.h), which the caller gives back.  Every request
 * of a process that serves bureaus comes here, also one that is refused already
 * because of why (no such route, no such method): it is written down all the
 * same and refused with that.
 */
enum reason	 bureau_admit(struct context *, const struct route *,
		    enum reason why) MUST_CHECK;

/*
 * Write down that this call's bureau is told about a certificate; NULL: none
 * was found.  Before the answer: when it fails there must be none.
 */
enum reason	 bureau_access(const struct context *, const char *channel,
		    const struct certificate *, const char *outcome)
		    MUST_CHECK;

#endif
