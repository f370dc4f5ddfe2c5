/* Rows of a file of certificates: read from bytes, checked by the catalogue. */
#include "service/intake_row.h"
#include "unit.h"

#define HEAD	"姓名,证件类型,证件号码,性别,出生日期,批准日期,管理号,省份,级别,专业\n"
#define ID	"110000199003070028"	/* a woman, born 1990-03-07 */

static struct intake_variant variants[] = {
	{ 1, "一级", "结构" }, { 2, "二级", "结构" }, { 3, "", "土木" },
};
static struct intake_code provinces[] = {
	{ "11", "北京市" }, { "15", "内蒙古自治区" }, { "66", "新疆生产建设兵团" },
};
static struct intake_code id_types[] = {
	{ "111", "居民身份证" }, { "414", "普通护照" },
	{ "553", "外国人永久居留身份证" }, { "999", "其他自然人证件" },
};
static const struct intake_rules rules = {
	"2022-01-10", "", variants, COUNT(variants), provinces,
	COUNT(provinces),
	id_types, COUNT(id_types),
};

/* What the last row had. */
static struct {
	struct intake_record	 record;
	struct intake_fault	 fault[INTAKE_FAULTS_MAX];
	size_t			 faults;
	uint32_t		 line;
	unsigned		 rows;
} got;

static enum reason
take(void *arg, struct intake_cells *cells)
{
	(void)arg;
	got.faults = intake_row_check(&rules, cells, &got.record, got.fault);
	got.line = cells->line;
	got.rows++;
	return OK;
}

static enum reason
read_bytes(const char *bytes, size_t len, size_t piece,
    enum sheet_encoding encoding)
{
	struct intake_sheet	*sheet = NULL;
	enum reason		 why;
	size_t			 n;

	memset(&got, 0, sizeof(got));
	why = intake_sheet_open(encoding, take, NULL, &sheet);
	for (; why == OK && len > 0; bytes += n, len -= n) {
		n = len < piece ? len : piece;
		why = intake_sheet_add(sheet, bytes, n);
	}
	if (why == OK)
		why = intake_sheet_end(sheet);
	intake_sheet_free(&sheet);
	return why;
}

static enum reason
read_text(const char *text)
{

	return read_bytes(text, strlen(text), strlen(text), SHEET_UTF8);
}

static void
read_row(const char *row)
{
	char	 text[4096];

	snprintf(text, sizeof(text), "%s%s\n", HEAD, row);
	assert_int_equal(read_text(text), OK);
	assert_int_equal(got.rows, 1);
}

static void
assert_fault(const char *row, enum intake_column column, enum reason why)
{
	read_row(row);
	if (got.faults != 1 || got.fault[0].column != column ||
	    got.fault[0].why != why)
		fail_msg("%s: %zu faults, %s %s", row, got.faults,
		    got.faults > 0 ? intake_column_name(got.fault[0].column,
		    true) : "", got.faults > 0 ?
		    reason_info(got.fault[0].why)->code : "");
}

static void
assert_good(const char *row)
{
	read_row(row);
	if (got.faults != 0)
		fail_msg("%s: %s", row, reason_info(got.fault[0].why)->code);
}

static void
a_row_becomes_a_record(void **state)
{
	(void)state;
	assert_good("张三,," ID ",女,1990-03-07,2022-01-10,2021090011,11,一级,结构");
	assert_string_equal(got.record.name, "张三");
	assert_string_equal(got.record.id_type, "111");
	assert_string_equal(got.record.id_number, ID);
	assert_int_equal(got.record.sex, 2);
	assert_string_equal(got.record.birth_date, "1990-03-07");
	assert_string_equal(got.record.management_no, "2021090011");
	assert_string_equal(got.record.province, "11");
	assert_int_equal(got.record.variant, 1);
	assert_false(got.record.number_is_text);
}

static void
what_a_number_says_need_not_be_given(void **state)
{
	(void)state;
	assert_good("张三,," ID ",,,,2021090011,北京,,土木");
	assert_int_equal(got.record.sex, 2);
	assert_string_equal(got.record.birth_date, "1990-03-07");
	assert_string_equal(got.record.province, "11");
	assert_int_equal(got.record.variant, 3);
	assert_good("张三,," ID ",,1990-03,,2021090011,北京,,土木");
	assert_string_equal(got.record.birth_date, "1990-03-07");
	/* 15 digits of 1989 become 18. */
	assert_good("张三,身份证,110000900307002,,,,2021090011,11,,土木");
	assert_string_equal(got.record.id_number, ID);
}

