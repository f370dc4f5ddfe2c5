#include "http/response.h"
#include "unit.h"

static void
a_line_break_in_a_header_is_refused(void **state)
{
	struct response	 r;

	(void)state;
	response_init(&r);
	assert_int_equal(response_header(&r, "Location", "/a\r\nX: y"),
	    REASON_INTERNAL);
	assert_int_equal(response_header(&r, "Location", "/a\n"),
	    REASON_INTERNAL);
	assert_int_equal(r.headers, 0);
	assert_int_equal(response_header(&r, "Location", "/a"), OK);
	assert_string_equal(r.header[0].value, "/a");
	response_reset(&r);
}

static void
headers_have_a_bound(void **state)
{
	struct response	 r;
	int		 i;

	(void)state;
	response_init(&r);
	for (i = 0; i < RESPONSE_HEADERS_MAX; i++)
		assert_int_equal(response_header(&r, "X", "y"), OK);
	assert_int_equal(response_header(&r, "X", "y"), REASON_INTERNAL);
	response_reset(&r);
}

static void
a_reset_answer_keeps_nothing(void **state)
{
	struct response	 r;

	(void)state;
	response_init(&r);
	r.status = 303;
	assert_int_equal(response_header(&r, "X", "y"), OK);
	assert_int_equal(buf_printf(&r.body, "%s", "body"), OK);
	response_reset(&r);
	assert_int_equal(r.status, 200);
	assert_int_equal(r.headers, 0);
	assert_int_equal(r.body.len, 0);
	assert_int_equal(r.body.max, RESPONSE_BODY_MAX);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_line_break_in_a_header_is_refused),
		cmocka_unit_test(headers_have_a_bound),
		cmocka_unit_test(a_reset_answer_keeps_nothing),
	};

	return RUN(tests);
}
