/*
 * Answers of the interface that last beyond the connection: signed documents,
 * and entity tags by which nothing is made twice.
 */
#ifndef ECERT_RESPONDER_API_SIGNED_H
#define ECERT_RESPONDER_API_SIGNED_H

#include <time.h>

#include "responder/context.h"

#define API_TAG_BYTES	33

/*
 * Answer with the document signed as certificates are; it is freed in any case.
 * As JSON it has the signed bytes beside it (service/tree_json.h).  SIGNING.
 */
enum reason	 respond_api_signed(struct context *, xmlDoc *, time_t now)
		    MUST_CHECK;

/* Answer with a document that was signed before, by its bytes. */
enum reason	 respond_api_kept(struct context *, int status,
		    const struct buf *signed_xml) MUST_CHECK;

/*
 * Give the answer this entity tag, 32 hexadecimal digits, to which the
 * representation is added.  *fresh: the caller has it already (304), and the
 * answer is complete.
 */
enum reason	 respond_api_tag(struct context *, const char *tag, bool *fresh)
		    MUST_CHECK;

#endif
