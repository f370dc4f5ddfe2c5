/*
 * The look-up form: its fields, how each is checked, what is shown again.
 */
#ifndef ECERT_RESPONDER_LOOKUP_FORM_H
#define ECERT_RESPONDER_LOOKUP_FORM_H

#include <stdbool.h>

#include "field/triple.h"
#include "responder/context.h"

#define LOOKUP_BODY_MAX		8192	/* bytes of a filled-in form */

/*
 * Check the form that was read with the request.  When all fields are good,
 * *triple holds them and *model is NULL; otherwise *model is the form's page
 * with the faults named, for the caller to answer with.
 */
enum reason	 lookup_form_check(struct context *, struct triple *,
		    xmlDoc **model) MUST_CHECK;

/* The page with the empty form. */
enum reason	 lookup_form_empty(struct context *, xmlDoc **model)
		    MUST_CHECK;

#endif
