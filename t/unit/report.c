#include "base/text.h"
#include "copy_parts.h"
#include "document/base64.h"
#include "document/difference.h"
#include "document/face.h"
#include "document/report.h"
#include "document/seal_digest.h"
#include "document/seal_element.h"
#include "document/seal_put.h"

#define NUMBER	"3V8K0RT5XJ9QWM2N7BCDZ4HEGF"
#define DIGEST	"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static char		 name_zh[] = "样本核验服务";
static char		 name_en[] = "Specimen Service";
static const struct conf conf = { .name_zh = name_zh, .name_en = name_en,
				    .specimen = true };

static struct report
report_on(const struct verification *v, const char *number)
{
	return (struct report){ .conf = &conf, .number = number,
	    .made_at = W->now, .file_digest = DIGEST, .file_size = 6000,
	    .verification = v };
}

/* Whether the reports of a test are sealed. */
static bool	 with_seal;

static struct buf
signed_report(const struct verification *v, const char *number)
{
	struct report	 r = report_on(v, number);
	struct buf	 xml = BUF_INIT(MEGABYTE);
	xmlDoc		*doc;

	assert_int_equal(report_document(&r, &doc), OK);
	if (with_seal)
		assert_int_equal(seal_put(doc, W->sealer, W->now), OK);
	assert_int_equal(sign_document(W->xml_signer, doc, W->now, &xml), OK);
	xmlFreeDoc(doc);
	return xml;
}

/* Of a copy that is valid. */
static struct buf
good_report(const char *number)
{
	struct buf		 copy = make_copy(&W->certificate,
				    &W->annotation);
	struct buf		 xml;
	struct verification	 v;

	verify_copy(&copy, &v);
	assert_int_equal(check_verdict(&v.list), VERDICT_VALID);
	xml = signed_report(&v, number);
	verification_free(&v);
	buf_free(&copy);
	return xml;
}

static void
verify_report(const struct buf *xml, struct verification *v)
{
	assert_int_equal(verify_file(W->verifier, xml->data, xml->len, W->now,
	    v), OK);
}

static void
a_report_is_verified_by_its_own_checks(void **state)
{
	struct buf		 xml = good_report(NUMBER);
	struct verification	 v;

	(void)state;
	verify_report(&xml, &v);
	assert_true(v.is_report);
	assert_non_null(v.verified);
	assert_outcome(&v, CHECK_SIGNATURE, OUTCOME_PASSED);
	assert_outcome(&v, CHECK_REGISTRY, OUTCOME_NOT_CHECKED);
	assert_int_equal(check_verdict(&v.list), VERDICT_UNDECIDED);
	assert_string_equal(v.reported.number, NUMBER);
	assert_string_equal(v.reported.sha256, DIGEST);
	assert_string_equal(v.reported.verdict, "valid");
	assert_true(v.reported.made_at == W->now);
	assert_string_equal(v.management_no, "");
	verification_report(&v, OK, true, true, W->now);
	assert_int_equal(check_verdict(&v.list), VERDICT_VALID);
	assert_string_equal(verification_verdict_word(&v, VERDICT_VALID, 1),
	    "the report is genuine and unaltered");
	verification_free(&v);
	buf_free(&xml);
}

static int
seal_them(void **state)
{
	(void)state;
	with_seal = true;
	return 0;
}

static int
seal_none(void **state)
{
	(void)state;
	with_seal = false;
	return 0;
}

static void
a_sealed_report_is_asked_for_its_seal(void **state)
{
	struct buf		 xml = good_report(NUMBER);
	struct verification	 v;
	int			 id;

	(void)state;
	verify_report(&xml, &v);
	for (id = CHECK_SEAL_FORM; id <= CHECK_SEAL_CONTENT; id++) {
		assert_outcome(&v, id, OUTCOME_PASSED);
		assert_true(verification_asks(&v, id));
	}
	assert_false(verification_asks(&v, CHECK_SEAL_SCOPE));
	assert_true(v.sealed.is_sealed);
	assert_true(v.sealed.at == W->now);
	assert_string_equal(verification_sentence(&v, CHECK_SEAL_CONTENT, 1),
	    "the seal signature is over this very report");
	verification_report(&v, OK, true, true, W->now);
	assert_int_equal(check_verdict(&v.list), VERDICT_VALID);
	verification_free(&v);
	buf_free(&xml);
}

static void
a_report_without_a_seal_is_not_asked_for_one(void **state)
{
	struct buf		 xml = good_report(NUMBER);
	struct verification	 v;

	(void)state;
	verify_report(&xml, &v);
	assert_false(v.sealed.is_sealed);
	assert_false(verification_asks(&v, CHECK_SEAL_FORM));
	verification_free(&v);
	buf_free(&xml);
}

