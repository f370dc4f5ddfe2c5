/*
 * Problem documents (RFC 9457) in their XML (its appendix B); as JSON they are
 * written by the mapping of the interface (doc/schema/problem.xsd).
 */
#ifndef ECERT_DOCUMENT_PROBLEM_H
#define ECERT_DOCUMENT_PROBLEM_H

#include <libxml/tree.h>

#include <stddef.h>

#include "base/reason.h"

#define NS_PROBLEM		"urn:ietf:rfc:7807"
#define PROBLEM_ERRORS_MAX	50	/* what is past it is not told */
#define PROBLEM_POINTER_BYTES	200

/* What is wrong where in a request's body, for the caller to mend. */
struct problem_errors {
	size_t	 count;
	struct {
		char		 pointer[PROBLEM_POINTER_BYTES];
		enum reason	 why;
	} error[PROBLEM_ERRORS_MAX];
};

/*
 * Where something is, as a JSON Pointer (RFC 6901) is made of steps, the last
 * one first: a member's name, or, where that is NULL, an index from 0.  A name
 * that may be of a person is written as "?".
 */
struct problem_step {
	const struct problem_step	*up;	/* NULL: the whole body */
	const char			*name;
	size_t				 index;
};

/*
 * Add an error; once a place, for one fault there may show in several ways.
 * step NULL is the whole body.
 */
void		 problem_error_add(struct problem_errors *,
		    const struct problem_step *, enum reason);

/* The same with a pointer that is written already, as "/items/3/name". */
void		 problem_error_at(struct problem_errors *, const char *pointer,
		    enum reason);

/*
 * The document: what happened, in lang ("zh" or "en"), and the errors, unless
 * that is NULL or empty.  The caller frees it with xmlFreeDoc().
 */
enum reason	 problem_document(enum reason, const char *lang,
		    const char *request_id, const struct problem_errors *,
		    xmlDoc **) MUST_CHECK;

#endif
