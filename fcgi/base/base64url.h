/*
 * Base64 for addresses (RFC 4648 section 5), without padding.
 */
#ifndef ECERT_BASE_BASE64URL_H
#define ECERT_BASE_BASE64URL_H

#include <stdbool.h>
#include <stddef.h>

/* Characters for len bytes, and the NUL. */
#define BASE64URL_BYTES(len)	(((len) * 4 + 2) / 3 + 1)

/* out has room for BASE64URL_BYTES(len). */
void	 base64url_write(const unsigned char *in, size_t len, char *out);

/*
 * Exactly len bytes; false when the text is any but the one that
 * base64url_write() gives for them.
 */
bool	 base64url_read(const char *in, unsigned char *out, size_t len);

#endif
