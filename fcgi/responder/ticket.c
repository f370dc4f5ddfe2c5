/* Tickets as 19 sealed bytes: kind, serial, version, time; big-endian. */
#include "responder/ticket.h"

#define TICKET_KIND	1	/* a look-up's result; other tokens differ */

static void
put(unsigned char *at, uint64_t value, int bytes)
{
	while (bytes-- > 0) {
		at[bytes] = (unsigned char)(value & 255);
		value >>= 8;
	}
}

static uint64_t
get(const unsigned char *at, int bytes)
{
	uint64_t	 value = 0;
	int		 i;

	for (i = 0; i < bytes; i++)
		value = value << 8 | at[i];
	return value;
}

void
ticket_pack(unsigned char kind, const struct ticket *t,
    unsigned char plain[TICKET_PLAIN])
{
	plain[0] = kind;
	put(plain + 1, t->serial, 8);
	put(plain + 9, t->version, 2);
	put(plain + 11, (uint64_t)t->checked, 8);
}

enum reason
ticket_unpack(unsigned char kind, const unsigned char plain[TICKET_PLAIN],
    time_t now, struct ticket *t)
{
	if (plain[0] != kind)
		return fail(REASON_NOT_FOUND, "no such ticket");
	t->serial = get(plain + 1, 8);
	t->version = (unsigned)get(plain + 9, 2);
	t->checked = (time_t)get(plain + 11, 8);
	if (now > t->checked + TICKET_LIFE_S || now < t->checked - 60)
		return fail(REASON_TICKET_EXPIRED, "ticket has expired");
	return OK;
}

enum reason
ticket_write(const unsigned char key[SECRET_KEY_BYTES],
    const struct ticket *t, char out[TICKET_BYTES])
{
	unsigned char	 plain[TICKET_PLAIN];

	ticket_pack(TICKET_KIND, t, plain);
	return secret_seal(key, plain, sizeof(plain), out);
}

enum reason
ticket_read(const unsigned char key[SECRET_KEY_BYTES], const char *text,
    time_t now, struct ticket *t)
{
	unsigned char	 plain[TICKET_PLAIN];

	if (!secret_open(key, text, plain, sizeof(plain)))
		return fail(REASON_NOT_FOUND, "no such ticket");
	return ticket_unpack(TICKET_KIND, plain, now, t);
}
