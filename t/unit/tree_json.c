#include <libxml/parser.h>

#include <string.h>

#include "service/tree_json.h"
#include "unit.h"

static void
becomes(const char *xml, const char *json)
{
	struct buf	 out = BUF_INIT(65536);
	xmlDoc		*doc = xmlReadMemory(xml, (int)strlen(xml), NULL, NULL,
			    XML_PARSE_NONET);

	assert_non_null(doc);
	assert_int_equal(tree_json(doc, NULL, &out), OK);
	assert_string_equal(buf_text(&out), json);
	buf_free(&out);
	xmlFreeDoc(doc);
}

static void
elements_become_members(void **state)
{
	(void)state;
	becomes("<a><b>x</b><c d='1'>y</c><e/></a>",
	    "{\"b\":\"x\",\"c\":{\"d\":\"1\",\"value\":\"y\"},\"e\":\"\"}\n");
	becomes("<a xml:lang='zh'><b>\xE5\xBC\xA0</b></a>",
	    "{\"lang\":\"zh\",\"b\":\"\xE5\xBC\xA0\"}\n");
	becomes("<a><b><![CDATA[<\"]]>\\</b></a>", "{\"b\":\"<\\\"\\\\\"}\n");
}

static void
equals_become_arrays(void **state)
{
	(void)state;
	becomes("<changes><entries/></changes>", "{\"entries\":[]}\n");
	becomes("<changes><entries><entry event='1'/></entries></changes>",
	    "{\"entries\":[{\"event\":1}]}\n");
	becomes("<batches><batch id='x'/></batches>",
	    "{\"batch\":[{\"id\":\"x\"}]}\n");
	becomes("<caller><quota of='a'/><quota of='b'/></caller>",
	    "{\"quota\":[{\"of\":\"a\"},{\"of\":\"b\"}]}\n");
}

static void
only_exact_numbers_are_numbers(void **state)
{
	(void)state;
	becomes("<a count='0' event='999999999999999'/>",
	    "{\"count\":0,\"event\":999999999999999}\n");
	becomes("<a count='007' event='1000000000000000' row='-1' rows=''/>",
	    "{\"count\":\"007\",\"event\":\"1000000000000000\","
	    "\"row\":\"-1\",\"rows\":\"\"}\n");
	becomes("<a idNumber='110' more='true' over='false' name='true'/>",
	    "{\"idNumber\":\"110\",\"more\":true,\"over\":false,"
	    "\"name\":\"true\"}\n");
}

static void
signatures_are_left_out(void **state)
{
	(void)state;
	becomes("<a><b>x</b><Signature xmlns='"
	    "http://www.w3.org/2000/09/xmldsig#'><c/></Signature></a>",
	    "{\"b\":\"x\"}\n");
}

static void
a_tree_that_is_too_deep_is_refused(void **state)
{
	struct buf	 xml = BUF_INIT(4096), out = BUF_INIT(4096);
	xmlDoc		*doc;
	int		 i;

	(void)state;
	for (i = 0; i < 40; i++)
		assert_int_equal(buf_puts(&xml, "<a>"), OK);
	for (i = 0; i < 40; i++)
		assert_int_equal(buf_puts(&xml, "</a>"), OK);
	doc = xmlReadMemory(xml.data, (int)xml.len, NULL, NULL,
	    XML_PARSE_NONET);
	assert_non_null(doc);
	assert_int_equal(tree_json(doc, NULL, &out), REASON_DATA);
	xmlFreeDoc(doc);
	buf_free(&xml);
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(elements_become_members),
		cmocka_unit_test(equals_become_arrays),
		cmocka_unit_test(only_exact_numbers_are_numbers),
		cmocka_unit_test(signatures_are_left_out),
		cmocka_unit_test(a_tree_that_is_too_deep_is_refused),
	};

	return RUN(tests);
}
