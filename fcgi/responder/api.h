/* Answers of the interface. */
#ifndef ECERT_RESPONDER_API_H
#define ECERT_RESPONDER_API_H

#include "responder/context.h"

/*
 * Answer with the document, which is freed in any case: as XML, or as JSON
 * (service/tree_json.h), whichever was asked for.
 */
enum reason	 respond_api(struct context *, int status, xmlDoc *)
		    MUST_CHECK;

/* The headers that tell which of the two it is. */
enum reason	 respond_api_type(struct context *) MUST_CHECK;

#endif
