#include <libxml/c14n.h>
#include <libxml/parser.h>

#include "document/canonical.h"
#include "unit.h"

/* The form that libxml2 writes of the whole, walking through everything. */
static void
assert_form(const char *text)
{
	xmlDoc		*doc = xmlReadMemory(text, (int)strlen(text), NULL,
			    NULL, XML_PARSE_NONET);
	struct buf	 form = BUF_INIT(MEGABYTE);
	xmlChar		*whole = NULL;
	xmlNode		*last;

	assert_non_null(doc);
	last = xmlLastElementChild(xmlDocGetRootElement(doc));
	assert_true(xmlC14NDocDumpMemory(doc, NULL, XML_C14N_EXCLUSIVE_1_0,
	    NULL, 0, &whole) > 0);
	assert_int_equal(canonical_document(doc, last, &form), OK);
	assert_string_equal(buf_text(&form), (char *)whole);
	buf_clear(&form);
	assert_int_equal(canonical_document(doc, NULL, &form), OK);
	assert_string_equal(buf_text(&form), (char *)whole);
	xmlFree(whole);
	buf_free(&form);
	xmlFreeDoc(doc);
}

static void
text_put_in_whole_makes_the_same_form(void **state)
{
	(void)state;
	assert_form("<d xmlns='urn:u'><s b='2' a='1'>QUJD+/==</s></d>");
	assert_form("<d xmlns='urn:u'><n>(plain)</n><s>QUJD</s></d>");
	assert_form("<d xmlns='urn:u'><n a='(plain)'>x</n><s>QUJD</s></d>");
	assert_form("<x:d xmlns:x='urn:u' xmlns:y='urn:v'><y:s>QUJD</y:s></x:d>");
	assert_form("<d><s>\xE6\xA0\xB7 \"'\n\xE6\x9C\xAC</s></d>");
	assert_form("<d><n>\xF0\xA1\x98\x99 &lt;&amp;&gt; \"'</n><s>Q</s></d>");
}

static void
text_that_the_form_changes_is_walked_through(void **state)
{
	(void)state;
	assert_form("<d><s>a&lt;b</s></d>");
	assert_form("<d><s>a>b</s></d>");
	assert_form("<d><s>a&amp;b</s></d>");
	assert_form("<d><s>a&#13;b</s></d>");
	assert_form("<d><s>QUJD<!-- x -->QUJD</s></d>");
	assert_form("<d><s><t>QUJD</t></s></d>");
	assert_form("<d><s/></d>");
	assert_form("<d><s>(plain)</s></d>");
}

static void
the_tree_is_as_it_was(void **state)
{
	static const char	 text[] = "<d><s>QUJD</s></d>";
	xmlDoc			*doc = xmlReadMemory(text, sizeof(text) - 1,
				    NULL, NULL, XML_PARSE_NONET);
	struct buf		 form = BUF_INIT(8), all = BUF_INIT(64);
	xmlNode			*s;

	(void)state;
	assert_non_null(doc);
	s = xmlFirstElementChild(xmlDocGetRootElement(doc));
	assert_int_equal(canonical_document(doc, s, &form),
	    REASON_TOO_LARGE);
	assert_string_equal((char *)s->children->content, "QUJD");
	assert_int_equal(canonical_element(doc, s, &all), OK);
	assert_string_equal(buf_text(&all), "<s>QUJD</s>");
	buf_free(&form);
	buf_free(&all);
	xmlFreeDoc(doc);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(text_put_in_whole_makes_the_same_form),
		cmocka_unit_test(text_that_the_form_changes_is_walked_through),
		cmocka_unit_test(the_tree_is_as_it_was),
	};

	return RUN(tests);
}
