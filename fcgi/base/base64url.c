#include <stdint.h>
#include <string.h>

#include "base/base64url.h"

static const char digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void
base64url_write(const unsigned char *in, size_t len, char *out)
{
	uint32_t	 bits = 0;
	int		 have = 0;
	size_t		 i;

	for (i = 0; i < len; i++) {
		bits = bits << 8 | in[i];
		for (have += 8; have >= 6; have -= 6)
			*out++ = digits[bits >> (have - 6) & 63];
	}
	if (have > 0)
		*out++ = digits[bits << (6 - have) & 63];
	*out = '\0';
}

/* Only the one right spelling of exactly len bytes is read. */
bool
base64url_read(const char *in, unsigned char *out, size_t len)
{
	uint32_t	 bits = 0;
	int		 have = 0;
	size_t		 n = 0;
	const char	*at;

	for (; *in != '\0'; in++) {
		if ((at = strchr(digits, *in)) == NULL)
			return false;
		bits = bits << 6 | (uint32_t)(at - digits);
		if ((have += 6) < 8)
			continue;
		have -= 8;
		if (n == len)
			return false;
		out[n++] = (unsigned char)(bits >> have & 255);
	}
	return n == len && have < 6 && (bits & ((1u << have) - 1)) == 0;
}
