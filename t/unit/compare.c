#include <libxml/parser.h>

#include "document/compare.h"
#include "unit.h"

static bool
equal(const char *a, const char *b, char *where, size_t size)
{
	xmlDoc	*da = xmlReadMemory(a, (int)strlen(a), NULL, NULL, 0);
	xmlDoc	*db = xmlReadMemory(b, (int)strlen(b), NULL, NULL, 0);
	bool	 same;

	assert_non_null(da);
	assert_non_null(db);
	same = compare_elements(xmlDocGetRootElement(da),
	    xmlDocGetRootElement(db), where, size);
	xmlFreeDoc(da);
	xmlFreeDoc(db);
	return same;
}

static void
what_differs_is_named_and_what_does_not_is_equal(void **state)
{
	static const struct {
		const char	*a;
		const char	*b;
		const char	*where;		/* NULL: equal */
	} cases[] = {
		{ "<r xmlns='urn:u'><a>1</a></r>", "<r xmlns='urn:u'> <a>1</a>\n</r>",
		    NULL },
		{ "<r xmlns='urn:u'/>", "<p:r xmlns:p='urn:u'/>", NULL },
		{ "<r xmlns='urn:u' b='2' a='1'/>", "<r xmlns='urn:u' a='1' b='2'/>",
		    NULL },
		{ "<r xmlns='urn:u'><a>1</a></r>", "<r xmlns='urn:u'><a>2</a></r>",
		    "a" },
		{ "<r xmlns='urn:u'><a>1</a></r>", "<r xmlns='urn:u'><a>1 </a></r>",
		    "a" },
		{ "<r xmlns='urn:u'><a>𬱖</a></r>", "<r xmlns='urn:u'><a>𠮷</a></r>",
		    "a" },
		{ "<r xmlns='urn:u'><a/><b/></r>", "<r xmlns='urn:u'><b/><a/></r>",
		    "a" },
		{ "<r xmlns='urn:u'/>", "<r xmlns='urn:v'/>", "r" },
		{ "<r xmlns='urn:u'/>", "<r xmlns='urn:u' a='1'/>", "r" },
		{ "<r xmlns='urn:u' a='2'/>", "<r xmlns='urn:u' a='1'/>", "r" },
	};
	char	 where[16];
	bool	 same;
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		same = equal(cases[i].a, cases[i].b, where, sizeof(where));
		if (same != (cases[i].where == NULL) || (!same &&
		    strcmp(where, cases[i].where) != 0))
			fail_msg("%s %s", cases[i].a, cases[i].b);
		if (equal(cases[i].b, cases[i].a, where, sizeof(where)) !=
		    same)
			fail_msg("%s %s", cases[i].b, cases[i].a);
	}
}

static void
one_element_more_is_a_difference(void **state)
{
	char	 where[8];

	(void)state;
	assert_false(equal("<r xmlns='urn:u'><a/></r>",
	    "<r xmlns='urn:u'><a/><b/></r>", where, sizeof(where)));
	assert_false(equal("<r xmlns='urn:u'/>", "<r xmlns='urn:u'><b/></r>", where,
	    sizeof(where)));
}

static void
nothing_equals_nothing_at_all(void **state)
{
	char	 where[16];

	(void)state;
	assert_false(compare_elements(NULL, NULL, where, sizeof(where)));
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(
		    what_differs_is_named_and_what_does_not_is_equal),
		cmocka_unit_test(one_element_more_is_a_difference),
		cmocka_unit_test(nothing_equals_nothing_at_all),
	};

	return RUN(tests);
}
