/*
 * A growable run of bytes with a ceiling: the one way to build text.  What
 * would pass the ceiling is refused with TOO_LARGE and the buffer is left as
 * it was.  The bytes are always followed by a NUL that is not counted.  What
 * is added must not lie in the buffer itself.
 */
#ifndef ECERT_BASE_BUF_H
#define ECERT_BASE_BUF_H

#include <stddef.h>

#include "base/reason.h"

struct buf {
	char	*data;		/* NULL until something is added */
	size_t	 len;		/* bytes in use */
	size_t	 cap;		/* bytes allocated */
	size_t	 max;		/* ceiling for len */
};

#define BUF_INIT(ceiling) { NULL, 0, 0, (ceiling) }

enum reason	 buf_add(struct buf *, const void *, size_t) MUST_CHECK;
enum reason	 buf_puts(struct buf *, const char *) MUST_CHECK;
enum reason	 buf_printf(struct buf *, const char *, ...) PRINTF_LIKE(2, 3)
		    MUST_CHECK;
/* The text so far, "" when empty; borrowed, valid until the next change. */
const char	*buf_text(const struct buf *);
void		 buf_clear(struct buf *);	/* keeps the memory */
void		 buf_free(struct buf *);
/* As buf_free, but overwrites the bytes first: for secrets. */
void		 buf_cleanse(struct buf *);

/*
 * Read a whole file, or what is left of an open one, behind what the buffer
 * holds.  FILE_READ; TOO_LARGE past the buffer's ceiling.
 */
enum reason	 buf_read_file(struct buf *, const char *path) MUST_CHECK;
enum reason	 buf_read_fd(struct buf *, int fd) MUST_CHECK;

#endif
