#include "base/text.h"
#include "unit.h"

/* RFC 3629, sections 3 and 4. */
static void
utf8_is_told_from_what_only_looks_like_it(void **state)
{
	static const struct {
		const char	*bytes;
		bool		 valid;
	} cases[] = {
		{ "", true },
		{ "abc", true },
		{ "姓名", true },
		{ "\xF0\xA0\xAE\xB7", true },		/* 𠮷 U+20BB7 */
		{ "\xF4\x8F\xBF\xBF", true },		/* U+10FFFF */
		{ "\xC0\xAF", false },			/* overlong '/' */
		{ "\xE0\x80\xAF", false },
		{ "\xF0\x80\x80\xAF", false },
		{ "\xC1\xBF", false },
		{ "\xED\xA0\x80", false },		/* high surrogate */
		{ "\xED\xBF\xBF", false },		/* low surrogate */
		{ "\xED\xA1\x82\xED\xBE\xB7", false },	/* CESU-8 */
		{ "\xF4\x90\x80\x80", false },		/* past U+10FFFF */
		{ "\xF8\x88\x80\x80\x80", false },	/* five bytes */
		{ "\xFF", false },
		{ "\x80", false },
		{ "a\xE5\xA7", false },			/* cut off */
		{ "\xE5\xA7x", false },
	};
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		assert_int_equal(text_is_utf8(cases[i].bytes,
		    strlen(cases[i].bytes)), cases[i].valid);
	assert_false(text_is_utf8("a\0b", 3));
	assert_false(text_is_utf8("", 1));
}

static void
characters_are_counted_not_bytes(void **state)
{
	char	*long_text = repeated('a', 10 * MEGABYTE);

	(void)state;
	assert_int_equal(text_length(""), 0);
	assert_int_equal(text_length("阿卜杜拉·买买提"), 8);
	assert_int_equal(text_length("𬱖𠮷"), 2);
	assert_int_equal(text_length(long_text), 10 * MEGABYTE);
	free(long_text);
}

static void
east_asian_characters_take_two_columns(void **state)
{

	(void)state;
	assert_int_equal(text_columns(""), 0);
	assert_int_equal(text_columns("abc"), 3);
	assert_int_equal(text_columns("查询（1）"), 9);
	assert_int_equal(text_columns("𬱖𠮷"), 4);
	assert_int_equal(text_columns("e\xCC\x81"), 1);
}

static void
code_points_come_one_by_one_and_stop_at_the_end(void **state)
{
	const char	*pos = "a·𠮷";

	(void)state;
	assert_int_equal(text_next(&pos), 'a');
	assert_int_equal(text_next(&pos), 0xB7);
	assert_int_equal(text_next(&pos), 0x20BB7);
	assert_int_equal(text_next(&pos), 0);
	assert_int_equal(text_next(&pos), 0);
}

static void
broken_text_is_walked_without_running_past_its_end(void **state)
{
	const char	*text = "\xF0\xA0", *pos = text;

	(void)state;
	assert_int_equal(text_next(&pos), 0xFFFD);
	assert_int_equal(text_next(&pos), 0xFFFD);
	assert_int_equal(text_next(&pos), 0);
	assert_ptr_equal(pos, text + 2);
}

static void
white_space_is_taken_from_both_ends_only(void **state)
{
	static const struct {
		const char	*typed;
		const char	*kept;
	} cases[] = {
		{ "", "" },
		{ " \t\r\n\v\f", "" },
		{ "\xE3\x80\x80", "" },				/* U+3000 */
		{ " 张三 ", "张三" },
		{ "\xEF\xBB\xBF张三\xE2\x80\x8B", "张三" },	/* FEFF 200B */
		{ "\xE2\x81\xA0\xC2\xA0" "x\xE2\x80\x8D", "x" },
		{ "John Smith\n", "John Smith" },
		{ "张\xE3\x80\x80三", "张\xE3\x80\x80三" },
	};
	char	 s[64];
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		(void)snprintf(s, sizeof(s), "%s", cases[i].typed);
		text_trim(s);
		assert_string_equal(s, cases[i].kept);
	}
}

