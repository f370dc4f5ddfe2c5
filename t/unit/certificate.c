#include "field/certificate.h"
#include "unit.h"

/* domain.md, "States and words": approved is told to nobody. */
static const struct {
	enum certificate_state	 state;
	const char		*word;
	bool			 is_public;
} cases[] = {
	{ STATE_UNKNOWN, "unknown", false },
	{ STATE_APPROVED, "approved", false },
	{ STATE_ISSUED, "issued", true },
	{ STATE_SUSPENDED, "suspended", true },
	{ STATE_REVOKED, "revoked", true },
	{ STATE_SUPERSEDED, "superseded", true },
};

static void
every_state_has_its_word_and_comes_back_from_it(void **state)
{
	size_t	 i;

	(void)state;
	assert_int_equal(COUNT(cases), STATE__MAX);
	for (i = 0; i < COUNT(cases); i++) {
		assert_string_equal(certificate_state_word(cases[i].state),
		    cases[i].word);
		assert_int_equal(certificate_state_named(cases[i].word),
		    cases[i].state);
	}
}

static void
the_public_sees_what_was_issued_and_nothing_else(void **state)
{
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		assert_int_equal(certificate_state_is_public(cases[i].state),
		    cases[i].is_public);
}

static void
what_is_no_state_is_unknown_and_not_shown(void **state)
{
	static const int	 values[] = { -1, STATE__MAX, 1000000 };
	size_t			 i;
	enum certificate_state	 odd;

	(void)state;
	for (i = 0; i < COUNT(values); i++) {
		odd = (enum certificate_state)values[i];
		assert_string_equal(certificate_state_word(odd), "unknown");
		assert_false(certificate_state_is_public(odd));
	}
	assert_int_equal(certificate_state_named(""), STATE_UNKNOWN);
	assert_int_equal(certificate_state_named("Issued"), STATE_UNKNOWN);
	assert_int_equal(certificate_state_named("issued "), STATE_UNKNOWN);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(
		    every_state_has_its_word_and_comes_back_from_it),
		cmocka_unit_test(
		    the_public_sees_what_was_issued_and_nothing_else),
		cmocka_unit_test(what_is_no_state_is_unknown_and_not_shown),
	};

	return RUN(tests);
}
