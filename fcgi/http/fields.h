/*
 * Name and value pairs in application/x-www-form-urlencoded, decoded in place
 * of a copy that the set owns.
 */
#ifndef ECERT_HTTP_FIELDS_H
#define ECERT_HTTP_FIELDS_H

#include <stddef.h>

#include "base/reason.h"

#define FIELDS_MAX	32

struct fields {
	char	*memory;	/* the one allocation behind all strings */
	size_t	 size;		/* of it */
	size_t	 count;
	struct {
		const char	*name;
		const char	*value;
	} field[FIELDS_MAX];
};

/*
 * Decode len bytes ("+" is a blank, "%41" is "A").  BAD_REQUEST for a bad
 * escape, a NUL, text that is not UTF-8, a name that comes twice, or more than
 * FIELDS_MAX fields.  fields_free() it in every case.
 */
enum reason	 fields_decode(struct fields *, const char *text, size_t len)
		    MUST_CHECK;

/* The value under a name; NULL when there is none. */
const char	*fields_get(const struct fields *, const char *name);

/* Frees and empties; the bytes are overwritten, for they may be personal. */
void		 fields_free(struct fields *);

/*
 * Decode "%41" escapes in place (no "+"): for paths.  BAD_REQUEST as above,
 * and for control characters and what no page could repeat (text_is_xml()).
 */
enum reason	 percent_decode(char *) MUST_CHECK;

#endif
