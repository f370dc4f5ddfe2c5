/*
 * Reports that the registry keeps, for the handlers that show them.
 */
#ifndef ECERT_RESPONDER_REPORT_READ_H
#define ECERT_RESPONDER_REPORT_READ_H

#include "registry/report.h"
#include "responder/context.h"

/* As a tree that the caller frees with xmlFreeDoc(); REPORT_UNKNOWN. */
enum reason	 report_tree(struct context *,
		    const unsigned char number[REPORT_NUMBER_BYTES], xmlDoc **)
		    MUST_CHECK;

/* Answer with its signed bytes, as they are. */
enum reason	 report_answer(struct context *, const struct buf *)
		    MUST_CHECK;

#endif
