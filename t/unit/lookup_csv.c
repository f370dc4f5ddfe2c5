#include "service/lookup_csv.h"
#include "unit.h"


#define HEAD	"name,id_number,management_no\n"
#define ID	"11010119900307002X"
#define ROW	"张三," ID ",2020112233\n"

static enum reason
read_text(const char *text, struct lookup_sheet *s)
{
	return lookup_csv_read(text, strlen(text), s);
}

/* One good row of these three, whatever the file looks like. */
static void
assert_one(const char *bytes, size_t len, const char *what)
{
	struct lookup_sheet	 s;
	enum reason		 why = lookup_csv_read(bytes, len, &s);

	if (why != OK || s.rows != 1 || s.faults != 0)
		fail_msg("%s: %s, %zu rows, %zu faults (%s)", what,
		    reason_info(why)->code, s.rows, s.faults,
		    s.faults > 0 ? reason_info(s.fault[0].why)->code : "");
	assert_string_equal(s.row[0].triple.name, "张三");
	assert_string_equal(s.row[0].triple.id_number, ID);
	assert_string_equal(s.row[0].triple.management_no, "2020112233");
	lookup_sheet_free(&s);
}

static void
tables_as_people_make_them_are_read(void **state)
{
	static const char *const cases[] = {
		HEAD ROW,
		"\xEF\xBB\xBF" HEAD ROW,
		"姓名,证件号码,管理号\r\n张三," ID ",2020112233\r\n",
		"姓名,证件号码,管理号\r张三," ID ",2020112233",
		"\"管理号\",\"姓名\",\"证件号码\"\n"
		    "\"2020112233\",\"张三\",\"" ID "\"\n",
		"NAME,ID_Number, management_no \n 张三 , " ID " , 2020112233\n",
		"序号,姓名,部门,证件号码,管理号\n1,张三,\"甲,乙\"," ID
		    ",2020112233\n",
		HEAD "张三,=\"" ID "\",=\"2020112233\"\n",
		HEAD "张三,\"=\"\"" ID "\"\"\",'2020112233\n",
		HEAD "张三,'" ID ",\"2020112233\t\"\n",
		HEAD "张三,１１０１０１１９９００３０７００２ｘ,２０２０１１２２３３\n",
		HEAD "\n,,\n\"\",\" \",\n" ROW "\n\n,,\n",
		"\n\n" HEAD ROW,
		"name;id_number;management_no\n张三;" ID ";2020112233\n",
		"name\tid_number\tmanagement_no\n张三\t" ID "\t2020112233\n",
		HEAD "张　三," ID ",2020112233\n",
	};
	size_t	 i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_one(cases[i], strlen(cases[i]), cases[i]);
}

static void
gb18030_is_told_from_utf8(void **state)
{
	/* 姓名,证件号码,管理号 / 张三 */
	static const char	 gb[] =
	    "\xD0\xD5\xC3\xFB,\xD6\xA4\xBC\xFE\xBA\xC5\xC2\xEB,"
	    "\xB9\xDC\xC0\xED\xBA\xC5\r\n\xD5\xC5\xC8\xFD," ID
	    ",2020112233\r\n";
	/* U+20BB7 in the four bytes of GB18030 */
	static const char	 rare[] =
	    HEAD "\x95\x34\xB2\x35\xC8\xFD," ID ",2020112233\n";
	struct lookup_sheet	 s;

	(void)state;
	assert_one(gb, sizeof(gb) - 1, "GB18030");
	assert_int_equal(lookup_csv_read(rare, sizeof(rare) - 1, &s), OK);
	assert_int_equal(s.rows, 1);
	assert_string_equal(s.row[0].triple.name, "𠮷三");
	lookup_sheet_free(&s);
}

