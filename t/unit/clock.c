#include <locale.h>

#include "base/clock.h"
#include "unit.h"

/* Computed with date -u -d @N. */
static const struct {
	time_t		 when;
	const char	*iso;
	const char	*day;
	const char	*utc;
	const char	*http;
} cases[] = {
	{ 0, "1970-01-01T08:00:00+08:00", "1970-01-01",
	    "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT" },
	{ 1795478400, "2026-11-24T08:00:00+08:00", "2026-11-24",
	    "2026-11-24T00:00:00Z", "Tue, 24 Nov 2026 00:00:00 GMT" },
	/* the notice's day begins in China while it is the 16th in UTC */
	{ 1639670399, "2021-12-16T23:59:59+08:00", "2021-12-16",
	    "2021-12-16T15:59:59Z", "Thu, 16 Dec 2021 15:59:59 GMT" },
	{ 1639670400, "2021-12-17T00:00:00+08:00", "2021-12-17",
	    "2021-12-16T16:00:00Z", "Thu, 16 Dec 2021 16:00:00 GMT" },
	{ 1709222400, "2024-03-01T00:00:00+08:00", "2024-03-01",
	    "2024-02-29T16:00:00Z", "Thu, 29 Feb 2024 16:00:00 GMT" },
	/* China had summer time in 1988: a tz database would show 09:00 */
	{ 583804800, "1988-07-02T08:00:00+08:00", "1988-07-02",
	    "1988-07-02T00:00:00Z", "Sat, 02 Jul 1988 00:00:00 GMT" },
	/* past 2038 */
	{ 4102444800, "2100-01-01T08:00:00+08:00", "2100-01-01",
	    "2100-01-01T00:00:00Z", "Fri, 01 Jan 2100 00:00:00 GMT" },
};

static void
check_cases(void)
{
	char	 out[64];
	size_t	 i;

	for (i = 0; i < COUNT(cases); i++) {
		clock_iso(cases[i].when, out);
		assert_string_equal(out, cases[i].iso);
		clock_date(cases[i].when, out);
		assert_string_equal(out, cases[i].day);
		clock_utc(cases[i].when, out);
		assert_string_equal(out, cases[i].utc);
		clock_http(cases[i].when, out);
		assert_string_equal(out, cases[i].http);
	}
}

static void
times_read_as_they_should(void **state)
{

	(void)state;
	check_cases();
}

static void
the_machines_zone_and_locale_do_not_matter(void **state)
{

	(void)state;
	assert_int_equal(setenv("TZ", "America/New_York", 1), 0);
	tzset();
	(void)setlocale(LC_ALL, "");
	check_cases();
	assert_int_equal(setenv("TZ", "Asia/Shanghai", 1), 0);
	tzset();
	check_cases();
}

static void
absurd_times_still_fit_their_buffers(void **state)
{
	static const long long	 absurd[] = {
		INT64_MIN, INT64_MAX, -62135596801LL, 253402300800LL,
	};
	char			 out[64];
	size_t			 i;

	(void)state;
	for (i = 0; i < COUNT(absurd); i++) {
		clock_iso((time_t)absurd[i], out);
		assert_int_equal(strlen(out), CLOCK_ISO_BYTES - 1);
		clock_date((time_t)absurd[i], out);
		assert_int_equal(strlen(out), CLOCK_DATE_BYTES - 1);
		clock_utc((time_t)absurd[i], out);
		assert_int_equal(strlen(out), CLOCK_UTC_BYTES - 1);
		clock_http((time_t)absurd[i], out);
		assert_int_equal(strlen(out), CLOCK_HTTP_BYTES - 1);
	}
	clock_iso((time_t)INT64_MAX, out);
	assert_string_equal(out, "9999-12-31T23:59:59+08:00");
	clock_iso((time_t)INT64_MIN, out);
	assert_string_equal(out, "1000-01-01T00:00:00+08:00");
}

static void
clocks_run(void **state)
{
	const struct timespec	 pause = { 0, 20 * 1000 * 1000 };
	int64_t			 before = clock_monotonic_ms(), passed;

	(void)state;
	assert_true(clock_now() > 1700000000);
	assert_int_equal(nanosleep(&pause, NULL), 0);
	passed = clock_monotonic_ms() - before;
	assert_in_range(passed, 19, 5000);
}

static void
a_time_is_read_back_in_the_form_it_is_written(void **state)
{
	static const time_t	 times[] = { 0, 1, 951782400, 1790000000,
				    4102444799 };
	static const char *const bad[] = { "", "2026-11-24",
	    "2026-11-24T08:00:00Z", "2026-11-24T08:00:00+09:00",
	    "2026-11-24 08:00:00+08:00", "2026-02-29T08:00:00+08:00",
	    "2026-11-24T24:00:00+08:00", "2026-11-24T08:00:60+08:00",
	    "2026-11-24T08:00:00+08:00 ", "2026-1a-24T08:00:00+08:00" };
	char			 iso[CLOCK_ISO_BYTES];
	time_t			 when;
	size_t			 i;

	(void)state;
	for (i = 0; i < COUNT(times); i++) {
		clock_iso(times[i], iso);
		assert_true(clock_read_iso(iso, &when));
		assert_int_equal(when, times[i]);
	}
	for (i = 0; i < COUNT(bad); i++)
		if (clock_read_iso(bad[i], &when))
			fail_msg("%s", bad[i]);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_time_is_read_back_in_the_form_it_is_written),
		cmocka_unit_test(times_read_as_they_should),
		cmocka_unit_test(the_machines_zone_and_locale_do_not_matter),
		cmocka_unit_test(absurd_times_still_fit_their_buffers),
		cmocka_unit_test(clocks_run),
	};

	return RUN(tests);
}
