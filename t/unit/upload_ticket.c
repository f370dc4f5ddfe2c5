#include "responder/upload_ticket.h"
#include "unit.h"

/* The responder's own code is not in the library. */
#include "responder/ticket.c"
#include "responder/upload_ticket.c"

static const unsigned char key[SECRET_KEY_BYTES] = { 1, 2, 3 };
static const time_t noon = 1790000000;

static struct upload_ticket
sample(size_t differences)
{
	struct upload_ticket	 t;
	size_t			 i;

	memset(&t, 0, sizeof(t));
	t.of = (struct ticket){ UINT64_MAX, 999, noon };
	memset(t.number, 0x7f, sizeof(t.number));
	t.differences = differences;
	for (i = 0; i < differences; i++) {
		snprintf(t.difference[i].field, sizeof(t.difference[i].field),
		    "managementNo%zu", i);
		memset(t.difference[i].file, 'q',
		    sizeof(t.difference[i].file) - 1);
	}
	return t;
}

static void
a_ticket_gives_back_what_was_put_in(void **state)
{
	struct upload_ticket	 t, got;
	char			 text[UPLOAD_TICKET_BYTES];
	size_t			 n;

	(void)state;
	for (n = 0; n <= DIFFERENCES_MAX; n++) {
		t = sample(n);
		assert_int_equal(upload_ticket_write(key, &t, text), OK);
		assert_true(strlen(text) < 769);	/* PATH_ARG_BYTES */
		assert_int_equal(upload_ticket_read(key, text, noon, &got),
		    OK);
		assert_true(got.of.serial == t.of.serial);
		assert_int_equal(got.of.version, t.of.version);
		assert_memory_equal(got.number, t.number, sizeof(t.number));
		assert_int_equal(got.differences, n);
		assert_memory_equal(got.difference, t.difference,
		    sizeof(t.difference));
	}
}

static void
what_it_says_cannot_be_read_in_it(void **state)
{
	const struct upload_ticket	 t = sample(1);
	char				 text[UPLOAD_TICKET_BYTES];

	(void)state;
	assert_int_equal(upload_ticket_write(key, &t, text), OK);
	assert_null(strstr(text, "qqq"));
	assert_null(strstr(text, "cXFx"));	/* the same in base64 */
}

static void
it_lives_ten_minutes_and_is_no_other_ticket(void **state)
{
	const struct upload_ticket	 t = sample(0);
	struct upload_ticket		 got;
	struct ticket			 plain;
	char				 text[UPLOAD_TICKET_BYTES];
	char				 lookup[TICKET_BYTES];

	(void)state;
	assert_int_equal(upload_ticket_write(key, &t, text), OK);
	assert_int_equal(upload_ticket_read(key, text, noon + TICKET_LIFE_S,
	    &got), OK);
	assert_int_equal(upload_ticket_read(key, text, noon + TICKET_LIFE_S +
	    1, &got), REASON_TICKET_EXPIRED);
	assert_int_equal(ticket_read(key, text, noon, &plain),
	    REASON_NOT_FOUND);
	assert_int_equal(ticket_write(key, &t.of, lookup), OK);
	assert_int_equal(upload_ticket_read(key, lookup, noon, &got),
	    REASON_NOT_FOUND);
	text[5] = text[5] == 'A' ? 'B' : 'A';
	assert_int_equal(upload_ticket_read(key, text, noon, &got),
	    REASON_NOT_FOUND);
}

static void
a_token_of_another_kind_is_no_ticket(void **state)
{
	unsigned char		 plain[UPLOAD_PLAIN] = { UPLOAD_KIND + 1 };
	struct upload_ticket	 got;
	char			 text[UPLOAD_TICKET_BYTES];

	(void)state;
	assert_int_equal(secret_seal(key, plain, sizeof(plain), text), OK);
	assert_int_equal(upload_ticket_read(key, text, 0, &got),
	    REASON_NOT_FOUND);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_ticket_gives_back_what_was_put_in),
		cmocka_unit_test(what_it_says_cannot_be_read_in_it),
		cmocka_unit_test(it_lives_ten_minutes_and_is_no_other_ticket),
		cmocka_unit_test(a_token_of_another_kind_is_no_ticket),
	};

	return RUN(tests);
}