static void
files_that_are_no_table_are_refused_by_name(void **state)
{
	static const struct {
		const char	*text;
		size_t		 len;	/* 0: as text */
		enum reason	 why;
	} cases[] = {
		{ "", 0, REASON_BATCH_EMPTY },
		{ HEAD, 0, REASON_BATCH_EMPTY },
		{ HEAD ",,\n\n", 0, REASON_BATCH_EMPTY },
		{ "\n\n", 0, REASON_BATCH_EMPTY },
		{ "PK\3\4abc", 0, REASON_BATCH_FORMAT },
		{ "\xD0\xCF\x11\xE0zzz", 0, REASON_BATCH_FORMAT },
		{ HEAD "\"张三," ID ",2020112233\n", 0, REASON_BATCH_FORMAT },
		{ "\xFF\xFEn\0a\0", 6, REASON_BATCH_ENCODING },
		{ HEAD "a\0b,c,d\n", sizeof(HEAD) + 7, REASON_BATCH_ENCODING },
		{ HEAD "\xFF\xFF\xFF,c,d\n", 0, REASON_BATCH_ENCODING },
		{ HEAD "\x81", 0, REASON_BATCH_ENCODING },
		{ ROW, 0, REASON_BATCH_COLUMNS },
		{ "name,id_number\na,b\n", 0, REASON_BATCH_COLUMNS },
		{ "name,姓名,id_number,management_no\na,b,c,d\n", 0,
		    REASON_BATCH_COLUMNS },
		{ "<html><body>", 0, REASON_BATCH_COLUMNS },
	};
	struct lookup_sheet	 s;
	enum reason		 why;
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		why = lookup_csv_read(cases[i].text, cases[i].len != 0 ?
		    cases[i].len : strlen(cases[i].text), &s);
		if (why != cases[i].why)
			fail_msg("case %zu: %s, not %s", i,
			    reason_info(why)->code,
			    reason_info(cases[i].why)->code);
		lookup_sheet_free(&s);
	}
}

static void
faults_of_rows_are_told_by_row_and_column(void **state)
{
	static const char	 text[] = HEAD ROW
	    "\n"				/* 3: empty */
	    "李四,110101199003070021,2020112233\n"	/* 4: check digit */
	    ",1.10101E+17,\n"			/* 5: three faults */
	    "王五," ID "\n"			/* 6: a cell is missing */
	    ID ",王五,2020112233\n"		/* 7: columns swapped */
	    "a\xEF\xBF\xBD" "b," ID ",2020112233\n"	/* 8: U+FFFD */
	    "赵六," ID ",2020\001112233\n";	/* 9: a control character */
	static const struct {
		unsigned		 row;
		enum lookup_column	 column;
		enum reason		 why;
		const char		*shown;
	} want[] = {
		{ 4, LOOKUP_ID_NUMBER, REASON_ID_CHECK, "110***********0021" },
		{ 5, LOOKUP_NAME, REASON_NAME_EMPTY, "" },
		{ 5, LOOKUP_ID_NUMBER, REASON_BATCH_EXPONENT, "1.1****E+17" },
		{ 5, LOOKUP_MANAGEMENT_NO, REASON_MANAGEMENT_EMPTY, "" },
		{ 6, LOOKUP__COLUMNS, REASON_BATCH_CELLS, "" },
		{ 7, LOOKUP_ID_NUMBER, REASON_ID_CHARACTER, "******" },
		{ 8, LOOKUP_NAME, REASON_NAME_ENCODING, "a\xEF\xBF\xBD" "b" },
		{ 9, LOOKUP_MANAGEMENT_NO, REASON_MANAGEMENT_CHARACTER, "" },
	};
	struct lookup_sheet	 s;
	size_t			 i;

	(void)state;
	assert_int_equal(read_text(text, &s), OK);
	assert_int_equal(s.rows, 1);
	assert_int_equal(s.row[0].number, 2);
	assert_int_equal(s.bad_rows, 6);
	assert_int_equal(s.faults, sizeof(want) / sizeof(want[0]));
	for (i = 0; i < s.faults; i++) {
		assert_int_equal(s.fault[i].row, want[i].row);
		assert_int_equal(s.fault[i].column, want[i].column);
		assert_int_equal(s.fault[i].why, want[i].why);
		assert_string_equal(s.fault[i].shown, want[i].shown);
	}
	lookup_sheet_free(&s);
}

