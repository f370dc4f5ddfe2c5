#include "field/name.h"
#include "unit.h"

struct typed {
	const char	*typed;
	enum reason	 why;
	const char	*kept;
};

static void
check(enum reason (*normalise)(const char *, char *),
    const struct typed *cases, size_t n)
{
	char	 out[NAME_BYTES];
	size_t	 i;

	for (i = 0; i < n; i++) {
		(void)snprintf(out, sizeof(out), "untouched");
		assert_int_equal(normalise(cases[i].typed, out),
		    cases[i].why);
		assert_string_equal(out, cases[i].why == OK ?
		    cases[i].kept : "untouched");
	}
}

/* 民委发〔2016〕33号: all of GB 18030, the separator is U+00B7. */
static void
names_are_kept_as_they_are(void **state)
{
	static const struct typed	 cases[] = {
		{ "张三", OK, "张三" },
		{ "阿卜杜拉·买买提", OK, "阿卜杜拉·买买提" },
		{ "𬱖", OK, "𬱖" },
		{ "𠮷", OK, "𠮷" },
		{ "䶮", OK, "䶮" },
		{ "\xF0\xAE\xAF\xB0", OK, "\xF0\xAE\xAF\xB0" },	/* 2EBF0 */
		{ "〇", OK, "〇" },
		/* U+FA1E would become U+7FBD under NFC */
		{ "\xEF\xA8\x9E", OK, "\xEF\xA8\x9E" },
		{ "John Smith", OK, "John Smith" },
		{ "J.R. Smith", OK, "J.R. Smith" },
		{ "J.Smith", OK, "J.Smith" },
		{ "Jose\xCC\x81", OK, "Jose\xCC\x81" },	/* not composed */
		{ "麦克. 史密斯", OK, "麦克. 史密斯" },
		{ "·张", OK, "·张" },
	};

	(void)state;
	check(name_normalise, cases, COUNT(cases));
}

/* Padding of two-character names is for looks only. */
static void
white_space_at_the_ends_and_between_han_goes(void **state)
{
	static const struct typed	 cases[] = {
		{ " 张三\n", OK, "张三" },
		{ "张　三", OK, "张三" },
		{ "张 \t三", OK, "张三" },
		{ "𬱖　𠮷", OK, "𬱖𠮷" },
		{ "\xEF\xBB\xBF张\xE2\x80\x8B三", OK, "张三" },
		{ "阿卜杜拉 · 买买提", OK, "阿卜杜拉·买买提" },
		{ "John  Smith ", OK, "John  Smith" },
		{ "\xEF\xA8\x9E 张", OK, "\xEF\xA8\x9E张" },
		{ "张 San", OK, "张 San" },
	};

	(void)state;
	check(name_normalise, cases, COUNT(cases));
}

static void
look_alike_separators_are_told_and_mended(void **state)
{
	static const char	*const marks[] = {
		"\xE2\x80\xA2", "\xE2\x80\xA7", "\xE3\x83\xBB",
		"\xEF\xBD\xA5", "\xE2\x8B\x85", "\xE2\x88\x99",
		"\xE1\x9B\xAB", "\xEF\xBC\x8E", "\xE3\x80\x82", ".",
	};
	char	 typed[NAME_BYTES], out[NAME_BYTES];
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(marks); i++) {
		(void)snprintf(typed, sizeof(typed), "阿卜杜拉%s买买提",
		    marks[i]);
		(void)snprintf(out, sizeof(out), "untouched");
		assert_int_equal(name_normalise(typed, out),
		    REASON_NAME_SEPARATOR);
		assert_string_equal(out, "untouched");
		assert_int_equal(name_with_separator(typed, out), OK);
		assert_string_equal(out, "阿卜杜拉·买买提");
		assert_int_equal(name_normalise(out, typed), OK);
	}
}

static void
separators_are_mended_only_between_letters(void **state)
{
	static const struct typed	 cases[] = {
		{ "阿.卜•杜・拉", OK, "阿·卜·杜·拉" },
		{ "阿卜杜拉 • 买买提", OK, "阿卜杜拉·买买提" },
		{ "𬱖.𠮷", OK, "𬱖·𠮷" },
		{ "Ali•Baba", OK, "Ali·Baba" },
		{ "Ali.Baba", OK, "Ali.Baba" },
		{ "麦克. 史密斯", OK, "麦克. 史密斯" },
		{ "张三。", OK, "张三。" },
		{ "张·.三", OK, "张·.三" },
		{ "·张三", OK, "·张三" },
		{ "", REASON_NAME_EMPTY, NULL },
		{ "\xC0\xAE", REASON_NAME_ENCODING, NULL },
	};

	(void)state;
	check(name_with_separator, cases, COUNT(cases));
}

