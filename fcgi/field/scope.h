/*
 * What a bureau may be let do: a resource of /api/v1 has one scope, a bureau
 * has some of them (bureau_terms.scopes).
 */
#ifndef ECERT_FIELD_SCOPE_H
#define ECERT_FIELD_SCOPE_H

#include <stdbool.h>

enum scope {
	SCOPE_PUBLIC = 0,	/* no resource of bureaus' */
	SCOPE_ANY,		/* for every bureau that is let in */
	SCOPE_READ,
	SCOPE_CHECK,
	SCOPE_COPY,
	SCOPE_VERIFY,
	SCOPE_FEED,
	SCOPE_BATCH,
	SCOPE__MAX
};

/* "read" and so on; "" for SCOPE_PUBLIC and SCOPE_ANY; static. */
const char	*scope_word(enum scope);

/*
 * Is this some of the words joined with commas, each once ("read,feed")?  All
 * of them is SCOPE_LIST_BYTES with its NUL at most.
 */
#define SCOPE_LIST_BYTES	40
bool		 scope_is_list(const char *);

#endif
