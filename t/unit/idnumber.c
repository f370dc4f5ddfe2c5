#include "field/idnumber.h"
#include "unit.h"

struct normal {
	const char	*typed;
	enum reason	 why;
	const char	*stored;
};

static void
check_normal(const struct normal *cases, size_t n)
{
	char	 out[ID_NUMBER_BYTES];
	size_t	 i;

	for (i = 0; i < n; i++) {
		(void)snprintf(out, sizeof(out), "untouched");
		assert_int_equal(idnumber_normalise(cases[i].typed, out),
		    cases[i].why);
		assert_string_equal(out, cases[i].why == OK ?
		    cases[i].stored : "untouched");
	}
}

/* The two examples printed in GB 11643-1999; the others by its formula. */
static void
check_characters_follow_gb_11643(void **state)
{

	(void)state;
	assert_int_equal(idnumber_check_character("11010519491231002"), 'X');
	assert_int_equal(idnumber_check_character("44052418800101001"), '4');
	assert_int_equal(idnumber_check_character("11000019900101001"), '3');
	assert_int_equal(idnumber_check_character("65000019900101002"), '7');
	assert_int_equal(idnumber_check_character("1101051949123100"), '\0');
	assert_int_equal(idnumber_check_character("1101051949123100X"), '\0');
}

/* ISO 7064 MOD 11-2 finds every wrong character and every swap. */
static void
one_wrong_digit_or_swap_is_always_found(void **state)
{
	char	 s[] = "11010519491231002X", c;
	size_t	 i;

	(void)state;
	for (i = 0; i < 17; i++)
		for (c = '0'; c <= '9'; c++) {
			char	 right = s[i];

			s[i] = c;
			if (c != right)
				assert_int_not_equal(
				    idnumber_check_resident(s), OK);
			s[i] = right;
		}
	for (i = 0; i < 16; i++) {
		c = s[i];
		s[i] = s[i + 1];
		s[i + 1] = c;
		if (s[i] != s[i + 1])
			assert_int_not_equal(idnumber_check_resident(s), OK);
		c = s[i];
		s[i] = s[i + 1];
		s[i + 1] = c;
	}
	assert_int_equal(idnumber_check_resident(s), OK);
}

static void
resident_numbers_are_checked_part_by_part(void **state)
{
	static const struct {
		const char	*number;
		enum reason	 why;
	} cases[] = {
		{ "11010519491231002X", OK },
		{ "440524188001010014", OK },
		{ "", REASON_ID_EMPTY },
		{ "11010519491231002", REASON_ID_LENGTH },
		{ "11010519491231002XX", REASON_ID_LENGTH },
		{ "11010519491231002x", REASON_ID_CHARACTER },
		{ "1101051949123100XX", REASON_ID_CHARACTER },
		{ "110105194912310021", REASON_ID_CHECK },
		{ "110000199013010015", REASON_ID_DATE },	/* month 13 */
		{ "110000199000010015", REASON_ID_DATE },
		{ "110000199001320015", REASON_ID_DATE },
		{ "110000199001000015", REASON_ID_DATE },
		{ "110000199004310015", REASON_ID_DATE },	/* 31 April */
		{ "110000190002290015", REASON_ID_DATE },	/* no leap */
		{ "110000199102290015", REASON_ID_DATE },
		{ "110000179912310015", REASON_ID_DATE },
		{ "110000000001010015", REASON_ID_DATE },
		{ "000000000000000000", REASON_ID_DATE },
		/* leap days exist */
		{ "110000200002290016", OK },
		{ "110000199202290015", OK },
	};
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		assert_int_equal(idnumber_check_resident(cases[i].number),
		    cases[i].why);
}

static void
typed_resident_numbers_come_out_in_one_form(void **state)
{
	static const struct normal	 cases[] = {
		{ "11010519491231002X", OK, "11010519491231002X" },
		{ "11010519491231002x", OK, "11010519491231002X" },
		{ " 110105 19491231 002X\n", OK, "11010519491231002X" },
		{ "１１０１０５１９４９１２３１００２Ｘ", OK,
		    "11010519491231002X" },
		{ "\xEF\xBB\xBF" "11010519491231002X\xE2\x80\x8B", OK,
		    "11010519491231002X" },
		{ "110105194912310029", REASON_ID_CHECK, NULL },
		{ "110105194902310029", REASON_ID_DATE, NULL },
	};

	(void)state;
	check_normal(cases, COUNT(cases));
}

/* GB 11643-1999: 19 goes in, 18 for the serials 996 to 999. */
static void
old_numbers_of_15_digits_become_18(void **state)
{
	static const struct normal	 cases[] = {
		{ "110105491231002", OK, "11010519491231002X" },
		{ "440524800101001", OK, "440524198001010013" },
		{ "110000900101995", OK, "110000199001019958" },
		{ "110000900101996", OK, "110000189001019967" },
		{ "110000900101999", OK, "110000189001019991" },
		{ "110000901301001", REASON_ID_DATE, NULL },
		{ "110000000229001", REASON_ID_DATE, NULL },	/* 1900 */
	};

	(void)state;
	check_normal(cases, COUNT(cases));
}

