#include <string.h>

#include "responder/batch_address.h"

#define BATCH_KIND	3	/* ticket.c, upload_ticket.c, ref.c: 1 and 2 */

enum reason
batch_address_write(const unsigned char key[SECRET_KEY_BYTES],
    const unsigned char code[LOOKUP_CODE_BYTES], char out[BATCH_ADDRESS_BYTES])
{
	unsigned char	 plain[BATCH_PLAIN] = { BATCH_KIND };

	memcpy(plain + 1, code, LOOKUP_CODE_BYTES);
	memcpy(out, "/batch/jobs/", 12);
	return secret_seal(key, plain, sizeof(plain), out + 12);
}

enum reason
batch_address_read(const unsigned char key[SECRET_KEY_BYTES], const char *text,
    unsigned char code[LOOKUP_CODE_BYTES])
{
	unsigned char	 plain[BATCH_PLAIN];

	if (!secret_open(key, text, plain, sizeof(plain)) ||
	    plain[0] != BATCH_KIND)
		return fail(REASON_NOT_FOUND, "no such batch");
	memcpy(code, plain + 1, LOOKUP_CODE_BYTES);
	return OK;
}
