#include "field/management_no.h"
#include "unit.h"

/* No public rule exists: opaque, 6 to 32 letters, digits and hyphens. */
static void
numbers_are_folded_and_otherwise_kept(void **state)
{
	static const struct {
		const char	*typed;
		const char	*stored;
	} cases[] = {
		{ "20211100665000000001", "20211100665000000001" },
		{ " 2021 1100 6650 0000 0001\n", "20211100665000000001" },
		{ "２０２１１１００６６５０００００", "2021110066500000" },
		{ "2021　1100", "20211100" },
		{ "aB-123", "aB-123" },			/* case is kept */
		{ "123456", "123456" },
		{ "12345678901234567890123456789012",
		    "12345678901234567890123456789012" },
	};
	char	 out[MANAGEMENT_NO_BYTES];
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_int_equal(management_no_normalise(cases[i].typed, out),
		    OK);
		assert_string_equal(out, cases[i].stored);
	}
}

static void
anything_else_is_refused_and_leaves_out_alone(void **state)
{
	static const struct {
		const char	*typed;
		enum reason	 why;
	} cases[] = {
		{ "", REASON_MANAGEMENT_EMPTY },
		{ " \xE3\x80\x80\xEF\xBB\xBF", REASON_MANAGEMENT_EMPTY },
		{ "12345", REASON_MANAGEMENT_CHARACTER },
		{ "123456789012345678901234567890123",
		    REASON_MANAGEMENT_CHARACTER },
		{ "管理号：123456", REASON_MANAGEMENT_CHARACTER },
		{ "123456'", REASON_MANAGEMENT_CHARACTER },
		{ "1234_56", REASON_MANAGEMENT_CHARACTER },
		{ "123\x01" "456", REASON_MANAGEMENT_CHARACTER },
		{ "123456\xC0\xB7", REASON_MANAGEMENT_CHARACTER },
		{ "123456\xED\xA0\x80", REASON_MANAGEMENT_CHARACTER },
	};
	char	 out[MANAGEMENT_NO_BYTES] = "untouched";
	char	*endless = repeated('7', 10 * MEGABYTE);
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		assert_int_equal(management_no_normalise(cases[i].typed, out),
		    cases[i].why);
	assert_int_equal(management_no_normalise(endless, out),
	    REASON_MANAGEMENT_CHARACTER);
	assert_string_equal(out, "untouched");
	free(endless);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(numbers_are_folded_and_otherwise_kept),
		cmocka_unit_test(anything_else_is_refused_and_leaves_out_alone),
	};

	return RUN(tests);
}