static void
miscounted_digits_are_told_as_such(void **state)
{
	static const struct normal	 cases[] = {
		{ "1101051949", OK, "1101051949" },	/* 10: old 台胞证 */
		{ "11010519491", REASON_ID_LENGTH, NULL },
		{ "11010549123100", REASON_ID_LENGTH, NULL },
		{ "1101051949123100", REASON_ID_LENGTH, NULL },
		{ "11010519491231002", REASON_ID_LENGTH, NULL },
		{ "1101051949123100211", REASON_ID_LENGTH, NULL },
		{ "11010519491231002111", REASON_ID_LENGTH, NULL },
		{ "110105194912310021111", OK, "110105194912310021111" },
	};

	(void)state;
	check_normal(cases, COUNT(cases));
}

/* Shapes of travel permits and passports: standards on travel documents. */
static void
other_documents_pass_as_they_are(void **state)
{
	static const struct normal	 cases[] = {
		{ "h01234567", OK, "H01234567" },	/* 港澳通行证 */
		{ "M0123456789", OK, "M0123456789" },
		{ "01234567", OK, "01234567" },		/* 台胞证 */
		{ "E12345678", OK, "E12345678" },
		{ "A123456（7）", OK, "A123456(7)" },
		{ "军字第-1", REASON_ID_CHARACTER, NULL },
		{ "AB-12", OK, "AB-12" },
		{ "1234567890123456789012345678901A", OK,
		    "1234567890123456789012345678901A" },
	};

	(void)state;
	check_normal(cases, COUNT(cases));
}

static void
hostile_input_is_refused(void **state)
{
	static const struct normal	 cases[] = {
		{ "", REASON_ID_EMPTY, NULL },
		{ " \xE3\x80\x80\xE2\x80\x8B", REASON_ID_EMPTY, NULL },
		{ "1234567890123456789012345678901AB",
		    REASON_ID_CHARACTER, NULL },
		{ "' OR 1=1 --", REASON_ID_CHARACTER, NULL },
		{ "\xC0\xB1", REASON_ID_CHARACTER, NULL },	/* overlong */
		{ "\xED\xA0\x80", REASON_ID_CHARACTER, NULL },
		{ "1101051949123100\xD9\xA2X", REASON_ID_CHARACTER, NULL },
		{ "A\x01" "B", REASON_ID_CHARACTER, NULL },
		{ "A_B", REASON_ID_CHARACTER, NULL },
	};
	char			*digits = repeated('1', 10 * MEGABYTE);
	const struct normal	 endless = {
		digits, REASON_ID_CHARACTER, NULL,
	};

	(void)state;
	check_normal(cases, COUNT(cases));
	check_normal(&endless, 1);
	free(digits);
}

/* GB 11643-1999, 4: digits 7 to 14, and 17 odd for men. */
static void
birth_and_sex_are_read_from_a_valid_number_only(void **state)
{
	char	 out[DATE_BYTES];

	(void)state;
	idnumber_birth("11010519491231002X", out);
	assert_string_equal(out, "1949-12-31");
	assert_int_equal(idnumber_sex("11010519491231002X"), 2);
	idnumber_birth("440524188001010014", out);
	assert_string_equal(out, "1880-01-01");
	assert_int_equal(idnumber_sex("440524188001010014"), 1);
	idnumber_birth("H01234567", out);
	assert_string_equal(out, "");
	assert_int_equal(idnumber_sex("H01234567"), 0);
	assert_int_equal(idnumber_sex("110105194912310021"), 0);
}

/* GB/T 36903-2018, annex A; 553 from GA/T 517. */
static void
document_types_of_persons_are_known(void **state)
{

	(void)state;
	assert_true(idtype_is_known("111"));
	assert_true(idtype_is_known("414"));
	assert_true(idtype_is_known("553"));
	assert_true(idtype_is_known("999"));
	assert_false(idtype_is_known("001"));	/* a legal person's */
	assert_false(idtype_is_known(""));
	assert_false(idtype_is_known("11"));
	assert_false(idtype_is_known("1111"));
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(check_characters_follow_gb_11643),
		cmocka_unit_test(one_wrong_digit_or_swap_is_always_found),
		cmocka_unit_test(resident_numbers_are_checked_part_by_part),
		cmocka_unit_test(typed_resident_numbers_come_out_in_one_form),
		cmocka_unit_test(old_numbers_of_15_digits_become_18),
		cmocka_unit_test(miscounted_digits_are_told_as_such),
		cmocka_unit_test(other_documents_pass_as_they_are),
		cmocka_unit_test(hostile_input_is_refused),
		cmocka_unit_test(
		    birth_and_sex_are_read_from_a_valid_number_only),
		cmocka_unit_test(document_types_of_persons_are_known),
	};

	return RUN(tests);
}