static void
other_documents_are_taken_as_they_are(void **state)
{
	(void)state;
	assert_good("ANNE LEE,普通护照,e12345678,女,1990-03-07,,2021090011,11,,土木");
	assert_string_equal(got.record.id_type, "414");
	assert_string_equal(got.record.id_number, "E12345678");
	/* A foreigner's card has a number built like a resident's. */
	assert_good("ANNE LEE,553," ID ",女,1990-03-07,,2021090011,11,,土木");
	assert_fault("ANNE LEE,414," ID ",女,1990-03-07,,2021090011,11,,土木",
	    INTAKE_ID_NUMBER, REASON_ID_IS_RESIDENT);
	assert_fault("ANNE LEE,414,E1,,1990-03-07,,2021090011,11,,土木",
	    INTAKE_SEX, REASON_SEX_EMPTY);
	assert_fault("ANNE LEE,414,E1,女,,,2021090011,11,,土木",
	    INTAKE_BIRTH, REASON_DATE_EMPTY);
	assert_fault("ANNE LEE,414,E1,女,1990-03,,2021090011,11,,土木",
	    INTAKE_BIRTH, REASON_BIRTH_DAY);
}

static void
one_mistake_has_one_fault(void **state)
{
	(void)state;
	/* A wrong number does not make sex and birth wrong as well. */
	assert_fault("张三,,110000199003070023,男,1980-01-01,,2021090011,11,,土木",
	    INTAKE_ID_NUMBER, REASON_ID_CHECK);
	assert_fault("张三,工作证,E1,,,,2021090011,11,,土木", INTAKE_ID_TYPE,
	    REASON_ID_TYPE_UNKNOWN);
	assert_fault("张三,," ID ",男,,,2021090011,11,,土木", INTAKE_SEX,
	    REASON_SEX_DIFFERS);
	assert_fault("张三,," ID ",,1990-03-08,,2021090011,11,,土木",
	    INTAKE_BIRTH, REASON_BIRTH_DIFFERS);
	assert_fault("张三,," ID ",,,,2021090011,11,,园林", INTAKE_SPECIALTY,
	    REASON_SPECIALTY_UNKNOWN);
	assert_fault("张三,," ID ",,,,2021090011,11,一级,土木", INTAKE_LEVEL,
	    REASON_LEVEL_UNFIT);
	assert_fault("张三,," ID ",,,,2021090011,11,,结构", INTAKE_LEVEL,
	    REASON_LEVEL_EMPTY);
	assert_fault("张三,," ID ",,,,2021090011,11,,土木,", INTAKE__COLUMNS,
	    REASON_BATCH_CELLS);
}

static void
several_mistakes_have_several_faults(void **state)
{
	(void)state;
	read_row(",x," ID ",?,??,???,1,,x,y");
	assert_int_equal(got.faults, INTAKE__COLUMNS - 1);
}

static void
what_spreadsheets_spoil_is_told(void **state)
{
	(void)state;
	assert_fault("张三,,1.1E+17,,,,2021090011,11,,土木", INTAKE_ID_NUMBER,
	    REASON_BATCH_EXPONENT);
	assert_fault("张三,," ID ",,,,=A1,11,,土木", INTAKE_MANAGEMENT_NO,
	    REASON_CELL_FORMULA);
	assert_fault("张三,," ID ",,#####,,2021090011,11,,土木", INTAKE_BIRTH,
	    REASON_CELL_ERROR);
	assert_fault("张?,," ID ",,,,2021090011,11,,土木", INTAKE_NAME,
	    REASON_NAME_LOST);
	assert_good("张三,,=\"" ID "\",,,,\"=\"\"0012345678\"\"\",11,,土木");
	assert_true(got.record.number_is_text);
	assert_string_equal(got.record.management_no, "0012345678");
}

static void
values_are_masked(void **state)
{
	static const struct {
		enum intake_column	 column;
		const char		*cell, *shown;
	} cases[] = {
		{ INTAKE_NAME, "阿卜杜拉", "***拉" },
		{ INTAKE_NAME, ID, "110***********0028" },
		{ INTAKE_ID_NUMBER, ID, "110***********0028" },
		{ INTAKE_LEVEL, "张三丰", "张*丰" },
		{ INTAKE_LEVEL, "张三", "张*" },
		{ INTAKE_LEVEL, "张", "*" },
		{ INTAKE_BIRTH, "1990-03-07", "199***3-07" },
		{ INTAKE_PROVINCE, "a\x1B[2J", "" },
		{ INTAKE_PROVINCE, "\xFF", "" },
		{ INTAKE_PROVINCE, "", "" },
	};
	char	 shown[INTAKE_SHOWN_BYTES];
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		intake_show(cases[i].column, cases[i].cell, shown);
		assert_string_equal(shown, cases[i].shown);
	}
}

