/* Headers of the interface that depend on nothing but their values. */
#include "responder/api_head.c"
#include "unit.h"

static const char *
value_of(const struct response *res, const char *name)
{
	size_t	 i;

	for (i = 0; i < res->headers; i++)
		if (strcmp(res->header[i].name, name) == 0)
			return res->header[i].value;
	return "";
}

/* RFC 9745: a structured date; RFC 8594: an HTTP date. */
static void
a_route_that_will_go_says_when(void **state)
{
	const struct route_end	 end = { METHOD_GET, "/api/v1/x", "2027-01-01",
				    "2028-03-01", "https://example.cn/x" };
	struct response		 res;

	(void)state;
	response_init(&res);
	api_head_end(&res, &end);
	assert_string_equal(value_of(&res, "Deprecation"), "@1798732800");
	assert_string_equal(value_of(&res, "Sunset"),
	    "Tue, 29 Feb 2028 16:00:00 GMT");
	assert_string_equal(value_of(&res, "Link"),
	    "<https://example.cn/x>; rel=\"deprecation\"");
	response_reset(&res);
}

static void
a_day_that_is_not_decided_is_not_told(void **state)
{
	const struct route_end	 end = { METHOD_GET, "/api/v1/x", "2027-01-01",
				    "", "https://example.cn/x" };
	struct response		 res;

	(void)state;
	response_init(&res);
	api_head_end(&res, &end);
	assert_string_equal(value_of(&res, "Deprecation"), "@1798732800");
	assert_string_equal(value_of(&res, "Sunset"), "");
	response_reset(&res);
}

static void
a_route_that_stays_says_nothing(void **state)
{
	struct response	 res;

	(void)state;
	response_init(&res);
	api_head_end(&res, NULL);
	assert_int_equal(res.headers, 0);
	response_reset(&res);
}

/* W3C Trace Context, 3.2.2. */
static void
a_traceparent_is_known_by_its_form(void **state)
{
	static const struct {
		const char	*text;
		bool		 is;
	} cases[] = {
		{ "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
		    true },
		{ "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00",
		    true },
		{ "", false },
		{ "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
		    false },
		{ "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
		    false },
		{ "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
		    false },
		{ "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
		    false },
		{ "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g",
		    false },
		{ "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
		    false },
		{ "00-4bf92f3577b34da6a3ce929d0e0e47361-0f067aa0ba902b7-01",
		    false },
		{ "00-4bf92f3577b34da6a3ce929d0e0e4736 00f067aa0ba902b7-01",
		    false },
	};
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		if (api_is_traceparent(cases[i].text) != cases[i].is)
			fail_msg("%s", cases[i].text);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_route_that_will_go_says_when),
		cmocka_unit_test(a_day_that_is_not_decided_is_not_told),
		cmocka_unit_test(a_route_that_stays_says_nothing),
		cmocka_unit_test(a_traceparent_is_known_by_its_form),
	};

	return RUN(tests);
}
