/* Sentences that are lent to a transform are those that the sheet has itself. */
#include <libxml/parser.h>

#include <glob.h>
#include <pthread.h>
#include <string.h>

#include "document/library.h"
#include "document/render.h"
#include "unit.h"

#define THREADS		8

static struct sheets	*sheets;
static glob_t		 samples;

static int
open_all(void **state)
{
	(void)state;
	return library_start() != OK ||
	    sheets_open(TEST_SRCDIR "/xsl", &sheets) != OK ||
	    glob(TEST_SRCDIR "/t/vector/model/*.xml", 0, NULL, &samples) != 0;
}

static int
close_all(void **state)
{
	(void)state;
	globfree(&samples);
	sheets_free(&sheets);
	library_stop();
	return 0;
}

/* NULL for what is no page. */
static xmlDoc *
read_sample(const char *path, const char *lang)
{
	xmlDoc	*doc = xmlReadFile(path, NULL, XML_PARSE_NONET);
	xmlNode	*root;

	assert_non_null(doc);
	root = xmlDocGetRootElement(doc);
	if (!xmlStrEqual(root->name, BAD_CAST "page")) {
		xmlFreeDoc(doc);
		return NULL;
	}
	(void)xmlSetProp(root, BAD_CAST "lang", BAD_CAST lang);
	return doc;
}

static void
render_both(xmlDoc *doc, const char *what)
{
	struct buf	 lent = BUF_INIT(1u << 20), own = BUF_INIT(1u << 20);
	struct buf	 path = BUF_INIT(4096);
	xmlChar		*name;

	name = xmlGetNoNsProp(xmlDocGetRootElement(doc), BAD_CAST "name");
	assert_non_null(name);
	assert_int_equal(buf_printf(&path, TEST_SRCDIR "/xsl/page/%s.xsl",
	    (const char *)name), OK);
	assert_int_equal(render_html(sheets, (const char *)name, doc, &lent),
	    OK);
	assert_int_equal(render_by(buf_text(&path), doc, &own), OK);
	if (strcmp(buf_text(&lent), buf_text(&own)) != 0)
		print_message("%s differs\n", what);
	assert_string_equal(buf_text(&lent), buf_text(&own));
	assert_true(lent.len > 1000);
	buf_free(&lent);
	buf_free(&own);
	buf_free(&path);
	xmlFree(name);
}

static void
every_page_reads_the_same_as_with_the_sheet_s_own_sentences(void **state)
{
	static const char *const	 languages[] = { "zh", "en" };
	xmlDoc				*doc;
	size_t				 i, lang, pages = 0;

	(void)state;
	for (i = 0; i < samples.gl_pathc; i++)
		for (lang = 0; lang < 2; lang++) {
			doc = read_sample(samples.gl_pathv[i],
			    languages[lang]);
			if (doc == NULL)
				continue;
			render_both(doc, samples.gl_pathv[i]);
			xmlFreeDoc(doc);
			pages++;
		}
	assert_true(pages > 60);
}

/* Every sample by one thread: how many bytes came out. */
static void *
render_all(void *arg)
{
	size_t	*bytes = arg, i;

	for (i = 0; i < samples.gl_pathc; i++) {
		struct buf	 out = BUF_INIT(1u << 20);
		xmlDoc		*doc = read_sample(samples.gl_pathv[i], "en");
		xmlChar		*name;

		if (doc == NULL)
			continue;
		name = xmlGetNoNsProp(xmlDocGetRootElement(doc),
		    BAD_CAST "name");
		if (render_html(sheets, (const char *)name, doc, &out) == OK)
			*bytes += out.len;
		buf_free(&out);
		xmlFree(name);
		xmlFreeDoc(doc);
	}
	return NULL;
}

static void
threads_that_render_at_once_read_the_same_sentences(void **state)
{
	pthread_t	 thread[THREADS];
	size_t		 bytes[THREADS] = { 0 }, alone = 0, i;

	(void)state;
	(void)render_all(&alone);
	assert_true(alone > 100000);
	for (i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&thread[i], NULL, render_all,
		    &bytes[i]), 0);
	for (i = 0; i < THREADS; i++) {
		assert_int_equal(pthread_join(thread[i], NULL), 0);
		assert_int_equal(bytes[i], alone);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    every_page_reads_the_same_as_with_the_sheet_s_own_sentences),
		cmocka_unit_test(
		    threads_that_render_at_once_read_the_same_sentences),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, open_all, close_all);
}
