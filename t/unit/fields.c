#include "http/fields.h"
#include "unit.h"

static enum reason
decode(struct fields *f, const char *text)
{
	return fields_decode(f, text, strlen(text));
}

/* WHATWG URL standard, application/x-www-form-urlencoded. */
static void
pairs_are_split_and_unescaped(void **state)
{
	struct fields	 f;

	(void)state;
	assert_int_equal(decode(&f, "name=%E5%BC%A0+%e4%b8%89&&x&y==%2B"), OK);
	assert_int_equal(f.count, 3);
	assert_string_equal(fields_get(&f, "name"), "张 三");
	assert_string_equal(fields_get(&f, "x"), "");
	assert_string_equal(fields_get(&f, "y"), "=+");
	assert_null(fields_get(&f, "z"));
	fields_free(&f);
	assert_null(fields_get(&f, "name"));
	assert_int_equal(decode(&f, ""), OK);
	assert_int_equal(f.count, 0);
	fields_free(&f);
}

static void
what_cannot_be_read_in_one_way_is_refused(void **state)
{
	static const char *const cases[] = {
		"a=1&a=2", "a&%61", "a=%", "a=%4", "a=%zz", "a=%00", "%00=a",
		"a=%ff", "%c0%af=1", "a=%ed%a0%80", "a=\xe9",
	};
	struct fields	 f;
	size_t		 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		if (decode(&f, cases[i]) != REASON_BAD_REQUEST)
			fail_msg("%s", cases[i]);
		fields_free(&f);
	}
	assert_int_equal(fields_decode(&f, "a\0b", 3), REASON_BAD_REQUEST);
	fields_free(&f);
}

static void
as_many_fields_as_there_is_room_for_are_taken(void **state)
{
	char		 text[512];
	struct fields	 f;
	size_t		 i, len = 0;

	(void)state;
	for (i = 0; i < FIELDS_MAX; i++)
		len += (size_t)snprintf(text + len, sizeof(text) - len,
		    "f%zu=1&", i);
	assert_int_equal(fields_decode(&f, text, len), OK);
	assert_int_equal(f.count, FIELDS_MAX);
	fields_free(&f);
	snprintf(text + len, sizeof(text) - len, "g=1");
	assert_int_equal(decode(&f, text), REASON_BAD_REQUEST);
	fields_free(&f);
}

static void
paths_are_unescaped_without_plus(void **state)
{
	static const struct {
		const char	*path;
		const char	*decoded;	/* NULL: refused */
	} cases[] = {
		{ "/a+b", "/a+b" }, { "/%E5%BC%A0", "/张" }, { "/%41", "/A" },
		{ "/%", NULL }, { "/%0a", NULL }, { "/%7f", NULL },
		{ "/%00", NULL }, { "/%e9", NULL }, { "/%EF%BF%BE", NULL },
	};
	char	 path[32];
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		snprintf(path, sizeof(path), "%s", cases[i].path);
		if (cases[i].decoded == NULL)
			assert_int_equal(percent_decode(path),
			    REASON_BAD_REQUEST);
		else {
			assert_int_equal(percent_decode(path), OK);
			assert_string_equal(path, cases[i].decoded);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(pairs_are_split_and_unescaped),
		cmocka_unit_test(what_cannot_be_read_in_one_way_is_refused),
		cmocka_unit_test(as_many_fields_as_there_is_room_for_are_taken),
		cmocka_unit_test(paths_are_unescaped_without_plus),
	};

	return RUN(tests);
}
