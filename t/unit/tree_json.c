/* The one mapping between the interface's XML and JSON, both ways. */
#include <libxml/parser.h>

#include <string.h>

#include "document/tree.h"
#include "document/tree_check.h"
#include "service/tree_json.h"
#include "unit.h"

#define API	" xmlns='urn:ecert:api:1'"

static struct vocabulary	*words;

static int
open_words(void **state)
{
	(void)state;
	return vocabulary_open(TEST_SRCDIR "/doc/schema", "api.xsd", &words) ==
	    OK ? 0 : -1;
}

static int
close_words(void **state)
{
	(void)state;
	vocabulary_free(&words);
	return 0;
}

/* ---- to JSON */

static void
becomes(const char *xml, const char *json)
{
	struct buf	 out = BUF_INIT(65536);
	xmlDoc		*doc = xmlReadMemory(xml, (int)strlen(xml), NULL, NULL,
			    XML_PARSE_NONET);

	assert_non_null(doc);
	assert_int_equal(tree_json(words, doc, NULL, &out), OK);
	assert_string_equal(buf_text(&out), json);
	buf_free(&out);
	xmlFreeDoc(doc);
}

static void
elements_become_members(void **state)
{
	(void)state;
	becomes("<caller" API "><code>x</code><name>\xE5\xBC\xA0</name>"
	    "<scopes><![CDATA[<\"]]>\\</scopes></caller>",
	    "{\"code\":\"x\",\"name\":\"\xE5\xBC\xA0\","
	    "\"scopes\":\"<\\\"\\\\\",\"quota\":[]}\n");
	becomes("<problem xmlns='urn:ietf:rfc:7807' xml:lang='zh'><type/>"
	    "<status>404</status></problem>",
	    "{\"lang\":\"zh\",\"type\":\"\",\"status\":404}\n");
	becomes("<changes" API "><entries><entry><reason xml:lang='zh' "
	    "code='c'>\xE5\xBC\xA0</reason></entry></entries></changes>",
	    "{\"entries\":[{\"reason\":{\"lang\":\"zh\",\"code\":\"c\","
	    "\"value\":\"\xE5\xBC\xA0\"}}]}\n");
}

static void
equals_become_arrays(void **state)
{
	(void)state;
	becomes("<changes" API "><entries/></changes>", "{\"entries\":[]}\n");
	becomes("<changes" API "><entries><entry event='1'/></entries>"
	    "</changes>", "{\"entries\":[{\"event\":1}]}\n");
	becomes("<batches" API "/>", "{\"batch\":[]}\n");
	becomes("<batches" API "><batch id='x'/></batches>",
	    "{\"batch\":[{\"id\":\"x\"}]}\n");
	becomes("<caller" API "><quota of='a'/><quota of='b'/></caller>",
	    "{\"quota\":[{\"of\":\"a\"},{\"of\":\"b\"}]}\n");
}

static void
numbers_and_truths_are_what_the_schema_has_as_such(void **state)
{
	(void)state;
	becomes("<day" API " date='2026-11-25' count='0' "
	    "through='9223372036854775807' over='false' digest='00'/>",
	    "{\"date\":\"2026-11-25\",\"count\":0,"
	    "\"through\":9223372036854775807,\"over\":false,"
	    "\"digest\":\"00\"}\n");
	becomes("<day" API " through='9223372036854775808'/>",
	    "{\"through\":\"9223372036854775808\"}\n");
	becomes("<delivery" API "><qualification>14</qualification>"
	    "<acceptValid>true</acceptValid><people><person><name>true</name>"
	    "<idNumber>110</idNumber></person></people></delivery>",
	    "{\"qualification\":\"14\",\"acceptValid\":true,"
	    "\"people\":[{\"name\":\"true\",\"idNumber\":\"110\"}]}\n");
}

static void
what_the_schema_has_no_name_for_is_left_out(void **state)
{
	(void)state;
	becomes("<statusList" API " id='1-0'><Signature xmlns='"
	    "http://www.w3.org/2000/09/xmldsig#'><ttl/></Signature>"
	    "</statusList>", "{\"id\":\"1-0\"}\n");
	becomes("<day" API " date='x' strange='1'><count/></day>",
	    "{\"date\":\"x\"}\n");
}

