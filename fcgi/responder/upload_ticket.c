/* A ticket, the report's number, and differences only where there are some. */
#include <string.h>

#include "responder/upload_ticket.h"

#define UPLOAD_KIND	2

enum reason
upload_ticket_write(const unsigned char key[SECRET_KEY_BYTES],
    const struct upload_ticket *t, char out[UPLOAD_TICKET_BYTES])
{
	unsigned char	 plain[UPLOAD_PLAIN + sizeof(t->difference)];
	size_t		 len = UPLOAD_PLAIN;

	ticket_pack(UPLOAD_KIND, &t->of, plain);
	memcpy(plain + TICKET_PLAIN, t->number, sizeof(t->number));
	if (t->differences > 0) {
		memcpy(plain + len, t->difference, sizeof(t->difference));
		len += sizeof(t->difference);
	}
	return secret_seal(key, plain, len, out);
}

enum reason
upload_ticket_read(const unsigned char key[SECRET_KEY_BYTES],
    const char *text, time_t now, struct upload_ticket *t)
{
	unsigned char	 plain[UPLOAD_PLAIN + sizeof(t->difference)];

	memset(t, 0, sizeof(*t));
	if (secret_open(key, text, plain, sizeof(plain)))
		memcpy(t->difference, plain + UPLOAD_PLAIN,
		    sizeof(t->difference));
	else if (!secret_open(key, text, plain, UPLOAD_PLAIN))
		return fail(REASON_NOT_FOUND, "no such ticket");
	while (t->differences < DIFFERENCES_MAX &&
	    t->difference[t->differences].field[0] != '\0')
		t->differences++;
	memcpy(t->number, plain + TICKET_PLAIN, sizeof(t->number));
	return ticket_unpack(UPLOAD_KIND, plain, now, &t->of);
}
