/* References as 11 sealed bytes: kind, serial, version; big-endian. */
#include "responder/ref.h"

#define REF_KIND	2	/* ticket.c has 1 */

enum reason
ref_write(const unsigned char key[SECRET_KEY_BYTES], uint64_t serial,
    unsigned version, char out[REF_BYTES])
{
	unsigned char	 plain[REF_PLAIN] = { REF_KIND };
	int		 i;

	for (i = 0; i < 8; i++)
		plain[1 + i] = (unsigned char)(serial >> (56 - 8 * i) & 255);
	plain[9] = (unsigned char)(version >> 8 & 255);
	plain[10] = (unsigned char)(version & 255);
	return secret_seal(key, plain, sizeof(plain), out);
}

enum reason
ref_read(const unsigned char key[SECRET_KEY_BYTES], const char *text,
    uint64_t *serial, unsigned *version)
{
	unsigned char	 plain[REF_PLAIN];
	int		 i;

	if (!secret_open(key, text, plain, sizeof(plain)) ||
	    plain[0] != REF_KIND)
		return fail(REASON_NOT_FOUND, "no such reference");
	*serial = 0;
	for (i = 0; i < 8; i++)
		*serial = *serial << 8 | plain[1 + i];
	*version = (unsigned)plain[9] << 8 | plain[10];
	return OK;
}
