#include <libxml/xmlschemas.h>

#include "document/model_holder.h"
#include "document/render.h"
#include "unit.h"

#define CSRF	"q7Hk2VxN0pRbT5wY"
#define CODE	"3K7M9QX2VWJ4TN8RCH5YB6ZD1F"
#define DAY	(time_t)86400

static xmlSchema		*schema;
static struct conf		 conf;
static struct certificate	 certificate;
static struct annotation	 annotation;
static const time_t		 made = 1795593600;	/* 2026-11-25 16:00 */

static int
set_up(void **state)
{
	xmlSchemaParserCtxt	*parser;

	(void)state;
	parser = xmlSchemaNewParserCtxt(TEST_SRCDIR "/doc/schema/model.xsd");
	assert_non_null(parser);
	schema = xmlSchemaParse(parser);
	xmlSchemaFreeParserCtxt(parser);
	assert_non_null(schema);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	xmlSchemaFree(schema);
	return 0;
}

#define SET(member, text)	snprintf(member, sizeof(member), "%s", text)

static int
fresh_records(void **state)
{
	struct certificate	*c = &certificate;
	struct annotation	*a = &annotation;

	(void)state;
	conf.name_zh = conf.name_en = "x";
	conf.operator_zh = conf.operator_en = "x";
	conf.base_url = "";
	conf.sign_in = "code";
	memset(c, 0, sizeof(*c));
	c->serial = 1;
	c->version = 1;
	c->style = 1;
	c->state = STATE_ISSUED;
	c->sex = 1;
	SET(c->management_no, "20211100611000000001");
	SET(c->name, "𬱖");
	SET(c->id_type, "111");
	SET(c->id_type_zh, "居民身份证");
	SET(c->id_number, "110000199001010013");
	SET(c->birth_date, "1990-01-01");
	SET(c->approved_on, "2021-11-01");
	SET(c->issued_on, "2021-12-20");
	SET(c->qualification, "01");
	SET(c->title_zh, "注册城乡规划师职业资格");
	SET(c->title_en, "Registered Urban and Rural Planner");
	SET(c->authorities, "人力资源和社会保障部;自然资源部");
	SET(c->statement, "本证书由中华人民共和国自然资源部批准颁发。");
	SET(c->seal_code, "mohrss-zyzg");
	SET(c->seal_name, "专用章");
	memset(a, 0, sizeof(*a));
	SET(a->code, CODE);
	SET(a->scene, "job");
	SET(a->scene_zh, "求职应聘");
	SET(a->scene_en, "Job application");
	SET(a->recipient, "样本建设有限公司");
	SET(a->maker, "本人");
	a->days = 90;
	a->made_at = made;
	a->expires_at = made + 90 * DAY;
	a->state = ANNOTATION_GOOD;
	return 0;
}

static struct page
page(const char *name)
{
	return (struct page){ .conf = &conf, .name = name, .lang = "zh",
	    .path = "/" };
}

/* Validate a model and tell it as text; the caller frees both. */
static char *
told(xmlDoc *doc)
{
	xmlSchemaValidCtxt	*ctx = xmlSchemaNewValidCtxt(schema);
	struct buf		 text = BUF_INIT(MEGABYTE);
	char			*copy;

	assert_int_equal(xmlSchemaValidateDoc(ctx, doc), 0);
	xmlSchemaFreeValidCtxt(ctx);
	assert_int_equal(render_xml(doc, &text), OK);
	copy = strdup(buf_text(&text));
	assert_non_null(copy);
	buf_free(&text);
	xmlFreeDoc(doc);
	return copy;
}

static void
has(const char *text, const char *part)
{
	if (strstr(text, part) == NULL)
		fail_msg("not there: %s in %s", part, text);
}

static void
has_not(const char *text, const char *part)
{
	if (strstr(text, part) != NULL)
		fail_msg("there: %s", part);
}

static void
signing_in_shows_the_name_again_and_never_number_or_code(void **state)
{
	static const struct model_field	 first[] = {
		{ "name", "𬱖", 100, OK, 0, NULL },
		{ "id_number", "110000199001010013", 32, REASON_ID_CHECK,
		    0, NULL },
	};
	static const struct model_field	 second[] = {
		{ "code", "314159", 6, REASON_CODE_WRONG, 0, NULL },
	};
	struct page	 p = page("sign-in");
	xmlDoc		*doc;
	char		*text;

	(void)state;
	assert_int_equal(model_sign_in(&p, first, 2, CSRF, false, OK, &doc),
	    OK);
	text = told(doc);
	has(text, "action=\"/sign-in\" csrf=\"" CSRF "\"");
	has(text, "value=\"𬱖\"");
	has(text, "id-check-digit");
	has_not(text, "110000199001010013");
	free(text);
	p.name = "sign-in-code";
	assert_int_equal(model_sign_in(&p, second, 1, CSRF, false, OK, &doc),
	    OK);
	text = told(doc);
	has(text, "action=\"/sign-in/code\"");
	has_not(text, "314159");
	free(text);
}