static void
a_latin_name_with_a_bullet_is_told(void **state)
{
	static const struct typed	 cases[] = {
		{ "Ali•Baba", REASON_NAME_SEPARATOR, NULL },
		{ "\xF0\xAE\xAF\xB0.张", REASON_NAME_SEPARATOR, NULL },
		{ "阿卜杜拉 • 买买提", REASON_NAME_SEPARATOR, NULL },
	};

	(void)state;
	check(name_normalise, cases, COUNT(cases));
}

static void
what_cannot_be_a_name_is_refused(void **state)
{
	static const struct typed	 cases[] = {
		{ "", REASON_NAME_EMPTY, NULL },
		{ " \xE3\x80\x80\xEF\xBB\xBF", REASON_NAME_EMPTY, NULL },
		{ "\xC0\xAF", REASON_NAME_ENCODING, NULL },
		{ "\xE0\x80\xAF张", REASON_NAME_ENCODING, NULL },
		{ "\xED\xA0\x80", REASON_NAME_ENCODING, NULL },
		{ "\xED\xA1\x82\xED\xBE\xB7", REASON_NAME_ENCODING, NULL },
		{ "\xD5\xC5\xC8\xFD", REASON_NAME_ENCODING, NULL }, /* GBK */
		{ "张\x01三", REASON_NAME_ENCODING, NULL },
		{ "John\tSmith", REASON_NAME_ENCODING, NULL },
		{ "张\x7F", REASON_NAME_ENCODING, NULL },
		{ "张\xC2\x85三", REASON_NAME_ENCODING, NULL },	/* NEL */
		{ "张\xE2\x80\xAE三", REASON_NAME_ENCODING, NULL },	/* RLO */
		{ "张\xE2\x81\xA6三", REASON_NAME_ENCODING, NULL },	/* LRI */
		{ "张\xE2\x80\xA8三", REASON_NAME_ENCODING, NULL },
		{ "张\xEF\xBF\xBD", REASON_NAME_ENCODING, NULL }, /* FFFD */
		{ "张\xEF\xBF\xBE", REASON_NAME_ENCODING, NULL }, /* FFFE */
		{ "张\xEF\xB7\x90", REASON_NAME_ENCODING, NULL }, /* FDD0 */
		{ "\xF0\xAF\xBF\xBF", REASON_NAME_ENCODING, NULL },
		{ "张\xEE\xA0\x80", REASON_NAME_PRIVATE, NULL }, /* E800 */
		{ "\xF3\xB0\x80\x80", REASON_NAME_PRIVATE, NULL },
		{ "\xF4\x80\x80\x80", REASON_NAME_PRIVATE, NULL },
	};

	(void)state;
	check(name_normalise, cases, COUNT(cases));
}

/* At least 50 must fit: 民委发〔2016〕33号; the registry takes 100. */
static void
a_hundred_characters_fit_and_no_more(void **state)
{
	char	 name[NAME_BYTES + 4] = "", out[NAME_BYTES], *endless;
	size_t	 i;

	(void)state;
	for (i = 0; i < NAME_CHARS_MAX; i++)
		memcpy(name + 4 * i, "𠮷", 5);
	assert_int_equal(name_normalise(name, out), OK);
	assert_string_equal(out, name);
	assert_int_equal(name_with_separator(name, out), OK);
	memcpy(name + 4 * i, "𠮷", 5);
	assert_int_equal(name_normalise(name, out), REASON_NAME_LONG);
	endless = repeated('a', 10 * MEGABYTE);
	assert_int_equal(name_normalise(endless, out), REASON_NAME_LONG);
	memset(endless + 1, ' ', 10 * MEGABYTE - 2);
	assert_int_equal(name_normalise(endless, out), REASON_NAME_LONG);
	assert_int_equal(name_with_separator(endless, out), REASON_NAME_LONG);
	free(endless);
}

static void
a_name_of_separators_grows_within_its_buffer(void **state)
{
	char	 typed[NAME_BYTES] = "", out[NAME_BYTES];
	size_t	 i;

	(void)state;
	for (i = 0; i < NAME_CHARS_MAX / 2; i++)
		memcpy(typed + 5 * i, "𠮷.", 6);
	assert_int_equal(name_with_separator(typed, out), OK);
	assert_int_equal(strlen(out), 6 * (NAME_CHARS_MAX / 2) - 1);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(names_are_kept_as_they_are),
		cmocka_unit_test(white_space_at_the_ends_and_between_han_goes),
		cmocka_unit_test(look_alike_separators_are_told_and_mended),
		cmocka_unit_test(separators_are_mended_only_between_letters),
		cmocka_unit_test(a_latin_name_with_a_bullet_is_told),
		cmocka_unit_test(what_cannot_be_a_name_is_refused),
		cmocka_unit_test(a_hundred_characters_fit_and_no_more),
		cmocka_unit_test(a_name_of_separators_grows_within_its_buffer),
	};

	return RUN(tests);
}
