/* Tickets, references and base64: what opens is what we made. */
#include "fuzz.h"

#include "document/base64.h"

/* The responder's own code is not in the library. */
#include "responder/ref.c"
#include "responder/ticket.c"

#define NOW	((time_t)1790000000)

static const unsigned char	 key[SECRET_KEY_BYTES] = { 1, 2, 3 };
static char			 ticket[TICKET_BYTES], ref[REF_BYTES];

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static const struct ticket	 t = { 7, 1, NOW };

	(void)argc;
	(void)argv;
	HOLDS(ticket_write(key, &t, ticket) == OK);
	HOLDS(ref_write(key, 7, 1, ref) == OK);
	return 0;
}

static void
open_both(const char *text)
{
	struct ticket	 t;
	enum reason	 why;
	uint64_t	 serial;
	unsigned	 version;

	why = ticket_read(key, text, NOW, &t);
	HOLDS(why == OK || why == REASON_NOT_FOUND);
	HOLDS((why == OK) == (strcmp(text, ticket) == 0));
	HOLDS(why != OK || (t.serial == 7 && t.version == 1));
	why = ref_read(key, text, &serial, &version);
	HOLDS(why == OK || why == REASON_NOT_FOUND);
	HOLDS((why == OK) == (strcmp(text, ref) == 0));
	HOLDS(why != OK || (serial == 7 && version == 1));
}

static void
read_base64(const char *text)
{
	struct buf	 bytes = BUF_INIT(1u << 20), again = BUF_INIT(1u << 20);

	if (base64_read(text, &bytes) == OK) {
		HOLDS(base64_write(bytes.data, bytes.len, &again) == OK);
		HOLDS(strcmp(buf_text(&again), text) == 0);
	}
	buf_free(&bytes);
	buf_free(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct buf	 b = BUF_INIT(1u << 20);
	char		*text;

	if (len > 0 && bytes[0] == 1)
		fuzz_edit(bytes + 1, len - 1, ticket, strlen(ticket), &b);
	else if (len > 0 && bytes[0] == 2)
		fuzz_edit(bytes + 1, len - 1, ref, strlen(ref), &b);
	else
		HOLDS(buf_add(&b, bytes, len) == OK);
	text = fuzz_text((const uint8_t *)buf_text(&b), b.len);
	open_both(text);
	read_base64(text);
	free(text);
	buf_free(&b);
	return 0;
}
