/*
 * /metrics, and who may ask for it: this machine alone, through nginx's own
 * server for it.
 */
#ifndef ECERT_RESPONDER_PAGE_METRICS_H
#define ECERT_RESPONDER_PAGE_METRICS_H

#include <stdbool.h>

#include "responder/route.h"

enum reason	 metrics_page(struct context *) MUST_CHECK;

/* Is it that line of the table?  No bureau has to be let in for it. */
bool		 is_metrics(const struct route *);

/*
 * What was found so far, and why; for who may not ask there is no such path:
 * NOT_FOUND, and no route.
 */
enum reason	 metrics_admit(const struct context *, const struct route **,
		    enum reason why) MUST_CHECK;

#endif
