#include "field/mask.h"
#include "unit.h"

static void
numbers_are_masked_by_who_sees_them(void **state)
{
	static const struct {
		enum mask	 who;
		const char	*number;
		const char	*shown;
	} cases[] = {
		{ MASK_NONE, "11010519491231002X", "11010519491231002X" },
		{ MASK_NONE, "A", "A" },
		{ MASK_KNOWN, "11010519491231002X", "110***********002X" },
		{ MASK_KNOWN, "0123456789", "012***6789" },
		{ MASK_KNOWN, "H01234567", "H*******7" },
		{ MASK_KNOWN, "abc", "a*c" },
		{ MASK_KNOWN, "ab", "**" },
		{ MASK_KNOWN, "a", "*" },
		{ MASK_KNOWN, "", "" },
		{ MASK_STRANGER, "11010519491231002X", "1****************X" },
		{ MASK_STRANGER, "abc", "a*c" },
		{ MASK_STRANGER, "ab", "**" },
		{ MASK_STRANGER, "", "" },
		{ (enum mask)7, "11010519491231002X", "1****************X" },
	};
	char	 out[ID_NUMBER_BYTES];
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		mask_id_number(cases[i].who, cases[i].number, out);
		assert_string_equal(out, cases[i].shown);
	}
}

static void
what_is_no_number_is_not_shown_at_all(void **state)
{
	char	 out[ID_NUMBER_BYTES], *endless = repeated('7', 10 * MEGABYTE);

	(void)state;
	mask_id_number(MASK_NONE, endless, out);
	assert_string_equal(out, "********************************");
	mask_id_number(MASK_KNOWN, "号码", out);
	assert_string_equal(out, "******");
	free(endless);
}

static void
names_are_masked_by_who_sees_them(void **state)
{
	static const struct {
		enum mask	 who;
		const char	*name;
		const char	*shown;
	} cases[] = {
		{ MASK_NONE, "阿卜杜拉·买买提", "阿卜杜拉·买买提" },
		{ MASK_KNOWN, "𬱖𠮷", "𬱖𠮷" },
		{ MASK_KNOWN, "张", "张" },
		{ MASK_STRANGER, "张三", "*三" },
		{ MASK_STRANGER, "𬱖𠮷", "*𠮷" },
		{ MASK_STRANGER, "阿卜杜拉·买买提", "*******提" },
		{ MASK_STRANGER, "张", "*" },
		{ MASK_STRANGER, "", "" },
		{ (enum mask)7, "张三", "*三" },
	};
	char	 out[NAME_BYTES];
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		mask_name(cases[i].who, cases[i].name, out);
		assert_string_equal(out, cases[i].shown);
	}
}

static void
the_longest_name_fits_and_a_longer_one_is_not_shown(void **state)
{
	char	 name[NAME_BYTES + 4] = "", out[NAME_BYTES];
	size_t	 i;

	(void)state;
	for (i = 0; i < NAME_CHARS_MAX; i++)
		memcpy(name + 4 * i, "𠮷", 5);
	mask_name(MASK_KNOWN, name, out);
	assert_string_equal(out, name);
	mask_name(MASK_STRANGER, name, out);
	assert_int_equal(strlen(out), NAME_CHARS_MAX - 1 + 4);
	memcpy(name + 4 * i, "𠮷", 5);
	mask_name(MASK_NONE, name, out);
	assert_int_equal(strspn(out, "*"), NAME_CHARS_MAX);
	assert_int_equal(strlen(out), NAME_CHARS_MAX);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(numbers_are_masked_by_who_sees_them),
		cmocka_unit_test(what_is_no_number_is_not_shown_at_all),
		cmocka_unit_test(names_are_masked_by_who_sees_them),
		cmocka_unit_test(
		    the_longest_name_fits_and_a_longer_one_is_not_shown),
	};

	return RUN(tests);
}
