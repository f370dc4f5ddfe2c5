/*
 * One request as nginx hands it over (FastCGI 1.0): method, path, query, body,
 * each within its bound, decoded once.
 */
#ifndef ECERT_HTTP_REQUEST_H
#define ECERT_HTTP_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/reason.h"

enum method { METHOD_GET, METHOD_POST, METHOD_OTHER };

/* Bounds; what is past one is refused by name. */
#define REQUEST_PARAMS_MAX	65536	/* HEADERS_TOO_LARGE */
#define REQUEST_URI_MAX		2048	/* URI_TOO_LONG */
#define REQUEST_BODY_MAX	(2304u << 10)	/* the connection is closed */

struct multipart;
struct request;
struct FCGX_Request;

/*
 * Read what FCGX_Accept_r() brought.  The body is not read yet.  On failure
 * *out is a request all the same (as far as it could be read), so that an
 * answer can be made; it is NULL only with MEMORY.
 */
enum reason	 request_new(struct FCGX_Request *, struct request **out)
		    MUST_CHECK;
void		 request_free(struct request **);

/*
 * Take what is left of the body off the connection, or have it closed: a kept
 * connection must stand between two requests, or the next one on it would be
 * read out of this one's body.
 */
void		 request_drain(struct FCGX_Request *);

enum method	 request_method(const struct request *);
const char	*request_method_name(const struct request *);
bool		 request_is_head(const struct request *); /* a GET too */
const char	*request_path(const struct request *);	/* decoded, UTF-8 */
const char	*request_id(const struct request *);	/* 16 hex, for people */

/* A request header by its FastCGI name ("HTTP_ACCEPT"); "" when absent. */
const char	*request_header(const struct request *, const char *name);

/* A field of the query string, decoded; NULL when absent. */
const char	*request_query(const struct request *, const char *name);

/* The i-th field's name; NULL past the last. */
const char	*request_query_name(const struct request *, size_t i);

/* Is there a body, by its announced length? */
bool		 request_has_body(const struct request *);

/*
 * Read the whole body, of at most max bytes, and keep it: for who must have
 * seen it all before it is acted on.  The functions below then read it as if it
 * came just now.  *out is borrowed.  TOO_LARGE; BAD_REQUEST.
 */
enum reason	 request_hold(struct request *, size_t max,
		    const struct buf **out) MUST_CHECK;

/*
 * Read the body as application/x-www-form-urlencoded (WHATWG URL standard) of
 * at most max bytes.  MEDIA_TYPE for another type; TOO_LARGE; BAD_REQUEST when
 * the length is missing or does not fit what came, a field is doubled or is
 * not UTF-8, or there are more than FIELDS_MAX.
 */
enum reason	 request_read_form(struct request *, size_t max) MUST_CHECK;

/* A field of the form, decoded; NULL when absent or no form was read. */
const char	*request_form(const struct request *, const char *name);

/*
 * Read the body as multipart/form-data, piece by piece; the caller frees *out.
 * MEDIA_TYPE for another type; FILE_TOO_LARGE when more than
 * MULTIPART_BODY_MAX is announced; others as multipart_feed().
 */
enum reason	 request_read_multipart(struct request *,
		    struct multipart **out) MUST_CHECK;

/*
 * Read the body as it is behind what the buffer holds, up to its ceiling:
 * FILE_TOO_LARGE past it; MEDIA_TYPE unless it is XML by its type.
 */
enum reason	 request_read_xml(struct request *, struct buf *) MUST_CHECK;

/* Is the body of that type, whatever its parameters? */
bool		 request_has_type(const struct request *, const char *type);

/* Read the body as it is, whatever its type: TOO_LARGE past the ceiling. */
enum reason	 request_read_bytes(struct request *, struct buf *) MUST_CHECK;

#endif
