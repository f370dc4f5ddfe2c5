/*
 * Headers of every answer that a bureau is given, problems too.
 */
#ifndef ECERT_RESPONDER_API_HEAD_H
#define ECERT_RESPONDER_API_HEAD_H

#include "responder/context.h"
#include "responder/route.h"

/*
 * Trace-Id: the number that both logs have for the call; traceparent, as it
 * came, when it is one (W3C Trace Context, version 00).  RateLimit-Policy and
 * RateLimit (draft-ietf-httpapi-ratelimit-headers): what is left of the
 * bureau's quotas.  Vary.  Deprecation and Sunset, as api_head_end().
 */
void		 api_head(struct context *, const struct route_end *);

/*
 * The two headers of a route that will go (RFC 9745, RFC 8594), from China's
 * days, with a link to what says so (rel deprecation); out of use from "sunset"
 * on, which may be "".  Nothing for NULL.
 */
void		 api_head_end(struct response *, const struct route_end *);

/* Is this the value of a traceparent header, version 00, and not all zeros? */
bool		 api_is_traceparent(const char *);

/*
 * After how many seconds asking again makes sense for who was refused with
 * that; 0: it does not, or nobody knows.
 */
int		 api_retry_after_s(const struct context *, enum reason);

#endif