/* Both signed by us: what an insider with the XML key alone could do. */
static void
the_seal_of_one_report_does_not_seal_another(void **state)
{
	struct buf		 one = good_report(NUMBER), xml =
				    BUF_INIT(MEGABYTE);
	xmlDoc			*doc = parse_copy(&one);
	xmlNode			*root = xmlDocGetRootElement(doc);
	xmlNode			*signature = xmlLastElementChild(root);
	struct verification	 v;

	(void)state;
	xmlUnlinkNode(signature);
	xmlFreeNode(signature);
	xmlNodeSetContent(xmlFirstElementChild(root),
	    BAD_CAST "2021-12-17T00:00:00+08:00");
	assert_int_equal(sign_document(W->xml_signer, doc, W->now, &xml), OK);
	verify_report(&xml, &v);
	assert_outcome(&v, CHECK_SIGNATURE, OUTCOME_PASSED);
	assert_outcome(&v, CHECK_SEAL_CONTENT, OUTCOME_FAILED);
	verification_report(&v, OK, true, true, W->now);
	assert_int_equal(check_verdict(&v.list), VERDICT_NOT_VALID);
	verification_free(&v);
	xmlFreeDoc(doc);
	buf_free(&xml);
	buf_free(&one);
}

/* A stamp says what it is over, and a report's is not a certificate's. */
static void
a_stamp_made_for_a_certificate_is_refused(void **state)
{
	struct report		 r;
	struct verification	 v;
	unsigned char		 hash[SM3_BYTES];
	struct buf		 der = BUF_INIT(SES_BYTES_MAX), text =
				    BUF_INIT(MEGABYTE), xml =
				    BUF_INIT(MEGABYTE);
	xmlDoc			*doc;
	xmlNode			*seal;

	(void)state;
	memset(&v, 0, sizeof(v));
	r = report_on(&v, NUMBER);
	assert_int_equal(report_document(&r, &doc), OK);
	assert_int_equal(seal_digest(doc, hash), OK);
	assert_int_equal(sealer_stamp(W->sealer, hash, SEAL_PROPERTY, W->now,
	    &der), OK);
	assert_int_equal(base64_write(der.data, der.len, &text), OK);
	assert_int_equal(seal_put(doc, W->sealer, W->now), OK);
	seal = seal_find(doc);
	xmlNodeSetContent(seal, BAD_CAST buf_text(&text));
	assert_int_equal(sign_document(W->xml_signer, doc, W->now, &xml), OK);
	verify_report(&xml, &v);
	assert_outcome(&v, CHECK_SEAL_CONTENT, OUTCOME_FAILED);
	verification_free(&v);
	xmlFreeDoc(doc);
	buf_free(&der);
	buf_free(&text);
	buf_free(&xml);
}

static void
the_registry_decides_whether_a_report_is_ours(void **state)
{
	static const struct {
		enum reason	 why;
		bool		 found, same;
		long		 later;
		enum verdict	 verdict;
	} cases[] = {
		{ OK, true, true, 0, VERDICT_VALID },
		{ OK, true, false, 0, VERDICT_NOT_VALID },
		{ OK, false, false, 0, VERDICT_NOT_VALID },
		{ OK, false, false, REPORT_KEPT_S - 1, VERDICT_NOT_VALID },
		/* It was kept, perhaps, and is not any more. */
		{ OK, false, false, REPORT_KEPT_S, VERDICT_UNDECIDED },
		{ REASON_DATABASE, false, false, 0, VERDICT_UNDECIDED },
	};
	struct buf		 xml = good_report(NUMBER);
	struct verification	 v;
	size_t			 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		verify_report(&xml, &v);
		verification_report(&v, cases[i].why, cases[i].found,
		    cases[i].same, W->now + cases[i].later);
		if (check_verdict(&v.list) != cases[i].verdict)
			fail_msg("case %zu", i);
		verification_free(&v);
	}
	buf_free(&xml);
}

/* A certificate's registry says nothing of a report, nor the other way. */
static void
answers_for_another_kind_do_not_count(void **state)
{
	struct buf		 copy = make_copy(&W->certificate,
				    &W->annotation);
	struct verification	 v;

	(void)state;
	assert_int_equal(verify_file(W->verifier, copy.data, copy.len, W->now,
	    &v), OK);
	verification_report(&v, OK, true, true, W->now);
	assert_outcome(&v, CHECK_REGISTRY, OUTCOME_NOT_CHECKED);
	assert_int_equal(check_verdict(&v.list), VERDICT_UNDECIDED);
	verification_free(&v);
	buf_free(&copy);
}

static void
an_altered_report_is_never_valid(void **state)
{
	struct buf		 xml = good_report(NUMBER);
	struct verification	 v;
	size_t			 at;

	(void)state;
	for (at = 1; at < xml.len; at += 29) {
		xml.data[at] ^= 1;
		verify_report(&xml, &v);
		verification_report(&v, OK, true, true, W->now);
		if (check_verdict(&v.list) == VERDICT_VALID)
			fail_msg("byte %zu", at);
		verification_free(&v);
		xml.data[at] ^= 1;
	}
	buf_free(&xml);
}

