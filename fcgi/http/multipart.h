/*
 * multipart/form-data (RFC 7578) read as a stream: one file and a few short
 * texts, each within its bound, in memory alone.
 *
 * What could be read in two ways is refused: a preamble, a boundary inside a
 * part, a folded or doubled header, a part within a part, a transfer encoding.
 * Names of files are not kept; they may tell of persons.
 */
#ifndef ECERT_HTTP_MULTIPART_H
#define ECERT_HTTP_MULTIPART_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/reason.h"

#define MULTIPART_FILE_MAX	(2u << 20)	/* FILE_TOO_LARGE */
#define MULTIPART_BODY_MAX	(MULTIPART_FILE_MAX + 65536)
#define MULTIPART_PARTS_MAX	8		/* BAD_REQUEST */
#define MULTIPART_HEADERS_MAX	8192		/* of a part; BAD_REQUEST */
#define MULTIPART_TEXT_MAX	4096		/* of a part; TOO_LARGE */

struct multipart;

/* Is this the type of such a body, whatever its parameters? */
bool		 multipart_is_type(const char *content_type);

/* Begin.  MEDIA_TYPE for another type; BAD_REQUEST without a good boundary. */
enum reason	 multipart_open(const char *content_type,
		    struct multipart **) MUST_CHECK;
void		 multipart_free(struct multipart **);	/* overwrites */

/*
 * Take the next bytes, however the body is cut.  BAD_REQUEST; TOO_LARGE;
 * FILE_TOO_LARGE; FILE_ONE when a second file begins.  After a failure nothing
 * more may be fed.
 */
enum reason	 multipart_feed(struct multipart *, const char *, size_t)
		    MUST_CHECK;

/* The body has ended: BAD_REQUEST unless its last boundary came. */
enum reason	 multipart_end(const struct multipart *) MUST_CHECK;

/*
 * The file under that name, borrowed; NULL when there is none.  A form that
 * was sent without choosing a file has one of no bytes.
 */
const struct buf *multipart_file(const struct multipart *, const char *name);

/* The text under that name (UTF-8 without NUL); NULL when there is none. */
const char	*multipart_text(const struct multipart *, const char *name);

#endif
