#include "http/cookie.h"
#include "unit.h"

/* RFC 6265, 4.2.1. */
static void
a_cookie_is_found_by_its_whole_name(void **state)
{
	static const struct {
		const char	*header;
		const char	*value;		/* NULL: none */
	} cases[] = {
		{ "s=abc", "abc" },
		{ "a=1; s=abc", "abc" },
		{ "a=1;s=abc; b=2", "abc" },
		{ " s=a-b_C9 ", NULL },
		{ "", NULL },
		{ "s", NULL },
		{ "s=", NULL },
		{ "xs=abc", NULL },
		{ "sx=abc", NULL },
		{ "S=abc", NULL },
		{ "s=\"abc\"", NULL },
		{ "s=a b", NULL },
		{ "s=a%20", NULL },
		{ "s=abc; s=abc", NULL },
		{ "s=abc; s=def", NULL },
		{ ";;;; ;s=abc", "abc" },
	};
	char	 value[COOKIE_VALUE_BYTES];
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		bool	 found = cookie_get(cases[i].header, "s", value);

		if (found != (cases[i].value != NULL) ||
		    (found && strcmp(value, cases[i].value) != 0))
			fail_msg("Cookie: %s", cases[i].header);
	}
}

static void
a_value_that_we_never_set_is_none(void **state)
{
	char	 header[COOKIE_VALUE_BYTES + 8] = "s=";
	char	 value[COOKIE_VALUE_BYTES];

	(void)state;
	memset(header + 2, 'a', COOKIE_VALUE_BYTES - 1);
	assert_true(cookie_get(header, "s", value));
	assert_int_equal(strlen(value), COOKIE_VALUE_BYTES - 1);
	header[COOKIE_VALUE_BYTES + 1] = 'a';
	assert_false(cookie_get(header, "s", value));
}

static void
set(const char *value, bool secure, const char *expected)
{
	struct response	 res;

	response_init(&res);
	assert_int_equal(cookie_set(&res, "s", value, "/", secure), OK);
	assert_int_equal(res.headers, 1);
	assert_string_equal(res.header[0].name, "Set-Cookie");
	assert_string_equal(res.header[0].value, expected);
	response_reset(&res);
}

static void
a_cookie_is_for_no_script_and_no_other_site(void **state)
{
	struct response	 res;

	(void)state;
	set("abc", true, "s=abc; Path=/; HttpOnly; SameSite=Strict; Secure");
	set("abc", false, "s=abc; Path=/; HttpOnly; SameSite=Strict");
	set(NULL, false, "s=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
	response_init(&res);
	assert_int_equal(cookie_set(&res, "s", "a;b", "/", false),
	    REASON_INTERNAL);
	response_reset(&res);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_cookie_is_found_by_its_whole_name),
		cmocka_unit_test(a_value_that_we_never_set_is_none),
		cmocka_unit_test(a_cookie_is_for_no_script_and_no_other_site),
	};

	return RUN(tests);
}