static void
a_root_that_is_not_in_the_schema_is_refused(void **state)
{
	static const char	*const roots[] = { "<x" API "/>", "<caller/>",
				    "<caller xmlns='urn:x'/>" };
	struct buf		 out = BUF_INIT(4096);
	xmlDoc			*doc;
	size_t			 i;

	(void)state;
	for (i = 0; i < COUNT(roots); i++) {
		doc = xmlReadMemory(roots[i], (int)strlen(roots[i]), NULL,
		    NULL, XML_PARSE_NONET);
		assert_int_equal(tree_json(words, doc, NULL, &out),
		    REASON_DATA);
		xmlFreeDoc(doc);
	}
	assert_int_equal(out.len, 0);
	buf_free(&out);
}

static void
an_answer_past_its_bound_is_refused(void **state)
{
	struct buf	 out = BUF_INIT(16);
	const char	*xml = "<caller" API "><code>0123456789</code></caller>";
	xmlDoc		*doc = xmlReadMemory(xml, (int)strlen(xml), NULL, NULL,
			    XML_PARSE_NONET);

	(void)state;
	assert_int_equal(tree_json(words, doc, NULL, &out), REASON_TOO_LARGE);
	buf_free(&out);
	xmlFreeDoc(doc);
}

/* ---- from JSON */

/* Read and check, as a body is. */
static enum reason
read_body(const char *json, size_t len, struct problem_errors *e,
    xmlDoc **doc)
{
	enum reason	 why;

	*doc = NULL;
	memset(e, 0, sizeof(*e));
	why = tree_json_read(words, "delivery", json, len, e, doc);
	if (why == OK)
		why = tree_check(words, "delivery", *doc, e);
	return why;
}

#define PERSON	"{\"name\":\"\xE5\xBC\xA0\",\"idNumber\":\"110\"," \
		    "\"managementNo\":\"1\",\"province\":\"11\"}"
#define WHOLE	"{\"people\":[" PERSON "," PERSON "]," \
		    "\"acceptValid\":false,\"approved\":\"2026-05-31\"," \
		    "\"qualification\":\"14\"}"

static void
what_was_written_is_read_again(void **state)
{
	struct problem_errors	 e;
	struct buf		 out = BUF_INIT(65536);
	const char		*json = WHOLE;
	const xmlNode		*root, *people;
	xmlDoc			*doc;

	(void)state;
	assert_int_equal(read_body(json, strlen(json), &e, &doc), OK);
	root = xmlDocGetRootElement(doc);
	assert_string_equal(tree_text(root, "qualification"), "14");
	assert_string_equal(tree_text(root, "acceptValid"), "false");
	assert_string_equal(tree_text(root, "examination"), "");
	people = tree_first(root, "people");
	assert_string_equal(tree_text(tree_next(tree_first(people, "person")),
	    "name"), "\xE5\xBC\xA0");
	assert_null(tree_next(tree_next(tree_first(people, "person"))));
	assert_int_equal(tree_json(words, doc, NULL, &out), OK);
	xmlFreeDoc(doc);
	assert_int_equal(read_body(buf_text(&out), out.len, &e, &doc), OK);
	xmlFreeDoc(doc);
	buf_free(&out);
}