/* A page that cannot be made would be the answer to a slip of the keys. */
static void
what_xml_cannot_carry_is_not_shown_again(void **state)
{
	static const char *const	 unfit[] = { "\x01", "a\x1b" "b",
					    "a\xEF\xBF\xBF", "\xEF\xBF\xBE" };
	struct model_field		 field = { "name", NULL, 100,
					    REASON_NAME_ENCODING, 0, NULL };
	struct page			 p = page("sign-in");
	xmlDoc				*doc;
	char				*text;
	size_t				 i;

	(void)state;
	for (i = 0; i < COUNT(unfit); i++) {
		field.value = unfit[i];
		assert_int_equal(model_sign_in(&p, &field, 1, CSRF, false, OK,
		    &doc), OK);
		text = told(doc);
		has(text, "name=\"name\" value=\"\"");
		has(text, "<error");
		free(text);
	}
}

static void
with_a_gateway_there_is_no_form_and_a_refusal_is_told(void **state)
{
	struct page	 p = page("sign-in");
	xmlDoc		*doc;
	char		*text;

	(void)state;
	assert_int_equal(model_sign_in(&p, NULL, 0, CSRF, true,
	    REASON_SIGN_IN_REFUSED, &doc), OK);
	text = told(doc);
	has(text, "<fault code=\"sign-in-refused\">");
	has(text, "<gateway href=\"/sign-in/gateway\"/>");
	has_not(text, "<form");
	free(text);
}

static void
the_list_leaves_out_what_is_not_issued_yet(void **state)
{
	static const char *const	 refs[] = { "first", "second" };
	struct certificate		 two[2];
	struct page			 p = page("holder");
	xmlDoc				*doc;
	char				*text;

	(void)state;
	two[0] = two[1] = certificate;
	two[0].state = STATE_APPROVED;
	two[1].state = STATE_SUSPENDED;
	assert_int_equal(model_holder(&p, "𬱖", two, refs, 2, CSRF, &doc), OK);
	text = told(doc);
	has(text, "<session name=\"𬱖\" csrf=\"" CSRF "\"/>");
	has(text, "href=\"/holder/certificates/second\"");
	has(text, "state=\"suspended\"");
	has_not(text, "/holder/certificates/first");
	has_not(text, "110000199001010013");
	free(text);
	assert_int_equal(model_holder(&p, "𬱖", two, refs, 0, CSRF, &doc), OK);
	text = told(doc);
	has(text, "<certificates/>");
	free(text);
}

static void
a_state_that_was_not_read_is_an_error_and_no_page(void **state)
{
	static const char *const	 refs[] = { "first" };
	struct page			 p = page("holder");
	struct model_holder_certificate	 h = { .certificate = &certificate,
	    .ref = "first", .annotations = &annotation, .annotation_count = 1,
	    .quota = { 0, 3, 0 }, .csrf = CSRF };
	xmlDoc				*doc = NULL;

	(void)state;
	annotation.state = ANNOTATION_UNKNOWN;
	assert_int_equal(model_holder_certificate(&p, &h, &doc), REASON_DATA);
	assert_int_equal(model_holder_copy(&p, &annotation, &certificate,
	    NULL, "", CSRF, &doc), REASON_DATA);
	annotation.state = (enum annotation_state)77;
	assert_int_equal(model_holder_copy(&p, &annotation, &certificate,
	    NULL, "", CSRF, &doc), REASON_DATA);
	annotation.state = ANNOTATION_GOOD;
	certificate.state = STATE_UNKNOWN;
	assert_int_equal(model_holder(&p, "𬱖", &certificate, refs, 1, CSRF,
	    &doc), REASON_DATA);
	assert_int_equal(model_holder_certificate(&p, &h, &doc), REASON_DATA);
	certificate.state = STATE_APPROVED;
	assert_int_equal(model_holder_copy(&p, &annotation, &certificate,
	    NULL, "", CSRF, &doc), REASON_DATA);
	assert_null(doc);
}

static void
a_certificate_is_told_with_form_copies_and_looks(void **state)
{
	static const struct model_choice	 scenes[] = {
		{ "self", "本人调用", "Own use" },
		{ "job", "求职应聘", "Job application" },
	};
	static const struct model_field		 fields[] = {
		{ "scene", "job", 32, OK, 0, NULL },
		{ "recipient", "", 100, OK, 0, NULL },
		{ "days", "91", 2, REASON_DAYS, 0, NULL },
	};
	const struct model_access		 looks[] = {
		{ made, "triple", "public", NULL, NULL, NULL, true },
		{ made, "bureau", "bureau", "样本省人事考试中心",
		    "样本事项", "样本事由", false },
	};
	const struct model_holder_certificate	 h = {
		.certificate = &certificate, .ref = "a-b_c",
		.annotations = &annotation, .annotation_count = 1,
		.scenes = scenes, .scene_count = 2,
		.quota = { 1, 3, 0 }, .access = looks, .access_count = 2,
		.may_annotate = true, .fields = fields, .field_count = 3,
		.csrf = CSRF,
	};
	struct page	 p = page("holder-certificate");
	xmlDoc		*doc;
	char		*text;

	(void)state;
	assert_int_equal(model_holder_certificate(&p, &h, &doc), OK);
	text = told(doc);
	has(text, "action=\"/holder/certificates/a-b_c/annotations\"");
	has(text, "<annotate state=\"open\"><quota used=\"1\" max=\"3\"/>");
	has(text, "<choice code=\"job\"><name xml:lang=\"zh\">求职应聘<");
	has(text, "<error code=\"days-out-of-range\">");
	has(text, "110***********0013");
	has(text, "<annotation code=\"" CODE "\" state=\"good\"");
	has(text, "made=\"2026-11-25T16:00:00+08:00\" "
	    "expires=\"2027-02-23T16:00:00+08:00\"");
	has(text, "actor=\"public\" found=\"true\"");
	has(text, "actor-name=\"样本省人事考试中心\" matter=\"样本事项\" "
	    "cause=\"样本事由\" found=\"false\"");
	has_not(text, "<download");
	free(text);
}

