/*
 * What threads ask of the database in the same moment, as one statement:
 * whoever comes first leads, and asks for all that have queued up behind the
 * one before; nobody goes on before its own part is done or has failed.
 * Optimising a statement costs the server more than reading a row, and so does
 * a commit; many parts cost little more than one.
 */
#ifndef ECERT_REGISTRY_TOGETHER_H
#define ECERT_REGISTRY_TOGETHER_H

#include <stddef.h>

#include "base/reason.h"

struct registry;
struct together;

#define TOGETHER_MAX	64		/* parts of one statement */

/*
 * How parts are done, each a struct of the caller's with what came of it.
 * `all`: two or more in one statement; what it fails with, all of them fail
 * with.  `one`: a part by itself.  After so many milliseconds behind others a
 * part is led on another connection, three at once at most: a slow answer keeps
 * nobody waiting who came later, and a silent server does not take up the
 * pool.  0: it waits as long as it takes.
 */
struct together_by {
	enum reason	(*all)(struct registry *, void *const *parts,
			    size_t count);
	enum reason	(*one)(struct registry *, void *part);
	unsigned	 patience_ms;
};

/* The struct is kept by its address.  MEMORY. */
enum reason	 together_open(const struct together_by *, struct together **)
		    MUST_CHECK;
void		 together_free(struct together **);

/*
 * Do a part, with others' if there are any.  What is refused for several is
 * tried by each for itself, so that one spoils none of the others; not what
 * may have been done (UNCERTAIN), nor what found no connection (BUSY).
 */
enum reason	 together_do(struct together *, struct registry *, void *part)
		    MUST_CHECK;

#endif
