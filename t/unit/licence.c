#include "field/licence.h"
#include "unit.h"

#define TYPE	"11100000000013338W011"
#define ISSUER	"11430000006122244L"
#define ID	"1.2.156.3005.2." TYPE "." ISSUER ".20230000403.001.U"

/*
 * GB/T 36904-2018 and GB/T 17710: published identifiers, their parts put
 * together without root and dots.
 */
static void
check_characters_agree_with_published_identifiers(void **state)
{
	static const struct {
		const char	*body;
		char		 check;
	} cases[] = {
		{ "11100000000013338W009" "11330105002500287C"
		    "2025052201" "002", '0' },
		{ "11100000000013338W011" "11430000006122244L"
		    "20230000403" "001", 'U' },
		{ "11100000MB03271699022" "340100" "000000016" "001", '9' },
		{ "11100000000013338W032" "11220000013544541J"
		    "2430599" "001", 'F' },
		{ "11100000000013338W00211320482014138860P"
		    "201807250201001", 'M' },
	};
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		assert_int_equal(licence_check_character(cases[i].body),
		    cases[i].check);
	assert_int_equal(licence_check_character("12.3"), '\0');
	assert_int_equal(licence_check_character("12a3"), '\0');
	assert_int_equal(licence_check_character("12\xEF\xBC\x91"), '\0');
}

static void
an_identifier_is_composed_and_found_valid(void **state)
{
	char	 out[LICENCE_BYTES];

	(void)state;
	assert_int_equal(licence_identifier(TYPE, ISSUER, "20230000403", 1,
	    out), OK);
	assert_string_equal(out, ID);
	assert_true(licence_is_valid(out));
	assert_int_equal(licence_identifier(TYPE, ISSUER,
	    "ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ", 999, out), OK);
	assert_true(licence_is_valid(out));
}

static void
a_part_that_does_not_fit_is_refused(void **state)
{
	static const struct {
		const char	*type;
		const char	*issuer;
		const char	*serial;
		unsigned	 version;
	} cases[] = {
		{ "", ISSUER, "1", 1 },
		{ "11100000000013338W01", ISSUER, "1", 1 },
		{ TYPE "1", ISSUER, "1", 1 },
		{ "11100000000013338w011", ISSUER, "1", 1 },
		{ TYPE, "340100", "1", 1 },
		{ TYPE, ISSUER "1", "1", 1 },
		{ TYPE, ISSUER, "", 1 },
		{ TYPE, ISSUER, "ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ", 1 },
		{ TYPE, ISSUER, "1.1", 1 },
		{ TYPE, ISSUER, "1", 0 },
		{ TYPE, ISSUER, "1", 1000 },
	};
	char	 out[LICENCE_BYTES] = "untouched";
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		assert_int_equal(licence_identifier(cases[i].type,
		    cases[i].issuer, cases[i].serial, cases[i].version, out),
		    REASON_DATA);
	assert_string_equal(out, "untouched");
}

static void
any_change_of_one_character_makes_it_invalid(void **state)
{
	char	 id[] = ID, right;
	size_t	 i;

	(void)state;
	for (i = 0; i < strlen(ID); i++) {
		right = id[i];
		id[i] = right == '7' ? '8' : '7';
		assert_false(licence_is_valid(id));
		id[i] = right;
	}
	assert_true(licence_is_valid(id));
}

static void
what_is_no_whole_identifier_is_invalid(void **state)
{
	static const char	*const cases[] = {
		"", "1.2.156.3005.2.", ID ".", ID "U", " " ID, ID "\n",
		"1.2.156.3005.2." TYPE "." ISSUER ".20230000403.001",
		"1.2.156.3005.2." TYPE "." ISSUER ".20230000403.001.",
		"1.2.156.3005.2." TYPE "." ISSUER ".20230000403.000.W",
		"1.2.156.3005.2." TYPE "." ISSUER "..001.U",
		TYPE "." ISSUER ".20230000403.001.U",
		/* right check characters, wrong lengths */
		"1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9",
		"1.2.156.3005.2." TYPE "." ISSUER ".20230000403.1.6",
		"1.2.156.3005.2." TYPE "." ISSUER
		    ".ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ.001.G",
	};
	char	*endless = repeated('1', 10 * MEGABYTE);
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		assert_false(licence_is_valid(cases[i]));
	memcpy(endless, "1.2.156.3005.2.", strlen("1.2.156.3005.2."));
	assert_false(licence_is_valid(endless));
	free(endless);
}

/* GB 32100-2015; the codes stand in the published identifiers above. */
static void
credit_codes_have_their_check_character(void **state)
{

	(void)state;
	assert_int_equal(uscc_check_character("11100000000013338"), 'W');
	assert_int_equal(uscc_check_character("11330105002500287"), 'C');
	assert_int_equal(uscc_check_character("11430000006122244"), 'L');
	assert_int_equal(uscc_check_character("11100000MB0327169"), '9');
	assert_int_equal(uscc_check_character("11220000013544541"), 'J');
	assert_int_equal(uscc_check_character("1110000000001333I"), '\0');
	assert_int_equal(uscc_check_character("1110000000001333"), '\0');
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(
		    check_characters_agree_with_published_identifiers),
		cmocka_unit_test(an_identifier_is_composed_and_found_valid),
		cmocka_unit_test(a_part_that_does_not_fit_is_refused),
		cmocka_unit_test(any_change_of_one_character_makes_it_invalid),
		cmocka_unit_test(what_is_no_whole_identifier_is_invalid),
		cmocka_unit_test(credit_codes_have_their_check_character),
	};

	return RUN(tests);
}
