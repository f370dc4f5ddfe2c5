#include <time.h>

#include "responder/ticket.h"
#include "unit.h"

/* The responder's own code is not in the library. */
#include "responder/ticket.c"

static const unsigned char key[SECRET_KEY_BYTES] = { 1, 2, 3 };
static const unsigned char other[SECRET_KEY_BYTES] = { 1, 2, 4 };
static const time_t noon = 1790000000;

static void
make(struct ticket t, char out[TICKET_BYTES])
{
	assert_int_equal(ticket_write(key, &t, out), OK);
}

static void
a_ticket_gives_back_what_was_put_in(void **state)
{
	static const struct ticket cases[] = {
		{ 0, 0, 0 }, { 1, 1, 1790000000 },
		{ UINT64_MAX, 65535, 4102444800 },
	};
	char		 text[TICKET_BYTES];
	struct ticket	 t;
	size_t		 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		make(cases[i], text);
		assert_int_equal(strlen(text), TICKET_BYTES - 1);
		assert_int_equal(ticket_read(key, text, cases[i].checked, &t),
		    OK);
		assert_true(t.serial == cases[i].serial);
		assert_int_equal(t.version, cases[i].version);
		assert_true(t.checked == cases[i].checked);
	}
}

static void
a_ticket_lives_ten_minutes(void **state)
{
	static const struct {
		int		 after;
		enum reason	 why;
	} cases[] = {
		{ 0, OK }, { 599, OK }, { 600, OK },
		{ 601, REASON_TICKET_EXPIRED },
		{ 86400, REASON_TICKET_EXPIRED },
		{ -60, OK },		/* clocks of two machines differ */
		{ -61, REASON_TICKET_EXPIRED },
	};
	const struct ticket	 t = { 7, 1, noon };
	struct ticket		 got;
	char			 text[TICKET_BYTES];
	size_t			 i;

	(void)state;
	make(t, text);
	for (i = 0; i < COUNT(cases); i++)
		assert_int_equal(ticket_read(key, text, noon + cases[i].after,
		    &got), cases[i].why);
}

static void
a_ticket_of_another_key_or_altered_is_none(void **state)
{
	const struct ticket	 t = { 7, 1, noon };
	struct ticket		 got;
	char			 text[TICKET_BYTES];
	size_t			 i;

	(void)state;
	make(t, text);
	assert_int_equal(ticket_read(other, text, noon, &got),
	    REASON_NOT_FOUND);
	for (i = 0; text[i] != '\0'; i++) {
		char	 kept = text[i];

		text[i] = kept == 'A' ? 'B' : 'A';
		assert_int_equal(ticket_read(key, text, noon, &got),
		    REASON_NOT_FOUND);
		text[i] = kept;
	}
	assert_int_equal(ticket_read(key, "", noon, &got), REASON_NOT_FOUND);
}

static void
a_token_of_another_kind_is_no_ticket(void **state)
{
	unsigned char	 plain[TICKET_PLAIN] = { TICKET_KIND + 1 };
	char		 text[TICKET_BYTES];
	struct ticket	 got;

	(void)state;
	assert_int_equal(secret_seal(key, plain, sizeof(plain), text), OK);
	assert_int_equal(ticket_read(key, text, 0, &got), REASON_NOT_FOUND);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_ticket_gives_back_what_was_put_in),
		cmocka_unit_test(a_ticket_lives_ten_minutes),
		cmocka_unit_test(a_ticket_of_another_key_or_altered_is_none),
		cmocka_unit_test(a_token_of_another_kind_is_no_ticket),
	};

	return RUN(tests);
}
