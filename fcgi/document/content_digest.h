/* The field Content-Digest (RFC 9530): SHA-256 of a message's body. */
#ifndef ECERT_DOCUMENT_CONTENT_DIGEST_H
#define ECERT_DOCUMENT_CONTENT_DIGEST_H

#include <stddef.h>

#include "base/reason.h"

/*
 * Does it have sha-256, and is that the body's?  Other algorithms beside it are
 * passed over.  DIGEST_WRONG.
 */
enum reason	 content_digest_check(const char *field, const void *body,
		    size_t len) MUST_CHECK;

#endif
