#include <time.h>

#include "document/untrusted.h"
#include "unit.h"

static enum reason
parse(const char *bytes, size_t len)
{
	xmlDoc		*doc = NULL;
	enum reason	 why;

	why = untrusted_parse(bytes, len, &doc);
	assert_int_equal(doc != NULL, why == OK);
	xmlFreeDoc(doc);
	return why;
}

static void
only_plain_xml_in_utf8_comes_through(void **state)
{
	static const struct {
		const char	*bytes;
		enum reason	 why;
	} cases[] = {
		{ "<a/>", OK },
		{ "<?xml version=\"1.0\"?><a>𠮷</a>", OK },
		{ "<?xml version='1.0' encoding='utf-8'?><a/>", OK },
		{ "<a>&lt;&amp;&#x20BB7;</a>", OK },
		{ "", REASON_FILE_FORMAT },
		{ " <a/>", REASON_FILE_FORMAT },
		{ "text", REASON_FILE_FORMAT },
		{ "<a>", REASON_FILE_FORMAT },
		{ "<a/><b/>", REASON_FILE_FORMAT },
		{ "<p:a/>", REASON_FILE_FORMAT },
		{ "<a>&b;</a>", REASON_FILE_FORMAT },
		{ "<a><!-- x --></a>", REASON_FILE_FORMAT },
		{ "<a><![CDATA[x]]></a>", REASON_FILE_FORMAT },
		{ "<a><?x y?></a>", REASON_FILE_FORMAT },
		{ "<?xml-stylesheet href='x'?><a/>", REASON_FILE_FORMAT },
		{ "<!DOCTYPE a><a/>", REASON_FILE_DOCTYPE },
		{ "<!doctype a><a/>", REASON_FILE_DOCTYPE },
		{ "<a><!ENTITY b 'c'></a>", REASON_FILE_DOCTYPE },
		{ "\xef\xbb\xbf<a/>", REASON_FILE_ENCODING },
		{ "<a>\xe9</a>", REASON_FILE_ENCODING },
		{ "<?xml version='1.1'?><a/>", REASON_FILE_FORMAT },
		{ "<?xml version='1.0.1'?><a/>", REASON_FILE_FORMAT },
		{ "<?xml encoding='utf-8'?><a/>", REASON_FILE_FORMAT },
		{ "<?xml version='1.0' encoding='GBK'?><a/>",
		    REASON_FILE_ENCODING },
		{ "<?xml version='1.0' encoding='utf-7'?><a/>",
		    REASON_FILE_ENCODING },
	};
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		if (parse(cases[i].bytes, strlen(cases[i].bytes)) !=
		    cases[i].why)
			fail_msg("%s", cases[i].bytes);
	assert_int_equal(parse("<\0a\0/\0>\0", 8), REASON_FILE_ENCODING);
}

static void
floods_are_refused_before_they_are_parsed(void **state)
{
	char	*big = repeated(' ', UNTRUSTED_BYTES_MAX + 1);
	char	 many[1024] = "<a";
	size_t	 i, len = 2;

	(void)state;
	memcpy(big, "<a>", 3);
	memcpy(big + UNTRUSTED_BYTES_MAX - 4, "</a>", 4);
	assert_int_equal(parse(big, UNTRUSTED_BYTES_MAX), OK);
	assert_int_equal(parse(big, UNTRUSTED_BYTES_MAX + 1),
	    REASON_TOO_LARGE);
	free(big);
	for (i = 0; i <= UNTRUSTED_ATTRS_MAX; i++) {
		snprintf(many + len, sizeof(many) - len, "/>");
		assert_int_equal(parse(many, len + 2), OK);
		len += (size_t)snprintf(many + len, sizeof(many) - len,
		    " a%zu=''", i);
	}
	snprintf(many + len, sizeof(many) - len, "/>");
	assert_int_equal(parse(many, len + 2), REASON_FILE_FORMAT);
}

/* In a value ">" ends no tag, and "=" begins no attribute. */
static void
a_value_hides_no_attribute_and_makes_none(void **state)
{
	char	*equals = repeated('=', UNTRUSTED_ATTRS_MAX);
	char	 many[2048];
	size_t	 i, len;

	(void)state;
	len = (size_t)snprintf(many, sizeof(many), "<a b='>\"' c=\"'>\"");
	for (i = 0; i < UNTRUSTED_ATTRS_MAX; i++)
		len += (size_t)snprintf(many + len, sizeof(many) - len,
		    " a%zu=''", i);
	len += (size_t)snprintf(many + len, sizeof(many) - len, "/>");
	assert_int_equal(parse(many, len), REASON_FILE_FORMAT);

	len = (size_t)snprintf(many, sizeof(many), "<a b='%s' c='%s'>%s</a>",
	    equals, equals, equals);
	assert_int_equal(parse(many, len), OK);
	free(equals);
}

static void
tags_left_open_are_refused_at_once(void **state)
{
	char	*open = repeated('<', UNTRUSTED_BYTES_MAX);
	clock_t	 began = clock();

	(void)state;
	assert_int_equal(parse(open, UNTRUSTED_BYTES_MAX), REASON_FILE_FORMAT);
	memcpy(open, "<a b='", 6);
	assert_int_equal(parse(open, UNTRUSTED_BYTES_MAX), REASON_FILE_FORMAT);
	assert_true(clock() - began < CLOCKS_PER_SEC);
	free(open);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(only_plain_xml_in_utf8_comes_through),
		cmocka_unit_test(floods_are_refused_before_they_are_parsed),
		cmocka_unit_test(a_value_hides_no_attribute_and_makes_none),
		cmocka_unit_test(tags_left_open_are_refused_at_once),
	};

	return RUN(tests);
}
