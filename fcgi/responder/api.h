/* Answers of the interface. */
#ifndef ECERT_RESPONDER_API_H
#define ECERT_RESPONDER_API_H

#include "responder/context.h"

/* Answer with the document, which is freed in any case. */
enum reason	 respond_api(struct context *, int status, xmlDoc *)
		    MUST_CHECK;

#endif
