/*
 * Cookies (RFC 6265): the ones we set, read back from the request's header.
 */
#ifndef ECERT_HTTP_COOKIE_H
#define ECERT_HTTP_COOKIE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/reason.h"
#include "http/response.h"

#define COOKIE_VALUE_BYTES	129	/* the longest we set, and NUL */

/*
 * The value under a name in a Cookie header.  False when there is none, when
 * it is "", has characters that we never set, or does not fit; also when the
 * name comes twice, for then somebody else set one of them.
 */
bool		 cookie_get(const char *header, const char *name,
		    char out[COOKIE_VALUE_BYTES]);

/*
 * Set a cookie that no script can read and no other site can send: HttpOnly,
 * SameSite=Strict, on this path and below; Secure as told.  Without a value it
 * is taken away.  It lasts until the browser is closed.  INTERNAL when the
 * value has characters other than letters, digits, "-" and "_".
 */
enum reason	 cookie_set(struct response *, const char *name,
		    const char *value, const char *path, bool secure)
		    MUST_CHECK;

#endif