static void
pieces_of_any_size_read_alike(void **state)
{
	/* 姓名,证件号码,管理号,省份 / 𠮷三, in GB18030, CR LF */
	static const char	 gb[] = "\xD0\xD5\xC3\xFB,\xD6\xA4\xBC\xFE\xBA"
	    "\xC5\xC2\xEB,\xB9\xDC\xC0\xED\xBA\xC5,\xCA\xA1\xB7\xDD,"
	    "\xD7\xA8\xD2\xB5\r\n\r\n\"\x95\x34\xB2\x35\xC8\xFD\"," ID
	    ",2021090011,11,\xCD\xC1\xC4\xBE\r\n";
	static const char	 marked[] = "\xEF\xBB\xBF\r\nname,id_number,"
	    "management_no,province,specialty\r\n張三," ID
	    ",2021090011,11,土木\r\n";
	size_t			 piece;

	(void)state;
	for (piece = 1; piece < sizeof(marked); piece++) {
		assert_int_equal(read_bytes(marked, sizeof(marked) - 1, piece,
		    SHEET_UTF8), OK);
		assert_int_equal(got.faults, 0);
		assert_string_equal(got.record.name, "張三");
		assert_int_equal(got.line, 3);
	}
	for (piece = 1; piece < sizeof(gb); piece++) {
		assert_int_equal(read_bytes(gb, sizeof(gb) - 1, piece,
		    SHEET_GB18030), OK);
		assert_int_equal(got.faults, 0);
		assert_string_equal(got.record.name, "𠮷三");
		assert_int_equal(got.line, 3);
	}
}

static void
encodings_are_told_apart(void **state)
{
	static const struct {
		const char		*bytes;
		enum sheet_encoding	 encoding;
	} cases[] = {
		{ "name\n", SHEET_UTF8 },
		{ "姓名,证件号码,管理号\n", SHEET_UTF8 },
		{ "\xEF\xBB\xBF\xD0\xD5", SHEET_UTF8 },
		{ "\xD0\xD5\xC3\xFB,\xD6\xA4\n", SHEET_GB18030 },
		{ "\x95\x34\xB2\x35\n", SHEET_GB18030 },
		/* One spoilt byte among twenty characters. */
		{ "姓名证件号码管理号省份级别专业性别出生日期\xFF\n", SHEET_UTF8 },
	};
	enum sheet_encoding	 encoding;
	size_t			 i, n;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct sheet_guess	 guess = { 0 };

		for (n = 0; n < strlen(cases[i].bytes); n++)
			sheet_guess_add(&guess, cases[i].bytes + n, 1);
		assert_int_equal(sheet_guess_end(&guess, &encoding), OK);
		assert_int_equal(encoding, cases[i].encoding);
	}
}

static void
a_quote_that_never_ends_does_not_fill_the_memory(void **state)
{
	char		*text = repeated('x', 8 * MEGABYTE);
	enum reason	 why;

	(void)state;
	memcpy(text, HEAD "\"", strlen(HEAD) + 1);
	why = read_bytes(text, strlen(text), 65536, SHEET_UTF8);
	assert_int_equal(why, REASON_BATCH_FORMAT);
	assert_non_null(strstr(fail_detail(), "line 2 does not end"));
	free(text);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_row_becomes_a_record),
		cmocka_unit_test(what_a_number_says_need_not_be_given),
		cmocka_unit_test(other_documents_are_taken_as_they_are),
		cmocka_unit_test(one_mistake_has_one_fault),
		cmocka_unit_test(several_mistakes_have_several_faults),
		cmocka_unit_test(what_spreadsheets_spoil_is_told),
		cmocka_unit_test(values_are_masked),
		cmocka_unit_test(pieces_of_any_size_read_alike),
		cmocka_unit_test(encodings_are_told_apart),
		cmocka_unit_test(
		    a_quote_that_never_ends_does_not_fill_the_memory),
	};

	return RUN(tests);
}
