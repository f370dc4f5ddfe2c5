/*
 * What is counted a day because nothing else keeps it: copies that were
 * refused, and where verified files came to an end.  No persons.
 */
#ifndef ECERT_REGISTRY_TALLY_H
#define ECERT_REGISTRY_TALLY_H

#include "base/reason.h"

struct registry;

/* An annotated copy for that scene was refused for that reason. */
enum reason	 registry_tally_refusal(struct registry *, const char *scene,
		    enum reason why) MUST_CHECK;

/*
 * A file was verified: its kind ("certificate", "report", "unknown"), the code
 * of the first check that did not pass and its outcome ("failed",
 * "could-not-check"), or "none" and "passed".
 */
enum reason	 registry_tally_check(struct registry *, const char *kind,
		    const char *check, const char *outcome) MUST_CHECK;

#endif
