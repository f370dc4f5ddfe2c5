/*
 * Sessions of holders: a random token that a cookie carries, kept in the
 * registry as SHA-256, ended by 15 minutes of idleness or 12 hours in all.
 */
#ifndef ECERT_REGISTRY_SESSION_H
#define ECERT_REGISTRY_SESSION_H

#include <stdbool.h>
#include <time.h>

#include "registry/holder.h"

#define SESSION_TOKEN_BYTES	65	/* 64 hexadecimal digits and NUL */
#define SESSION_IDLE_S		900
#define SESSION_MAX_S		43200

/* Sign the holder in; token is what the cookie is to carry. */
enum reason	 registry_session_start(struct registry *,
		    const struct holder *, char token[SESSION_TOKEN_BYTES])
		    MUST_CHECK;

/*
 * Whose session it is, and since when; it counts as used now (to half a
 * minute).  Not found when there is none, or it has ended, or the token is not
 * one.
 */
enum reason	 registry_session_find(struct registry *, const char *token,
		    struct holder *, time_t *since, bool *found) MUST_CHECK;

/* Sign out; harmless when there is no such session. */
enum reason	 registry_session_end(struct registry *, const char *token)
		    MUST_CHECK;

#endif
