#include "document/table.h"
#include "unit.h"

static const char *const cells[] = {
	"a", "b \"c\"",
	"=1+1", "+1",
	"-1", "@x",
	"\tx", "\rx",
	"＝1", "＋1",
	"－1", "＠x",
	"11010119900307002X", "",
	"a=b", "1-1",
};

static void
csv_is_quoted_and_formulas_are_defused(void **state)
{
	struct buf	 out = BUF_INIT(4096);

	(void)state;
	assert_int_equal(table_csv(cells, 2, 8, &out), OK);
	assert_string_equal(buf_text(&out), "\xEF\xBB\xBF"
	    "\"a\",\"b \"\"c\"\"\"\r\n"
	    "\"'=1+1\",\"'+1\"\r\n"
	    "\"'-1\",\"'@x\"\r\n"
	    "\"'\tx\",\"'\rx\"\r\n"
	    "\"'＝1\",\"'＋1\"\r\n"
	    "\"'－1\",\"'＠x\"\r\n"
	    "\"11010119900307002X\",\"\"\r\n"
	    "\"a=b\",\"1-1\"\r\n");
	buf_free(&out);
}

/* A number is none where it is not told so, nor when more stands with it. */
static void
numbers_are_left_as_they_are_in_columns_of_numbers(void **state)
{
	static const char *const	 rows[] = {
		"-title", "-a",
		"-12", "-12",
		"-1.50", "x",
		"-1+1", "x",
		"-", "x",
		"-1.", "x",
		"-1234567890123456", "x",
		"=1", "x",
		"", "x",
	};
	static const bool		 is_number[] = { true, false };
	struct buf			 out = BUF_INIT(4096);

	(void)state;
	assert_int_equal(table_csv_of(rows, 2, 9, is_number, &out), OK);
	assert_string_equal(buf_text(&out), "\xEF\xBB\xBF"
	    "\"'-title\",\"'-a\"\r\n"
	    "\"-12\",\"'-12\"\r\n"
	    "\"-1.50\",\"x\"\r\n"
	    "\"'-1+1\",\"x\"\r\n"
	    "\"'-\",\"x\"\r\n"
	    "\"'-1.\",\"x\"\r\n"
	    "\"'-1234567890123456\",\"x\"\r\n"
	    "\"'=1\",\"x\"\r\n"
	    "\"\",\"x\"\r\n");
	buf_free(&out);
}

/* What is in it is read again by another program in t/web/batch.t. */
static void
a_workbook_is_made_in_memory(void **state)
{
	struct buf	 out = BUF_INIT(65536), small = BUF_INIT(100);

	(void)state;
	assert_int_equal(table_xlsx("x", cells, 2, 8, &out), OK);
	assert_memory_equal(buf_text(&out), "PK\3\4", 4);
	assert_int_equal(table_xlsx("x", cells, 2, 8, &small),
	    REASON_TOO_LARGE);
	/* No name of a sheet may have a slash. */
	assert_int_equal(table_xlsx("a/b", cells, 2, 8, &small), REASON_XML);
	buf_free(&out);
	buf_free(&small);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(csv_is_quoted_and_formulas_are_defused),
		cmocka_unit_test(
		    numbers_are_left_as_they_are_in_columns_of_numbers),
		cmocka_unit_test(a_workbook_is_made_in_memory),
	};

	return RUN(tests);
}
