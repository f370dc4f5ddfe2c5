/*
 * Where a verified certificate says other than the registry's record, for the
 * person who has the file.
 */
#ifndef ECERT_DOCUMENT_DIFFERENCE_H
#define ECERT_DOCUMENT_DIFFERENCE_H

#include <stddef.h>

#include "document/verify.h"

#define DIFFERENCES_MAX	6

/* Plain bytes without pointers: it travels inside of a sealed ticket. */
struct difference {
	char	 field[16];	/* name of the element: "name", "issued", ... */
	char	 file[64];	/* what the file says, masked, cut to fit */
};

/*
 * List the first fields that differ, from the verified bytes alone; none when
 * the signature did not hold.  Numbers of persons are masked (MASK_KNOWN).
 */
enum reason	 difference_list(const struct verification *,
		    const struct certificate *,
		    struct difference [DIFFERENCES_MAX], size_t *count)
		    MUST_CHECK;

/*
 * What a face (face.h) says in that field, in the same form; "" when it has no
 * such field.
 */
void		 difference_value(xmlNode *face, const char *field,
		    char out[sizeof(((struct difference *)0)->file)]);

#endif