static void
each_fault_is_told_with_its_place(void **state)
{
	static const struct {
		const char	*json;
		const char	*pointer;
		enum reason	 why;
	} cases[] = {
		{ "[]", "", REASON_MEMBER_UNFIT },
		{ "\"x\"", "", REASON_JSON_FORM },
		{ "{}", "/qualification", REASON_MEMBER_MISSING },
		{ "{\"qualification\":14}", "/qualification",
		    REASON_MEMBER_UNFIT },
		{ "{\"qualification\":null}", "/qualification",
		    REASON_MEMBER_UNFIT },
		{ "{\"qualification\":[\"14\"]}", "/qualification",
		    REASON_MEMBER_UNFIT },
		{ "{\"acceptValid\":\"true\"}", "/acceptValid",
		    REASON_MEMBER_UNFIT },
		{ "{\"people\":{}}", "/people", REASON_MEMBER_UNFIT },
		{ "{\"people\":[{\"name\":\"x\"},3]}", "/people/1",
		    REASON_MEMBER_UNFIT },
		{ "{\"people\":[{\"name\":\"\\u0001\"}]}", "/people/0/name",
		    REASON_MEMBER_UNFIT },
		{ "{\"people\":[{\"name\":\"\\uFFFF\"}]}", "/people/0/name",
		    REASON_MEMBER_UNFIT },
		{ "{\"a/b~c\":1}", "/a~1b~0c", REASON_MEMBER_UNKNOWN },
		{ "{\"value\":\"x\"}", "/value", REASON_MEMBER_UNKNOWN },
		{ "{\"xmlns\":\"x\"}", "/xmlns", REASON_MEMBER_UNKNOWN },
		{ "{\"\\u0001\":\"x\"}", "/?", REASON_MEMBER_UNKNOWN },
		{ "{\"\xE5\xBC\xA0\":\"x\"}", "/?",
		    REASON_MEMBER_UNKNOWN },
		{ "{\"no123456\":\"x\"}", "/?", REASON_MEMBER_UNKNOWN },
		{ "{\"no12345\":\"x\"}", "/no12345",
		    REASON_MEMBER_UNKNOWN },
		{ "{\"qualification\":\"14\",\"approved\":\"x\","
		    "\"people\":[]}", "/people", REASON_MEMBER_MISSING },
		{ "{\"qualification\":\"14\",\"approved\":\"x\","
		    "\"people\":[" PERSON ",{\"name\":\"x\"}]}",
		    "/people/1/idNumber", REASON_MEMBER_MISSING },
	};
	struct problem_errors	 e;
	xmlDoc			*doc;
	size_t			 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		enum reason	 why = read_body(cases[i].json,
				    strlen(cases[i].json), &e, &doc);

		if (cases[i].why == REASON_JSON_FORM) {
			assert_int_equal(why, REASON_JSON_FORM);
			continue;
		}
		if (why != REASON_API_BODY || e.count == 0 ||
		    strcmp(e.error[0].pointer, cases[i].pointer) != 0 ||
		    e.error[0].why != cases[i].why)
			fail_msg("%s: %s at %s", cases[i].json,
			    reason_info(why)->code, e.error[0].pointer);
		xmlFreeDoc(doc);
	}
}

static void
a_value_that_the_schema_refuses_is_told_with_its_place(void **state)
{
	struct problem_errors	 e;
	struct buf		 json = BUF_INIT(65536);
	char			*longest = repeated('x', 512);
	xmlDoc			*doc;

	(void)state;
	assert_int_equal(buf_printf(&json, "{\"qualification\":\"14\","
	    "\"approved\":\"x\",\"people\":[" PERSON ",{\"name\":\"%s\","
	    "\"idNumber\":\"1\",\"managementNo\":\"1\",\"province\":\"11\"}]}",
	    longest), OK);
	assert_int_equal(read_body(buf_text(&json), json.len, &e, &doc),
	    REASON_API_BODY);
	assert_int_equal(e.count, 1);
	assert_string_equal(e.error[0].pointer, "/people/1/name");
	assert_int_equal(e.error[0].why, REASON_MEMBER_UNFIT);
	xmlFreeDoc(doc);
	buf_free(&json);
	free(longest);
}

