#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <zlib.h>

#include "base/secret.h"
#include "registry/copy_pack.h"

#define GZIP_WINDOW	(15 + 16)	/* zlib: largest window, gzip frame */
#define MEMORY_LEVEL	8		/* zlib's preset */

/* All of len bytes into at most room; the length that came out, or 0. */
static size_t
deflate_all(const void *in, size_t len, int level, unsigned char *out,
    size_t room)
{
	z_stream	 z;
	size_t		 n = 0;

	memset(&z, 0, sizeof(z));
	if (deflateInit2(&z, level, Z_DEFLATED, GZIP_WINDOW,
	    MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
		return 0;
	/* zlib's input is not const; it only reads. */
	memcpy(&z.next_in, &in, sizeof(z.next_in));
	z.avail_in = (uInt)len;
	z.next_out = out;
	z.avail_out = (uInt)room;
	if (deflate(&z, Z_FINISH) == Z_STREAM_END)
		n = room - z.avail_out;
	deflateEnd(&z);
	return n;
}

static enum reason
pack(const void *bytes, size_t len, size_t max, int level, struct buf *gz)
{
	size_t		 room, n;
	unsigned char	*out;
	enum reason	 why;

	if (len == 0 || len > max)
		return fail(REASON_TOO_LARGE, "copy of %zu bytes", len);
	room = compressBound((uLong)len) + 64;	/* and gzip's frame */
	if ((out = malloc(room)) == NULL)
		return fail(REASON_MEMORY, "copy");
	if ((n = deflate_all(bytes, len, level, out, room)) == 0)
		why = fail(REASON_MEMORY, "deflate");
	else
		why = buf_add(gz, out, n);
	free(out);
	return why;
}

enum reason
copy_pack(const void *bytes, size_t len, struct buf *gz)
{

	return pack(bytes, len, COPY_BYTES_MAX, Z_BEST_COMPRESSION, gz);
}

enum reason
pack_within(const void *bytes, size_t len, size_t max, struct buf *gz)
{

	return pack(bytes, len, max, Z_DEFAULT_COMPRESSION, gz);
}

/* Exactly size bytes, and nothing after them? */
static bool
inflate_all(const void *in, size_t len, unsigned char *out, size_t size)
{
	z_stream	 z;
	int		 rc;
	bool		 good;

	memset(&z, 0, sizeof(z));
	if (inflateInit2(&z, GZIP_WINDOW) != Z_OK)
		return false;
	memcpy(&z.next_in, &in, sizeof(z.next_in));
	z.avail_in = (uInt)len;
	z.next_out = out;
	z.avail_out = (uInt)size + 1;	/* one more would show */
	rc = inflate(&z, Z_FINISH);
	good = rc == Z_STREAM_END && z.avail_in == 0 && z.avail_out == 1;
	inflateEnd(&z);
	return good;
}

enum reason
unpack_within(const void *gz, size_t len, size_t size, size_t max,
    const char *digest, struct buf *out)
{
	char		 is[65];
	unsigned char	*bytes;
	enum reason	 why;

	if (len > UINT_MAX || size == 0 || size > max)
		return fail(REASON_DATA, "copy of %zu bytes", size);
	if ((bytes = malloc(size + 1)) == NULL)
		return fail(REASON_MEMORY, "copy");
	if (!inflate_all(gz, len, bytes, size))
		why = fail(REASON_DATA, "copy does not decompress");
	else if ((why = secret_digest_hex(bytes, size, is)) == OK)
		why = strcasecmp(is, digest) == 0 ?
		    buf_add(out, bytes, size) :
		    fail(REASON_DATA, "copy is not what was stored");
	free(bytes);
	return why;
}

enum reason
copy_unpack(const void *gz, size_t len, size_t size, const char *digest,
    struct buf *out)
{

	return unpack_within(gz, len, size, COPY_BYTES_MAX, digest, out);
}
