#include "field/annotation.h"
#include "unit.h"

/* 128 bits behind two zero ones, five at a time; made with another tool. */
static const struct {
	unsigned char	 bits[ANNOTATION_CODE_BITS_BYTES];
	const char	*code;
} codes[] = {
	{ { 0 }, "00000000000000000000000000" },
	{ { 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
	    255, 255, 255 }, "7ZZZZZZZZZZZZZZZZZZZZZZZZZ" },
	{ { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 },
	    "00000000000000000000000001" },
	{ { 0x01, 0x56, 0x3d, 0xf3, 0x64, 0x81, 0x04, 0x59, 0xab, 0xd4, 0x1f, 0x5e,
	    0x24, 0x3d, 0x3b, 0x71 }, "01ARYZ6S410HCTQN0ZBRJ3TEVH" },
};

static void
a_code_is_written_and_read_again(void **state)
{
	unsigned char	 bits[ANNOTATION_CODE_BITS_BYTES];
	char		 out[ANNOTATION_CODE_BYTES];
	size_t		 i;

	(void)state;
	for (i = 0; i < COUNT(codes); i++) {
		annotation_code_format(codes[i].bits, out);
		assert_string_equal(out, codes[i].code);
		memset(bits, 0xa5, sizeof(bits));
		assert_true(annotation_code_parse(out, bits));
		assert_memory_equal(bits, codes[i].bits, sizeof(bits));
	}
}

static void
every_bit_of_a_code_comes_back(void **state)
{
	unsigned char	 bits[ANNOTATION_CODE_BITS_BYTES];
	unsigned char	 back[ANNOTATION_CODE_BITS_BYTES];
	char		 out[ANNOTATION_CODE_BYTES];
	int		 i;

	(void)state;
	for (i = 0; i < 128; i++) {
		memset(bits, 0, sizeof(bits));
		bits[i / 8] = (unsigned char)(0x80 >> i % 8);
		annotation_code_format(bits, out);
		assert_true(annotation_code_parse(out, back));
		assert_memory_equal(bits, back, sizeof(bits));
	}
}

/* https://www.crockford.com/base32.html: read by people, with their slips. */
static void
a_code_is_read_as_people_type_it(void **state)
{
	static const char *const typed[] = {
		"01ARYZ6S410HCTQN0ZBRJ3TEVH",
		"01aryz6s410hctqn0zbrj3tevh",
		"01AR-YZ6S-410H-CTQN-0ZBR-J3TE-VH",
		" 01AR YZ6S 410H\tCTQN 0ZBR J3TE VH\n",
		"OlARYZ6S4iOHCTQNoZBRJ3TEVH",
		"\xEF\xBC\x90\xEF\xBC\x91" "ARYZ6S410HCTQN0ZBRJ3TEVH",
		"--01ARYZ6S410HCTQN0ZBRJ3TEVH--",
	};
	unsigned char	 bits[ANNOTATION_CODE_BITS_BYTES];
	size_t		 i;

	(void)state;
	for (i = 0; i < COUNT(typed); i++) {
		memset(bits, 0, sizeof(bits));
		assert_true(annotation_code_parse(typed[i], bits));
		assert_memory_equal(bits, codes[3].bits, sizeof(bits));
	}
}

static void
what_is_no_code_is_refused_and_leaves_bits_alone(void **state)
{
	static const char *const typed[] = {
		"", "-", "0", "01ARYZ6S410HCTQN0ZBRJ3TEV",
		"01ARYZ6S410HCTQN0ZBRJ3TEVHX", "U1ARYZ6S410HCTQN0ZBRJ3TEVH",
		"8ZZZZZZZZZZZZZZZZZZZZZZZZZ",	/* more than 128 bits */
		"01ARYZ6S410HCTQN0ZBRJ3TEV!", "01ARYZ6S410HCTQN0ZBRJ3TEV\xC2",
		"\xE6\xA0\xB7\xE6\x9C\xAC",
	};
	unsigned char	 bits[ANNOTATION_CODE_BITS_BYTES];
	unsigned char	 before[ANNOTATION_CODE_BITS_BYTES];
	char		*endless = repeated('0', 10 * MEGABYTE);
	size_t		 i;

	(void)state;
	memset(bits, 0x5a, sizeof(bits));
	memset(before, 0x5a, sizeof(before));
	for (i = 0; i < COUNT(typed); i++)
		assert_false(annotation_code_parse(typed[i], bits));
	assert_false(annotation_code_parse(endless, bits));
	assert_memory_equal(bits, before, sizeof(bits));
	free(endless);
}

static void
a_code_is_printed_in_groups_of_four(void **state)
{
	char	 out[ANNOTATION_GROUPED_BYTES];

	(void)state;
	annotation_code_group("01ARYZ6S410HCTQN0ZBRJ3TEVH", out);
	assert_string_equal(out, "01AR-YZ6S-410H-CTQN-0ZBR-J3TE-VH");
	annotation_code_group((const char[ANNOTATION_CODE_BYTES]){ "" }, out);
	assert_string_equal(out, "");
}

