/*
 * Does a tree that somebody sent say what the interface understands?  Told
 * place by place, so that the sender can mend it.
 */
#ifndef ECERT_DOCUMENT_TREE_CHECK_H
#define ECERT_DOCUMENT_TREE_CHECK_H

#include <libxml/tree.h>

#include "base/reason.h"
#include "document/problem.h"
#include "document/vocabulary.h"

/*
 * Check it against the schema, its root being that element of NS_API.
 * API_BODY, and then there are errors: MEMBER_UNKNOWN, MEMBER_MISSING, and
 * MEMBER_UNFIT for values and for an order of elements that does not fit;
 * API_MANY instead when a list is too long.
 * Pointers name places as they are in JSON, whichever way the tree was sent.
 */
enum reason	 tree_check(const struct vocabulary *, const char *root,
		    xmlDoc *, struct problem_errors *) MUST_CHECK;

#endif
