/*
 * A copy as the registry keeps it: gzip (RFC 1952), with the length and SHA-256
 * of what was compressed, so that what comes out again is known to be that.
 */
#ifndef ECERT_REGISTRY_COPY_PACK_H
#define ECERT_REGISTRY_COPY_PACK_H

#include <stddef.h>

#include "base/buf.h"
#include "base/reason.h"

#define COPY_BYTES_MAX		(4 * 1024 * 1024)	/* before compression */

/* Compress behind what gz holds.  TOO_LARGE past COPY_BYTES_MAX; MEMORY. */
enum reason	 copy_pack(const void *, size_t len, struct buf *gz)
		    MUST_CHECK;

/*
 * Decompress behind what out holds.  DATA, with out as it was, unless exactly
 * size bytes come out, with that SHA-256 (64 hexadecimal digits), and nothing
 * follows them.
 */
enum reason	 copy_unpack(const void *gz, size_t len, size_t size,
		    const char *digest, struct buf *out) MUST_CHECK;

/*
 * The same for other things, of at most max bytes: quicker, and a little
 * larger.
 */
enum reason	 pack_within(const void *, size_t len, size_t max,
		    struct buf *gz) MUST_CHECK;
enum reason	 unpack_within(const void *gz, size_t len, size_t size,
		    size_t max, const char *digest, struct buf *out)
		    MUST_CHECK;

#endif