/* A table of n rows that are all good, or all bad in every cell. */
static char *
table_of(unsigned n, const char *row)
{
	char		*text = malloc(sizeof(HEAD) + n * (strlen(row) + 1));
	unsigned	 i;
	size_t		 at = sizeof(HEAD) - 1;

	assert_non_null(text);
	memcpy(text, HEAD, sizeof(HEAD));
	for (i = 0; i < n; i++) {
		memcpy(text + at, row, strlen(row) + 1);
		at += strlen(row);
	}
	return text;
}

static void
there_are_bounds(void **state)
{
	struct lookup_sheet	 s;
	char			*text;

	(void)state;
	text = table_of(500, ROW);
	assert_int_equal(read_text(text, &s), OK);
	assert_int_equal(s.rows, 500);
	lookup_sheet_free(&s);
	free(text);
	text = table_of(501, ROW);
	assert_int_equal(read_text(text, &s), REASON_BATCH_ROWS);
	lookup_sheet_free(&s);
	free(text);
	text = table_of(501, "?\001,?,?\n");
	assert_int_equal(read_text(text, &s), REASON_BATCH_ROWS);
	assert_int_equal(s.faults, 1500);
	lookup_sheet_free(&s);
	free(text);
	text = table_of(LOOKUP_FILE_MAX, ",");
	assert_int_equal(read_text(text, &s), REASON_BATCH_LARGE);
	lookup_sheet_free(&s);
	/* The widest row that fits: told, not stored. */
	text[LOOKUP_FILE_MAX - 1] = '\0';
	assert_int_equal(read_text(text, &s), REASON_BATCH_EMPTY);
	lookup_sheet_free(&s);
	memset(text, ',', sizeof(HEAD));
	assert_int_equal(read_text(text, &s), REASON_BATCH_EMPTY);
	lookup_sheet_free(&s);
	memset(text, 'a', LOOKUP_FILE_MAX - 1);
	assert_int_equal(read_text(text, &s), REASON_BATCH_COLUMNS);
	lookup_sheet_free(&s);
	free(text);
}

/* A long cell is cut between characters and told as too long. */
static void
a_long_cell_is_told(void **state)
{
	struct lookup_sheet	 s;
	char			 row[3 * 3000 + 64];
	char			*text;
	size_t			 i;

	(void)state;
	for (i = 0; i < 3000; i++)
		memcpy(row + 3 * i, "张", 3);
	snprintf(row + 9000, sizeof(row) - 9000, ",%s,2020112233\n", ID);
	text = table_of(1, row);
	assert_int_equal(read_text(text, &s), OK);
	assert_int_equal(s.faults, 1);
	assert_int_equal(s.fault[0].why, REASON_NAME_LONG);
	lookup_sheet_free(&s);
	free(text);
}

/* Any bytes at all end in an answer; the sanitizers watch. */
static void
noise_is_survived(void **state)
{
	static const char	 base[] = "\xEF\xBB\xBF" HEAD ROW
				    "\"a\"\"b\",=\"1\",'2\r\n\xD5\xC5,x;y\tz\n";
	struct lookup_sheet	 s;
	char			 bytes[sizeof(base)];
	unsigned		 seed = 1, i;

	(void)state;
	for (i = 0; i < 20000; i++) {
		memcpy(bytes, base, sizeof(base));
		seed = seed * 1103515245u + 12345u;
		bytes[(seed >> 16) % (sizeof(base) - 1)] = (char)(seed >> 8);
		seed = seed * 1103515245u + 12345u;
		bytes[(seed >> 16) % (sizeof(base) - 1)] =
		    ",\"\n;\t='\r"[(seed >> 8) & 7];
		(void)!lookup_csv_read(bytes, (seed >> 4) % sizeof(base), &s);
		assert_true(s.rows + s.bad_rows <= LOOKUP_ROWS_MAX);
		lookup_sheet_free(&s);
	}
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(tables_as_people_make_them_are_read),
		cmocka_unit_test(gb18030_is_told_from_utf8),
		cmocka_unit_test(files_that_are_no_table_are_refused_by_name),
		cmocka_unit_test(faults_of_rows_are_told_by_row_and_column),
		cmocka_unit_test(there_are_bounds),
		cmocka_unit_test(a_long_cell_is_told),
		cmocka_unit_test(noise_is_survived),
	};

	return RUN(tests);
}