/* domain.md, annotation: at most 90 days, each of 24 hours. */
static void
a_copy_is_good_for_1_to_90_days(void **state)
{

	(void)state;
	assert_int_equal(annotation_days_check(0), REASON_DAYS);
	assert_int_equal(annotation_days_check(1), OK);
	assert_int_equal(annotation_days_check(90), OK);
	assert_int_equal(annotation_days_check(91), REASON_DAYS);
	assert_int_equal(annotation_days_check(-1), REASON_DAYS);
	assert_int_equal(annotation_days_check(4294967297L), REASON_DAYS);
	assert_int_equal(annotation_expires(1000, 1), 87400);
	assert_int_equal(annotation_expires(0, 90), 7776000);
}

static void
a_recipient_is_trimmed_and_otherwise_kept(void **state)
{
	static const struct {
		const char	*typed, *kept;
	} cases[] = {
		{ "", "" }, { " \xE3\x80\x80\n", "" },
		{ " \xE6\xA0\xB7\xE6\x9C\xAC ", "\xE6\xA0\xB7\xE6\x9C\xAC" },
		{ "A  B & <C>", "A  B & <C>" },
		{ "\xF0\xAC\xB1\x96", "\xF0\xAC\xB1\x96" },
	};
	char	 out[ANNOTATION_RECIPIENT_BYTES];
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_int_equal(annotation_recipient_normalise(
		    cases[i].typed, out), OK);
		assert_string_equal(out, cases[i].kept);
	}
}

static void
a_recipient_has_100_characters_and_no_controls(void **state)
{
	static const char *const unfit[] = {
		"A\nB", "A\tB", "A\x7F" "B", "A\xC2\x85" "B",
		"A\xE2\x80\xAE" "B",		/* U+202E */
		"A\xE2\x81\xA6" "B",		/* U+2066 */
		"A\xE2\x80\xA8" "B",		/* U+2028 */
		"A\xEF\xBB\xBF" "B", "A\xFF" "B", "\xED\xA0\x80",
		"A\xEF\xBF\xBE", "\xEF\xBF\xBF" "B",	/* not in XML */
	};
	char	 out[ANNOTATION_RECIPIENT_BYTES] = "untouched";
	char	 wide[101 * 4 + 1];
	char	*endless = repeated('A', 10 * MEGABYTE);
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(unfit); i++)
		assert_int_equal(annotation_recipient_normalise(unfit[i],
		    out), REASON_RECIPIENT);
	assert_int_equal(annotation_recipient_normalise(endless, out),
	    REASON_RECIPIENT);
	for (i = 0; i < 101; i++)
		memcpy(wide + 4 * i, "\xF0\xA0\xAE\xB7", 4);
	wide[101 * 4] = '\0';
	assert_int_equal(annotation_recipient_normalise(wide, out),
	    REASON_RECIPIENT);
	assert_string_equal(out, "untouched");
	assert_int_equal(annotation_recipient_normalise(wide + 4, out), OK);
	assert_string_equal(out, wide + 4);
	free(endless);
}

static void
states_have_words_and_unknown_is_the_rest(void **state)
{

	(void)state;
	assert_string_equal(annotation_state_word(ANNOTATION_GOOD), "good");
	assert_string_equal(annotation_state_word(ANNOTATION__MAX),
	    "unknown");
	assert_int_equal(annotation_state_named("expired"),
	    ANNOTATION_EXPIRED);
	assert_int_equal(annotation_state_named("withdrawn"),
	    ANNOTATION_WITHDRAWN);
	assert_int_equal(annotation_state_named(""), ANNOTATION_UNKNOWN);
	assert_int_equal(annotation_state_named("Good"), ANNOTATION_UNKNOWN);
}

/* domain.md: association certificates issued before that day need none. */
static void
only_old_association_certificates_go_without(void **state)
{
	static const struct {
		int		 style;
		const char	*issued_on;
		bool		 needed;
	} cases[] = {
		{ 2, "2021-12-16", false }, { 2, "2019-12-20", false },
		{ 2, "2021-12-17", true }, { 2, "2024-01-01", true },
		{ 2, "", true }, { 1, "2021-12-16", true },
		{ 1, "2021-12-17", true }, { 0, "2019-01-01", true },
	};
	struct certificate	 c;
	size_t			 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		memset(&c, 0, sizeof(c));
		c.style = cases[i].style;
		memcpy(c.issued_on, cases[i].issued_on,
		    strlen(cases[i].issued_on));
		assert_int_equal(annotation_is_needed(&c), cases[i].needed);
	}
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_code_is_written_and_read_again),
		cmocka_unit_test(every_bit_of_a_code_comes_back),
		cmocka_unit_test(a_code_is_read_as_people_type_it),
		cmocka_unit_test(
		    what_is_no_code_is_refused_and_leaves_bits_alone),
		cmocka_unit_test(a_code_is_printed_in_groups_of_four),
		cmocka_unit_test(a_copy_is_good_for_1_to_90_days),
		cmocka_unit_test(a_recipient_is_trimmed_and_otherwise_kept),
		cmocka_unit_test(
		    a_recipient_has_100_characters_and_no_controls),
		cmocka_unit_test(states_have_words_and_unknown_is_the_rest),
		cmocka_unit_test(
		    only_old_association_certificates_go_without),
	};

	return RUN(tests);
}
