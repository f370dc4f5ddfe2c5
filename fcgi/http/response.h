/*
 * An answer: status, headers and body, put together and sent once.
 */
#ifndef ECERT_HTTP_RESPONSE_H
#define ECERT_HTTP_RESPONSE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/reason.h"

#define RESPONSE_HEADERS_MAX	24
#define RESPONSE_BODY_MAX	(8u << 20)

struct FCGX_Request;

struct response {
	int		 status;
	size_t		 headers;
	struct {
		const char	*name;		/* static */
		char		*value;
	} header[RESPONSE_HEADERS_MAX];
	struct buf	 body;
};

void		 response_init(struct response *);

/* Drop headers and body, for an answer that turned out to be an error. */
void		 response_reset(struct response *);

/*
 * Set a header; the value is copied.  INTERNAL when it holds CR, LF or NUL or
 * when there are too many headers.
 */
enum reason	 response_header(struct response *, const char *name,
		    const char *value) MUST_CHECK;

/*
 * Write it out: headers with Content-Length, then the body unless head_only.
 * The peer may be gone; that is not an error of ours.
 */
void		 response_send(struct response *, struct FCGX_Request *,
		    int head_only);

#endif
