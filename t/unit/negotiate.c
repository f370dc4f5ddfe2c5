#include "http/negotiate.h"
#include "unit.h"

/* RFC 9110, 12.5.1; HTML where they are equal, for browsers. */
static void
the_better_of_html_and_xml_is_chosen(void **state)
{
	static const struct {
		const char	*accept;
		enum format	 format;
	} cases[] = {
		{ "", FORMAT_HTML },
		{ "*/*", FORMAT_HTML },
		{ "text/html", FORMAT_HTML },
		{ "application/xml", FORMAT_XML },
		{ "text/xml", FORMAT_XML },
		{ "APPLICATION/XML", FORMAT_XML },
		{ "text/*", FORMAT_HTML },
		{ "application/*", FORMAT_XML },
		{ "text/html,application/xhtml+xml,application/xml;q=0.9,"
		    "*/*;q=0.8", FORMAT_HTML },
		{ "text/html;q=0.5, application/xml", FORMAT_XML },
		{ "text/html;q=0.5, application/xml;q=0.501", FORMAT_XML },
		{ "text/html;q=0, */*", FORMAT_XML },
		{ "application/xml;q=0, */*;q=0.1", FORMAT_HTML },
		{ "image/png", FORMAT_NONE },
		{ "text/html;q=0", FORMAT_NONE },
		{ "text/html;q=0.000", FORMAT_NONE },
		{ "text/htmlx", FORMAT_NONE },
		{ ",, ,", FORMAT_NONE },
		{ "text/html;q=", FORMAT_HTML },
	};
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		if (negotiate_accept(cases[i].accept) != cases[i].format)
			fail_msg("Accept: %s", cases[i].accept);
}

/* XML where they are equal: it is what the schema speaks of. */
static void
the_better_of_xml_and_json_is_chosen(void **state)
{
	static const struct {
		const char	*accept;
		enum format	 format;
	} cases[] = {
		{ "", FORMAT_XML },
		{ "*/*", FORMAT_XML },
		{ "application/json", FORMAT_JSON },
		{ "application/json;q=0.4, text/xml;q=0.5", FORMAT_XML },
		{ "application/json, */*;q=0.1", FORMAT_JSON },
		{ "application/*", FORMAT_XML },
		{ "text/html", FORMAT_NONE },
		{ "application/json;q=0", FORMAT_NONE },
	};
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		if (negotiate_interface(cases[i].accept) != cases[i].format)
			fail_msg("Accept: %s", cases[i].accept);
}

/* RFC 9110, 13.1.2: a list, weak comparison, or a star. */
static void
an_entity_tag_is_found_in_a_list(void **state)
{
	static const struct {
		const char	*header;
		bool		 match;
	} cases[] = {
		{ "", false }, { "\"a\"", true }, { "W/\"a\"", true },
		{ "\"b\", \"a\"", true }, { "\"b\",W/\"a\" ", true },
		{ "*", true }, { "\"b\"", false }, { "\"aa\"", false },
		{ "a", false }, { "\"a", false }, { "W/", false },
	};
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		if (negotiate_none_match(cases[i].header, "\"a\"") !=
		    cases[i].match)
			fail_msg("If-None-Match: %s", cases[i].header);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(the_better_of_html_and_xml_is_chosen),
		cmocka_unit_test(the_better_of_xml_and_json_is_chosen),
		cmocka_unit_test(an_entity_tag_is_found_in_a_list),
	};

	return RUN(tests);
}
