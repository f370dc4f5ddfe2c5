/*
 * The interface for bureaus, /api/v1: bodies read and answers written, as XML
 * or as JSON, each by the one schema doc/schema/api.xsd.  A handler asks for
 * the tree that it was sent, which fits the schema, makes the tree of its
 * answer, and returns a reason when something is wrong:
 *
 *	if ((why = api_read(ctx, "holder", 0, &doc)) != OK)
 *		return why;
 *	idNumber = tree_text(xmlDocGetRootElement(doc), "idNumber");
 *	...
 *	return respond_api(ctx, 200, answer);
 *
 * What is set here, in responder/api_head.c and in nginx: Content-Type, Vary,
 * Trace-Id, traceparent, RateLimit, Retry-After, Deprecation, Sunset, gzip.
 */
#ifndef ECERT_RESPONDER_API_H
#define ECERT_RESPONDER_API_H

#include "document/tree.h"
#include "responder/context.h"

#define API_BODY_MAX	65536	/* of a body, unless a route says otherwise */

/*
 * Read the body, XML or JSON by its Content-Type, of at most max bytes (0:
 * API_BODY_MAX): a tree whose root is that element of NS_API and that fits the
 * schema; blanks between elements are left out, and the caller frees it with
 * xmlFreeDoc().  ctx->body_digest is the SHA-256 of the bytes as they came.
 * BODY_TYPE; BODY_LARGE; XML_FORM, JSON_FORM; API_BODY, and then the answer
 * says what is wrong where.  nginx has a bound for each location as well: a
 * route with a higher one needs a line there.
 */
enum reason	 api_read(struct context *, const char *root, size_t max,
		    xmlDoc **) MUST_CHECK;

/*
 * For what only the handler can judge: say in the answer that the value there
 * (a JSON Pointer: "/items/3/idNumber") is wrong, and why.  Return API_BODY,
 * or a reason of the whole, after the last one.
 */
void		 api_error(struct context *, const char *pointer, enum reason);

/*
 * Answer with the document, which is freed in any case: as XML, or as JSON
 * (service/tree_json.h), whichever was asked for.
 */
enum reason	 respond_api(struct context *, int status, xmlDoc *)
		    MUST_CHECK;

/* The header that tells which of the two it is. */
enum reason	 respond_api_type(struct context *) MUST_CHECK;

#endif
