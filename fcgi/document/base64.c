/* Base64 in pieces, so that no second copy of the whole is needed. */
#include <openssl/evp.h>

#include <stdint.h>
#include <string.h>

#include "document/base64.h"

#define PIECE_BYTES	3072		/* a multiple of 3 */
#define PIECE_CHARS	(PIECE_BYTES / 3 * 4)

enum reason
base64_write(const void *bytes, size_t len, struct buf *to)
{
	unsigned char		 text[PIECE_CHARS + 1];
	const unsigned char	*at = bytes;
	enum reason		 why = OK;
	size_t			 n;
	int			 chars;

	for (; why == OK && len > 0; at += n, len -= n) {
		n = len < PIECE_BYTES ? len : PIECE_BYTES;
		chars = EVP_EncodeBlock(text, at, (int)n);
		why = buf_add(to, text, (size_t)chars);
	}
	return why;
}

/* One piece there and back: what differs was another spelling. */
static enum reason
read_piece(const char *text, size_t chars, struct buf *to)
{
	unsigned char	 bytes[PIECE_BYTES], again[PIECE_CHARS + 1];
	int		 n;

	n = EVP_DecodeBlock(bytes, (const unsigned char *)text, (int)chars);
	if (n < 0)
		return fail(REASON_FILE_FORMAT, "not base64");
	n -= (text[chars - 1] == '=') + (text[chars - 2] == '=');
	if (EVP_EncodeBlock(again, bytes, n) != (int)chars ||
	    memcmp(again, text, chars) != 0)
		return fail(REASON_FILE_FORMAT, "not base64 as it is written");
	return buf_add(to, bytes, (size_t)n);
}

enum reason
base64_read(const char *text, struct buf *to)
{
	size_t		 len = strlen(text), n;
	const char	*pad = strchr(text, '=');
	enum reason	 why = OK;

	if (len == 0 || len % 4 != 0 ||
	    (pad != NULL && (size_t)(pad - text) + 2 < len))
		return fail(REASON_FILE_FORMAT, "not base64");
	for (; why == OK && len > 0; text += n, len -= n) {
		n = len < PIECE_CHARS ? len : PIECE_CHARS;
		why = read_piece(text, n, to);
	}
	return why;
}