static void
hostile_json_is_refused(void **state)
{
	static const struct {
		const char	*json;
		size_t		 len;		/* 0: a string's */
	} cases[] = {
		{ "", 0 },
		{ "{", 0 },
		{ "{}{}", 0 },
		{ "{} x", 0 },
		{ "{'a':1}", 0 },
		{ "{\"a\":1,}", 0 },
		{ "{\"a\":01}", 0 },
		{ "{\"a\":NaN}", 0 },
		{ "{\"a\":1,\"a\":1}", 0 },
		{ "{\"a\":1,\"\\u0061\":2}", 0 },
		{ "{\"a\":\"\\u0000\"}", 0 },
		{ "{\"a\\u0000b\":1}", 0 },
		{ "{\"a\":\"x\0y\"}", 11 },
		{ "{}\0", 3 },
		{ "{\"a\":\"\\uD800\"}", 0 },
		{ "{\"a\":\"\\uDC00\\uD800\"}", 0 },
		{ "{\"a\":\"\xED\xA0\x80\"}", 0 },	/* a surrogate in UTF-8 */
		{ "{\"a\":\"\xC0\x80\"}", 0 },	/* overlong */
		{ "{\"a\":\"\xFF\"}", 0 },
		{ "\xEF\xBB\xBF{}", 0 },
		{ "{\"a\":9223372036854775808}", 0 },
		{ "{\"a\":1e999}", 0 },
		{ "{\"a\":\"\n\"}", 0 },
		{ "{/**/}", 0 },
	};
	struct problem_errors	 e;
	xmlDoc			*doc;
	size_t			 i, len;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		len = cases[i].len != 0 ? cases[i].len : strlen(cases[i].json);
		if (read_body(cases[i].json, len, &e, &doc) !=
		    REASON_JSON_FORM)
			fail_msg("case %zu: %s", i, cases[i].json);
	}
}

static void
depth_and_number_are_bounded_before_anything_is_made(void **state)
{
	struct problem_errors	 e;
	struct buf		 json = BUF_INIT(MEGABYTE);
	xmlDoc			*doc;
	size_t			 i;

	(void)state;
	for (i = 0; i < TREE_JSON_DEPTH_MAX; i++)
		assert_int_equal(buf_puts(&json, "["), OK);
	for (i = 0; i < TREE_JSON_DEPTH_MAX; i++)
		assert_int_equal(buf_puts(&json, "]"), OK);
	assert_int_equal(read_body(buf_text(&json), json.len, &e, &doc),
	    REASON_API_BODY);
	buf_clear(&json);
	for (i = 0; i < 500000; i++)
		assert_int_equal(buf_puts(&json, "["), OK);
	assert_int_equal(read_body(buf_text(&json), json.len, &e, &doc),
	    REASON_JSON_FORM);
	assert_string_equal(fail_detail(), "too deep");
	buf_clear(&json);
	assert_int_equal(buf_puts(&json, "{\"a\":["), OK);
	for (i = 0; i < TREE_JSON_VALUES_MAX; i++)
		assert_int_equal(buf_puts(&json, "1,"), OK);
	assert_int_equal(buf_puts(&json, "1]}"), OK);
	assert_int_equal(read_body(buf_text(&json), json.len, &e, &doc),
	    REASON_JSON_FORM);
	buf_free(&json);
}

static void
brackets_and_commas_in_strings_do_not_count(void **state)
{
	struct problem_errors	 e;
	struct buf		 json = BUF_INIT(MEGABYTE);
	xmlDoc			*doc;
	size_t			 i;

	(void)state;
	assert_int_equal(buf_puts(&json, "{\"qualification\":\"\\\\\\\""), OK);
	for (i = 0; i < 100; i++)
		assert_int_equal(buf_puts(&json, "[{,"), OK);
	assert_int_equal(buf_puts(&json, "\",\"approved\":\"x\",\"people\":["
	    PERSON "]}"), OK);
	assert_int_equal(read_body(buf_text(&json), json.len, &e, &doc), OK);
	assert_memory_equal(tree_text(xmlDocGetRootElement(doc),
	    "qualification"), "\\\"[{,", 5);
	xmlFreeDoc(doc);
	buf_free(&json);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(elements_become_members),
		cmocka_unit_test(equals_become_arrays),
		cmocka_unit_test(
		    numbers_and_truths_are_what_the_schema_has_as_such),
		cmocka_unit_test(what_the_schema_has_no_name_for_is_left_out),
		cmocka_unit_test(a_root_that_is_not_in_the_schema_is_refused),
		cmocka_unit_test(an_answer_past_its_bound_is_refused),
		cmocka_unit_test(what_was_written_is_read_again),
		cmocka_unit_test(each_fault_is_told_with_its_place),
		cmocka_unit_test(
		    a_value_that_the_schema_refuses_is_told_with_its_place),
		cmocka_unit_test(hostile_json_is_refused),
		cmocka_unit_test(
		    depth_and_number_are_bounded_before_anything_is_made),
		cmocka_unit_test(brackets_and_commas_in_strings_do_not_count),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, open_words, close_words);
}
