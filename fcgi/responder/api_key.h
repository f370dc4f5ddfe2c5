/* The key by which a call that creates something may be repeated. */
#ifndef ECERT_RESPONDER_API_KEY_H
#define ECERT_RESPONDER_API_KEY_H

#include "responder/context.h"

/*
 * The header Idempotency-Key: 1 to 128 visible characters, with or without
 * quotes; borrowed.  IDEMPOTENCY_MISSING.
 */
enum reason	 api_key_read(const struct context *, const char **key)
		    MUST_CHECK;

#endif
