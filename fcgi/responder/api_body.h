/*
 * What a bureau sends, as a tree of the interface's vocabulary.
 */
#ifndef ECERT_RESPONDER_API_BODY_H
#define ECERT_RESPONDER_API_BODY_H

#include <stddef.h>

#include "responder/context.h"

/* api_body_free() it in every case. */
struct api_body {
	xmlDoc		*doc;
	const xmlNode	*root;
	char		 digest[65];	/* SHA-256 of the bytes, hexadecimal */
};

/*
 * Read a body of at most max bytes, whose root has this name.  MEDIA_TYPE;
 * TOO_LARGE; those of untrusted_parse(); API_BODY for another root.
 */
enum reason	 api_body_read(struct context *, const char *root, size_t max,
		    struct api_body *) MUST_CHECK;
void		 api_body_free(struct api_body *);

/*
 * Has the element nothing inside but elements of these names (NULL ends them),
 * each once at most and with text alone?
 */
bool		 api_body_has_only(const xmlNode *, const char *const *names);

/* The text of its child of that name; "" when empty, NULL without one. */
const char	*api_body_text(const xmlNode *, const char *name);

/* Its child of that name, or the first; the next one after that; or NULL. */
const xmlNode	*api_body_first(const xmlNode *, const char *name);
const xmlNode	*api_body_next(const xmlNode *, const char *name);

#endif