static void
a_report_without_a_number_was_never_kept(void **state)
{
	struct buf		 xml = good_report("");
	struct verification	 v;

	(void)state;
	verify_report(&xml, &v);
	assert_string_equal(v.reported.number, "");
	verification_report(&v, OK, false, false, W->now);
	assert_int_equal(check_verdict(&v.list), VERDICT_NOT_VALID);
	verification_free(&v);
	buf_free(&xml);
}

static void
a_report_names_no_person(void **state)
{
	struct buf	 xml = good_report(NUMBER);

	(void)state;
	assert_null(strstr(xml.data, W->certificate.name));
	assert_null(strstr(xml.data, W->certificate.id_number));
	assert_null(strstr(xml.data, W->certificate.management_no));
	assert_null(strstr(xml.data, W->annotation.code));
	assert_non_null(strstr(xml.data, "202*************0001"));
	buf_free(&xml);
}

/* Details are cut by bytes, and may quote what a file brought along. */
static void
a_detail_that_is_no_text_does_not_stop_the_report(void **state)
{
	struct verification	 v;
	struct report		 r;
	xmlDoc			*doc;
	char			*cut;

	(void)state;
	memset(&v, 0, sizeof(v));
	cut = v.list.check[CHECK_FORMAT].detail;
	memset(cut, 'x', 254);
	cut[254] = '\xe6';
	strcpy(v.list.check[CHECK_PLACE].detail, "a\x01" "b");
	strcpy(v.list.check[CHECK_SIGNER].detail, "\xff\xff\xff\xff\xff");
	r = report_on(&v, NUMBER);
	assert_int_equal(report_document(&r, &doc), OK);
	xmlFreeDoc(doc);
}

static size_t
differences_of(const struct certificate *theirs,
    struct difference out[DIFFERENCES_MAX])
{
	struct buf		 copy = make_copy(theirs, &W->annotation);
	struct verification	 v;
	size_t			 n;

	assert_int_equal(verify_file(W->verifier, copy.data, copy.len, W->now,
	    &v), OK);
	assert_non_null(v.verified);
	assert_int_equal(difference_list(&v, &W->certificate, out, &n), OK);
	verification_free(&v);
	buf_free(&copy);
	return n;
}

static void
each_field_that_differs_is_listed_masked(void **state)
{
	struct difference	 d[DIFFERENCES_MAX];
	struct certificate	 c = W->certificate;

	(void)state;
	assert_int_equal(differences_of(&c, d), 0);
	strcpy(c.name, "张三");
	assert_int_equal(differences_of(&c, d), 1);
	assert_string_equal(d[0].field, "name");
	assert_string_equal(d[0].file, "张三");
	strcpy(c.id_number, "650000199001010035");
	assert_int_equal(differences_of(&c, d), 2);
	assert_string_equal(d[1].field, "idNumber");
	assert_string_equal(d[1].file, "650***********0035");
	c = W->certificate;
	strcpy(c.title_en, "Another Engineer");
	assert_int_equal(differences_of(&c, d), 1);
	assert_string_equal(d[0].field, "title");
	c = W->certificate;
	c.level[0] = '\0';
	assert_int_equal(differences_of(&c, d), 1);
	assert_string_equal(d[0].field, "level");
	assert_string_equal(d[0].file, "");
	c = W->certificate;
	strcpy(c.statement, "本证书由中华人民共和国A部批准颁发，表明持证人"
	    "通过国家统一组织的考试，取得资格。");
	assert_int_equal(differences_of(&c, d), 1);
	assert_true(text_is_utf8(d[0].file, strlen(d[0].file)));
	assert_int_equal(strlen(d[0].file), 61);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_report_is_verified_by_its_own_checks),
		cmocka_unit_test_setup_teardown(
		    a_sealed_report_is_asked_for_its_seal, seal_them,
		    seal_none),
		cmocka_unit_test(a_report_without_a_seal_is_not_asked_for_one),
		cmocka_unit_test_setup_teardown(
		    the_seal_of_one_report_does_not_seal_another, seal_them,
		    seal_none),
		cmocka_unit_test(a_stamp_made_for_a_certificate_is_refused),
		cmocka_unit_test_setup_teardown(
		    an_altered_report_is_never_valid, seal_them, seal_none),
		cmocka_unit_test(the_registry_decides_whether_a_report_is_ours),
		cmocka_unit_test(answers_for_another_kind_do_not_count),
		cmocka_unit_test(an_altered_report_is_never_valid),
		cmocka_unit_test(a_report_without_a_number_was_never_kept),
		cmocka_unit_test(a_report_names_no_person),
		cmocka_unit_test(
		    a_detail_that_is_no_text_does_not_stop_the_report),
		cmocka_unit_test(each_field_that_differs_is_listed_masked),
	};

	return RUN_COPIES(tests);
}
