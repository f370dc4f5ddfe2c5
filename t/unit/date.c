#include "field/date.h"
#include "unit.h"

static void
dates_as_people_write_them_are_read(void **state)
{
	static const struct { const char *typed, *date; } cases[] = {
		{ "1990-03-07", "1990-03-07" },
		{ "1990/3/7", "1990-03-07" },
		{ "1990.3.7", "1990-03-07" },
		{ "1990年3月7日", "1990-03-07" },
		{ "19900307", "1990-03-07" },
		{ " １９９０－０３－０７ ", "1990-03-07" },
		{ "1990/3/7 0:00:00", "1990-03-07" },
		{ "1990-03-07 00:00", "1990-03-07" },
		{ "2000-02-29", "2000-02-29" },
		{ "1990-03", "1990-03" },
		{ "1990年3月", "1990-03" },
	};
	char	 out[DATE_BYTES];
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_int_equal(date_normalise(cases[i].typed, out), OK);
		assert_string_equal(out, cases[i].date);
	}
}

static void
what_is_no_date_is_told_apart(void **state)
{
	static const struct { const char *typed; enum reason why; } cases[] = {
		{ "", REASON_DATE_EMPTY },
		{ " \t", REASON_DATE_EMPTY },
		{ "32939", REASON_DATE_SERIAL },
		{ "90-3-7", REASON_DATE_YEAR },
		{ "1990-02-30", REASON_DATE_CALENDAR },
		{ "1900-02-29", REASON_DATE_CALENDAR },
		{ "1990-13-01", REASON_DATE_CALENDAR },
		{ "1990-00-01", REASON_DATE_CALENDAR },
		{ "1799-01-01", REASON_DATE_CALENDAR },
		{ "1990-13", REASON_DATE_CALENDAR },
		{ "3/7/1990", REASON_DATE_FORM },
		{ "1990-3-7-1", REASON_DATE_FORM },
		{ "1990--3-7", REASON_DATE_FORM },
		{ "1990-003-07", REASON_DATE_FORM },
		{ "1990", REASON_DATE_FORM },
		{ "199003", REASON_DATE_FORM },
		{ "1990-03-07 12:00", REASON_DATE_FORM },
		{ "1990-03-07T00:00:00Z", REASON_DATE_FORM },
		{ "-1990-03-07", REASON_DATE_FORM },
		{ "一九九〇年", REASON_DATE_FORM },
		{ "\xFF\xFE", REASON_DATE_FORM },
		{ "99999999999999999999", REASON_DATE_FORM },
	};
	char	 out[DATE_BYTES] = "kept";
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		enum reason	 why = date_normalise(cases[i].typed, out);

		if (why != cases[i].why)
			fail_msg("%s: %s", cases[i].typed,
			    reason_info(why)->code);
		assert_string_equal(out, "kept");
	}
}

static void
a_day_may_end_a_date(void **state)
{
	char	 out[DATE_BYTES];

	(void)state;
	assert_int_equal(date_normalise("1990-3-7.", out), OK);
	assert_string_equal(out, "1990-03-07");
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(dates_as_people_write_them_are_read),
		cmocka_unit_test(what_is_no_date_is_told_apart),
		cmocka_unit_test(a_day_may_end_a_date),
	};

	return RUN(tests);
}