/* What the page says of annotating, in the order of what matters most. */
static void
why_no_copy_can_be_annotated_is_told(void **state)
{
	static const struct {
		enum certificate_state	 state;
		int			 used;
		bool			 plain;
		const char		*word;
	} cases[] = {
		{ STATE_SUSPENDED, 3, true, "state=\"not-in-force\"" },
		{ STATE_ISSUED, 3, true, "state=\"not-needed\"" },
		{ STATE_ISSUED, 3, false, "state=\"quota-full\"" },
		{ STATE_ISSUED, 0, false, "state=\"closed\"" },
	};
	struct model_holder_certificate	 h = { .certificate = &certificate,
	    .ref = "x", .csrf = CSRF };
	struct page	 p = page("holder-certificate");
	xmlDoc		*doc;
	char		*text;
	size_t		 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		certificate.state = cases[i].state;
		h.plain_download = cases[i].plain;
		h.quota = (struct model_quota){ cases[i].used, 3, made };
		assert_int_equal(model_holder_certificate(&p, &h, &doc), OK);
		text = told(doc);
		has(strstr(text, "<annotate "), cases[i].word);
		has(text, "next=\"2026-11-25T16:00:00+08:00\"");
		has_not(text, "<form");
		if (cases[i].plain)
			has(text, "/holder/certificates/x/certificate.xml");
		free(text);
	}
}

static void
a_copy_is_offered_while_it_and_the_certificate_are_good(void **state)
{
	static const struct {
		enum annotation_state	 copy;
		enum certificate_state	 certificate;
		bool			 download, withdraw;
	} cases[] = {
		{ ANNOTATION_GOOD, STATE_ISSUED, true, true },
		{ ANNOTATION_GOOD, STATE_SUSPENDED, false, true },
		{ ANNOTATION_GOOD, STATE_REVOKED, false, true },
		{ ANNOTATION_GOOD, STATE_SUPERSEDED, false, true },
		{ ANNOTATION_EXPIRED, STATE_ISSUED, false, false },
		{ ANNOTATION_WITHDRAWN, STATE_ISSUED, false, false },
	};
	struct page	 p = page("holder-copy");
	xmlDoc		*doc;
	char		*text;
	size_t		 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		annotation.state = cases[i].copy;
		annotation.withdrawn_at = made + i;
		certificate.state = cases[i].certificate;
		assert_int_equal(model_holder_copy(&p, &annotation,
		    &certificate, NULL, "", CSRF, &doc), OK);
		text = told(doc);
		assert_int_equal(cases[i].download, strstr(text,
		    "href=\"/holder/copies/" CODE "/certificate.xml\"") !=
		    NULL);
		assert_int_equal(cases[i].withdraw, strstr(text,
		    "action=\"/holder/copies/" CODE "/withdraw\"") != NULL);
		free(text);
	}
}

static void
an_address_that_does_not_fit_makes_no_page(void **state)
{
	struct page			 p = page("holder-certificate");
	char				*ref = repeated('x', 600);
	struct model_holder_certificate	 h = { .certificate = &certificate,
	    .ref = ref, .plain_download = true, .csrf = CSRF };
	xmlDoc				*doc = NULL;

	(void)state;
	assert_int_equal(model_holder_certificate(&p, &h, &doc),
	    REASON_MEMORY);
	assert_null(doc);
	free(ref);
}

#define TEST(f)	cmocka_unit_test_setup(f, fresh_records)

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		TEST(signing_in_shows_the_name_again_and_never_number_or_code),
		TEST(what_xml_cannot_carry_is_not_shown_again),
		TEST(with_a_gateway_there_is_no_form_and_a_refusal_is_told),
		TEST(the_list_leaves_out_what_is_not_issued_yet),
		TEST(a_state_that_was_not_read_is_an_error_and_no_page),
		TEST(a_certificate_is_told_with_form_copies_and_looks),
		TEST(why_no_copy_can_be_annotated_is_told),
		TEST(a_copy_is_offered_while_it_and_the_certificate_are_good),
		TEST(an_address_that_does_not_fit_makes_no_page),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
