/* A QR code drawn, rasterised and read back by another program. */
#include <libxml/xmlsave.h>

#include <unistd.h>

#include "document/qr.h"
#include "unit.h"

static char	 dir[] = "/tmp/ecert-qr-XXXXXX";

static int
set_up(void **state)
{
	(void)state;
	return mkdtemp(dir) == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
	char	 line[128];

	(void)state;
	snprintf(line, sizeof(line), "rm -r '%s'", dir);
	return system(line) == 0 ? 0 : -1;
}

static enum reason
draw(const char *text, xmlDoc **out)
{
	struct tree	 t;
	enum reason	 why;

	why = qr_add(&t, tree_root(&t, NS_MODEL, "qr"), text);
	if (why == OK)
		return tree_done(&t, out);
	tree_drop(&t);
	return why;
}

static void
write_drawing(xmlDoc *doc)
{
	xmlNode	*svg = xmlFirstElementChild(xmlDocGetRootElement(doc));
	xmlDoc	*alone = xmlNewDoc(BAD_CAST "1.0");
	char	 path[128];

	assert_string_equal((const char *)svg->ns->href, NS_SVG);
	xmlDocSetRootElement(alone, xmlDocCopyNode(svg, alone, 1));
	snprintf(path, sizeof(path), "%s/qr.svg", dir);
	assert_true(xmlSaveFile(path, alone) > 0);
	xmlFreeDoc(alone);
}

static void
read_back(char *out, size_t size)
{
	char	 line[256], path[128];
	FILE	*file;
	size_t	 len;

	snprintf(line, sizeof(line), "cd '%s' && rsvg-convert -z 6 qr.svg "
	    ">qr.png && zbarimg -q --raw qr.png >text 2>/dev/null", dir);
	assert_int_equal(system(line), 0);
	snprintf(path, sizeof(path), "%s/text", dir);
	assert_non_null(file = fopen(path, "r"));
	len = fread(out, 1, size - 1, file);
	(void)fclose(file);
	out[len] = '\0';
	out[strcspn(out, "\n")] = '\0';
}

static bool
has_readers(void)
{
	return system("command -v rsvg-convert zbarimg >/dev/null") == 0;
}

static void
what_was_drawn_is_read_back(void **state)
{
	static const char *const texts[] = {
		"https://e.cn/v/0",
		"https://ecert.example/v/3V8K0RT5XJ9QWM2N7BCDZ4HEGF",
	};
	char	 text[512], *longest = repeated('a', QR_TEXT_MAX);
	xmlDoc	*doc = NULL;
	size_t	 i;

	(void)state;
	if (!has_readers())
		skip();
	for (i = 0; i < COUNT(texts) + 1; i++) {
		const char *want = i < COUNT(texts) ? texts[i] : longest;

		assert_int_equal(draw(want, &doc), OK);
		write_drawing(doc);
		read_back(text, sizeof(text));
		assert_string_equal(text, want);
		xmlFreeDoc(doc);
	}
	free(longest);
}

static void
the_drawing_stays_small(void **state)
{
	char	*longest = repeated('a', QR_TEXT_MAX);
	char	*longer = repeated('a', QR_TEXT_MAX + 1);
	xmlDoc	*doc = NULL;
	xmlChar	*bytes = NULL;
	int	 len = 0;

	(void)state;
	assert_int_equal(draw(longest, &doc), OK);
	xmlDocDumpMemory(doc, &bytes, &len);
	assert_true(len < 24 * 1024);
	xmlFree(bytes);
	xmlFreeDoc(doc);
	assert_int_equal(draw(longer, &doc), REASON_TOO_LARGE);
	assert_int_equal(draw("", &doc), REASON_INTERNAL);
	free(longest);
	free(longer);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(what_was_drawn_is_read_back),
		cmocka_unit_test(the_drawing_stays_small),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