static void
codes_are_folded_to_half_width_without_white_space(void **state)
{
	static const struct {
		const char	*typed;
		const char	*folded;
	} cases[] = {
		{ "", "" },
		{ "　１１０　－ａＺ（～）！", "110-aZ(~)!" },
		{ " 1 1\t0\xE2\x80\x8B", "110" },
		{ "1·2", "1·2" },
		{ "\xEF\xBD\x9F", "\xEF\xBD\x9F" },	/* U+FF5F: no ASCII */
		{ "\xEF\xBC\x80", "\xEF\xBC\x80" },	/* U+FF00 */
		{ "a\xFF", "a\xFF" },
	};
	char	 s[64];
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		(void)snprintf(s, sizeof(s), "%s", cases[i].typed);
		text_fold_code(s);
		assert_string_equal(s, cases[i].folded);
	}
}

static void
folding_stops_at_the_room_there_is(void **state)
{
	char	 out[6], *blanks = repeated(' ', 10 * MEGABYTE);

	(void)state;
	assert_true(text_fold_code_to("１２３４５", out, sizeof(out)));
	assert_string_equal(out, "12345");
	assert_false(text_fold_code_to("123456", out, sizeof(out)));
	assert_false(text_fold_code_to("1234·", out, sizeof(out)));
	assert_true(text_fold_code_to(blanks, out, sizeof(out)));
	assert_string_equal(out, "");
	free(blanks);
}

static void
only_ascii_letters_are_raised(void **state)
{
	char	 s[] = "azAZ09-é";

	(void)state;
	text_upper(s);
	assert_string_equal(s, "AZAZ09-é");
}

static void
digits_are_ascii_digits_and_at_least_one(void **state)
{

	(void)state;
	assert_true(text_is_digits("0123456789"));
	assert_false(text_is_digits(""));
	assert_false(text_is_digits("12a"));
	assert_false(text_is_digits("-1"));
	assert_false(text_is_digits("１２"));
}

static void
what_xml_cannot_carry_is_told(void **state)
{
	static const char *const	 good[] = {
		"", "a\tb\nc\r", "·", "\x7f", "\xc2\x85", "𬱖", "\xef\xbf\xbd",
		"\xf0\x9f\xbf\xbe",
	};
	static const char *const	 bad[] = {
		"\x01", "a\x0b", "\x1f" "b", "a\xef\xbf\xbe", "\xef\xbf\xbf",
	};
	size_t				 i;

	(void)state;
	for (i = 0; i < COUNT(good); i++)
		assert_true(text_is_xml(good[i]));
	for (i = 0; i < COUNT(bad); i++)
		assert_false(text_is_xml(bad[i]));
}

static void
characters_are_shown_unless_they_would_disturb(void **state)
{
	static const uint32_t	 shown[] = { ' ', '~', 0xA0, 0xB7, 0x5F20,
				    0x200B, 0xFEFF, 0x2CC56, 0x10FFFF };
	static const uint32_t	 not[] = { 0, 1, '\t', '\n', 0x1B, 0x7F, 0x85,
				    0x9F, 0x200E, 0x200F, 0x2028, 0x202A, 0x202E,
				    0x2066, 0x2069, 0xFFFE, 0xFFFF };
	size_t			 i;

	(void)state;
	for (i = 0; i < COUNT(shown); i++)
		assert_true(text_is_shown(shown[i]));
	for (i = 0; i < COUNT(not); i++)
		assert_false(text_is_shown(not[i]));
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(utf8_is_told_from_what_only_looks_like_it),
		cmocka_unit_test(what_xml_cannot_carry_is_told),
		cmocka_unit_test(
		    characters_are_shown_unless_they_would_disturb),
		cmocka_unit_test(characters_are_counted_not_bytes),
		cmocka_unit_test(east_asian_characters_take_two_columns),
		cmocka_unit_test(
		    code_points_come_one_by_one_and_stop_at_the_end),
		cmocka_unit_test(
		    broken_text_is_walked_without_running_past_its_end),
		cmocka_unit_test(white_space_is_taken_from_both_ends_only),
		cmocka_unit_test(
		    codes_are_folded_to_half_width_without_white_space),
		cmocka_unit_test(folding_stops_at_the_room_there_is),
		cmocka_unit_test(only_ascii_letters_are_raised),
		cmocka_unit_test(digits_are_ascii_digits_and_at_least_one),
	};

	return RUN(tests);
}
