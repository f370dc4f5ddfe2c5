/* The models of copies: what is told in which state, and always by schema. */
#include <libxml/xmlschemas.h>

#include "document/model_copy.h"
#include "sample.h"

static struct conf		 conf;
static struct certificate	 certificate;
static struct annotation	 annotation;
static xmlSchema		*schema;

static int
set_up(void **state)
{
	static char		 zh[] = "样本服务", en[] = "Specimen service";
	static char		 url[] = "https://ecert.example";
	static char		 off[] = "off";
	xmlSchemaParserCtxt	*ctx;
	struct certificate	*c = &certificate;
	struct annotation	*a = &annotation;

	(void)state;
	conf.name_zh = conf.operator_zh = zh;
	conf.name_en = conf.operator_en = en;
	conf.base_url = url;
	conf.sign_in = off;
	conf.specimen = true;
	sample_certificate(c);
	c->state_since = 1772323200;
	SET(c->state_reason, "以不正当手段取得证书。");
	SET(c->state_reason_en, "Obtained by improper means.");
	sample_annotation(a, 1795593600);
	a->withdrawn_at = a->made_at + 86400;
	ctx = xmlSchemaNewParserCtxt(TEST_SRCDIR "/doc/schema/model.xsd");
	schema = xmlSchemaParse(ctx);
	xmlSchemaFreeParserCtxt(ctx);
	return schema == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	xmlSchemaFree(schema);
	xmlCleanupParser();
	return 0;
}

static void
assert_fits(xmlDoc *doc)
{
	xmlSchemaValidCtxt	*ctx = xmlSchemaNewValidCtxt(schema);

	assert_int_equal(xmlSchemaValidateDoc(ctx, doc), 0);
	xmlSchemaFreeValidCtxt(ctx);
}

/* The whole model as text; the caller frees it with xmlFree(). */
static char *
status(const struct annotation *a, const struct certificate *c)
{
	static const struct model_picture	 picture = { "image/png",
						    "PNG", 3, 42, 40 };
	struct page	 page = { &conf, "copy", "zh", "/v/X" };
	xmlDoc		*doc = NULL;
	xmlChar		*text = NULL;
	int		 len;

	assert_int_equal(model_copy_status(&page, a, c, 1795600000,
	    "https://ecert.example/v/3V8K0RT5XJ9QWM2N7BCDZ4HEGF", &picture,
	    &doc), OK);
	assert_fits(doc);
	xmlDocDumpMemoryEnc(doc, &text, &len, "UTF-8");
	xmlFreeDoc(doc);
	return (char *)text;
}

static bool
says(const char *text, const char *what)
{
	return strstr(text, what) != NULL;
}

static void
each_pair_of_states_has_one_verdict(void **state)
{
	static const struct {
		enum certificate_state	 of_certificate;
		enum annotation_state	 of_annotation;
		const char		*verdict;
		bool			 face;
	} cases[] = {
		{ STATE_ISSUED, ANNOTATION_GOOD, "copy-good", true },
		{ STATE_ISSUED, ANNOTATION_EXPIRED, "copy-expired", false },
		{ STATE_ISSUED, ANNOTATION_WITHDRAWN, "copy-withdrawn",
		    false },
		{ STATE_ISSUED, ANNOTATION_UNKNOWN, "unchecked", false },
		{ STATE_SUSPENDED, ANNOTATION_GOOD, "suspended", true },
		{ STATE_REVOKED, ANNOTATION_GOOD, "revoked", true },
		{ STATE_SUPERSEDED, ANNOTATION_GOOD, "superseded", true },
		{ STATE_REVOKED, ANNOTATION_EXPIRED, "revoked", false },
		{ STATE_SUSPENDED, ANNOTATION_WITHDRAWN, "suspended", false },
		{ STATE_APPROVED, ANNOTATION_GOOD, "unchecked", false },
		{ STATE_UNKNOWN, ANNOTATION_GOOD, "unchecked", false },
	};
	char	 word[64], *text;
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		certificate.state = cases[i].of_certificate;
		annotation.state = cases[i].of_annotation;
		text = status(&annotation, &certificate);
		snprintf(word, sizeof(word), "state=\"%s\"",
		    cases[i].verdict);
		if (!says(text, word))
			fail_msg("%zu: %s", i, word);
		/* What is over tells neither the person nor for whom. */
		assert_int_equal(says(text, "阿依古丽"), cases[i].face);
		assert_int_equal(says(text, "样本科技有限公司"),
		    cases[i].face);
		assert_int_equal(says(text, "<svg"), cases[i].face);
		assert_int_equal(says(text, "sealPicture"), cases[i].face);
		assert_true(says(text, "求职应聘"));
		assert_false(says(text, "650000199001010027"));
		assert_int_equal(says(text, "650***********0027"),
		    cases[i].face);
		assert_int_equal(says(text, "以不正当手段"),
		    cases[i].of_certificate == STATE_REVOKED ||
		    cases[i].of_certificate == STATE_SUSPENDED ||
		    cases[i].of_certificate == STATE_SUPERSEDED);
		xmlFree(text);
	}
}

static void
an_unknown_code_says_nothing_of_anybody(void **state)
{
	char	*text;

	(void)state;
	certificate.state = STATE_ISSUED;
	text = status(NULL, NULL);
	assert_true(says(text, "state=\"copy-unknown\""));
	assert_false(says(text, "阿依古丽") || says(text, "annotation"));
	xmlFree(text);
	text = status(NULL, &certificate);
	assert_true(says(text, "state=\"copy-unknown\""));
	assert_false(says(text, "阿依古丽"));
	xmlFree(text);
}

static void
the_day_is_that_of_what_ended(void **state)
{
	char	*text;

	(void)state;
	certificate.state = STATE_ISSUED;
	annotation.state = ANNOTATION_EXPIRED;
	text = status(&annotation, &certificate);
	assert_true(says(text, "since=\"2027-02-23\""));
	xmlFree(text);
	annotation.state = ANNOTATION_WITHDRAWN;
	text = status(&annotation, &certificate);
	assert_true(says(text, "since=\"2026-11-26\""));
	xmlFree(text);
	certificate.state = STATE_REVOKED;
	text = status(&annotation, &certificate);
	assert_true(says(text, "since=\"2026-03-01\""));
	xmlFree(text);
}

static void
parts_may_be_missing(void **state)
{
	struct page	 page = { &conf, "copy", "zh", "/v/X" };
	xmlDoc		*doc = NULL;

	(void)state;
	certificate.state = STATE_ISSUED;
	annotation.state = ANNOTATION_GOOD;
	assert_int_equal(model_copy_status(&page, &annotation, &certificate,
	    1795600000, "", NULL, &doc), OK);
	assert_fits(doc);
	xmlFreeDoc(doc);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(each_pair_of_states_has_one_verdict),
		cmocka_unit_test(an_unknown_code_says_nothing_of_anybody),
		cmocka_unit_test(the_day_is_that_of_what_ended),
		cmocka_unit_test(parts_may_be_missing),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
