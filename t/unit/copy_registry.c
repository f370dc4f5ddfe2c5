#include "copy_parts.h"
#include "document/face.h"

static void
each_answer_of_the_registry_is_needed(void **state)
{
	struct buf		 copy = make_copy(&W->certificate, &W->annotation);
	struct verification	 v;
	int			 left;

	(void)state;
	for (left = 0; left < 3; left++) {
		assert_int_equal(verify_file(W->verifier, copy.data, copy.len,
		    W->now, &v), OK);
		assert_int_equal(check_verdict(&v.list), VERDICT_UNDECIDED);
		verification_annotation(&v, left == 0 ? REASON_DATABASE : OK,
		    true, &W->annotation);
		verification_registry(&v, left == 1 ? REASON_DATABASE : OK,
		    true, &W->certificate);
		verification_seal(&v, left == 2 ? REASON_DATABASE : OK, true,
		    true);
		assert_int_equal(check_verdict(&v.list), VERDICT_UNDECIDED);
		verification_free(&v);
	}
	assert_int_equal(verify_file(W->verifier, copy.data, copy.len,
	    W->now, &v), OK);
	verification_unasked(&v, "--offline");
	assert_outcome(&v, CHECK_SEAL_SCOPE, OUTCOME_NOT_CHECKED);
	assert_outcome(&v, CHECK_ANNOTATION, OUTCOME_NOT_CHECKED);
	verification_free(&v);
	buf_free(&copy);
}

/* What the registry says of the annotation decides, each way. */
static enum outcome
annotation_outcome(const struct buf *copy, bool found,
    const struct annotation *a)
{
	struct verification	 v;
	enum outcome		 outcome;

	assert_int_equal(verify_file(W->verifier, copy->data, copy->len,
	    W->now, &v), OK);
	verification_annotation(&v, OK, found, a);
	verification_registry(&v, OK, true, &W->certificate);
	verification_seal(&v, OK, true, true);
	outcome = v.list.check[CHECK_ANNOTATION].outcome;
	assert_int_equal(check_verdict(&v.list) == VERDICT_VALID,
	    outcome == OUTCOME_PASSED);
	verification_free(&v);
	return outcome;
}

static void
an_annotation_holds_as_the_registry_says(void **state)
{
	struct buf		 copy = make_copy(&W->certificate, &W->annotation);
	struct annotation	 a = W->annotation;

	(void)state;
	assert_int_equal(annotation_outcome(&copy, true, &a), OUTCOME_PASSED);
	assert_int_equal(annotation_outcome(&copy, false, NULL),
	    OUTCOME_FAILED);
	a.state = ANNOTATION_EXPIRED;
	assert_int_equal(annotation_outcome(&copy, true, &a), OUTCOME_FAILED);
	a.state = ANNOTATION_WITHDRAWN;
	assert_int_equal(annotation_outcome(&copy, true, &a), OUTCOME_FAILED);
	a.state = ANNOTATION_UNKNOWN;
	assert_int_equal(annotation_outcome(&copy, true, &a),
	    OUTCOME_NOT_CHECKED);
	a = W->annotation;
	snprintf(a.recipient, sizeof(a.recipient), "另一公司");
	assert_int_equal(annotation_outcome(&copy, true, &a), OUTCOME_FAILED);
	a = W->annotation;
	a.expires_at += DAY;
	assert_int_equal(annotation_outcome(&copy, true, &a), OUTCOME_FAILED);
	buf_free(&copy);
}

static void
a_seal_serves_what_the_registry_lets_it(void **state)
{
	struct buf		 copy = make_copy(&W->certificate, &W->annotation);
	struct verification	 v;
	int			 i;

	(void)state;
	for (i = 0; i < 2; i++) {
		assert_int_equal(verify_file(W->verifier, copy.data, copy.len,
		    W->now, &v), OK);
		verification_annotation(&v, OK, true, &W->annotation);
		verification_registry(&v, OK, true, &W->certificate);
		verification_seal(&v, OK, i == 1, false);
		assert_outcome(&v, CHECK_SEAL_SCOPE, OUTCOME_FAILED);
		assert_int_equal(check_verdict(&v.list), VERDICT_NOT_VALID);
		verification_free(&v);
	}
	buf_free(&copy);
}

static void
a_copy_ends_by_its_own_words(void **state)
{
	struct buf		 copy = make_copy(&W->certificate, &W->annotation);
	struct verification	 v;

	(void)state;
	verify_with(W->verifier, &copy, W->annotation.expires_at - 1, &v);
	assert_int_equal(check_verdict(&v.list), VERDICT_VALID);
	verification_free(&v);
	verify_with(W->verifier, &copy, W->annotation.expires_at, &v);
	assert_outcome(&v, CHECK_ANNOTATION, OUTCOME_FAILED);
	assert_outcome(&v, CHECK_ANNOTATION_TIMES, OUTCOME_PASSED);
	assert_int_equal(check_verdict(&v.list), VERDICT_NOT_VALID);
	verification_free(&v);
	/* Sealed while the seal was in force: its end since then is no fault. */
	verify_with(W->verifier, &copy, W->now + 120 * DAY, &v);
	assert_outcome(&v, CHECK_SEAL_PERIOD, OUTCOME_PASSED);
	verification_free(&v);
	buf_free(&copy);
}

static void
times_that_cannot_be_are_refused(void **state)
{
	struct annotation	 kept = W->annotation;
	struct buf		 b;

	(void)state;
	W->annotation.expires_at = kept.made_at + 90 * DAY + 1;
	b = make_copy(&W->certificate, &W->annotation);
	assert_fails(&b, CHECK_ANNOTATION_TIMES);
	buf_free(&b);
	W->annotation.expires_at = kept.made_at;
	b = make_copy(&W->certificate, &W->annotation);
	assert_fails(&b, CHECK_ANNOTATION_TIMES);
	buf_free(&b);
	W->annotation = kept;
	W->annotation.made_at += DAY;
	b = make_copy(&W->certificate, &W->annotation);
	assert_fails(&b, CHECK_ANNOTATION_TIMES);
	buf_free(&b);
	W->annotation = kept;
}

/* A document that we signed without seal, as the demo offers. */
static enum verdict
plain_verdict(bool specimen)
{
	struct buf	 out = BUF_INIT(MEGABYTE);
	xmlDoc		*doc = NULL;
	enum verdict	 verdict;

	assert_int_equal(face_document(&W->certificate, specimen, &doc), OK);
	assert_int_equal(sign_document(W->xml_signer, doc, W->now, &out), OK);
	xmlFreeDoc(doc);
	verdict = verdict_of(&out);
	buf_free(&out);
	return verdict;
}

static void
only_a_specimen_may_go_without_a_seal(void **state)
{
	(void)state;
	assert_int_equal(plain_verdict(true), VERDICT_VALID);
	assert_int_equal(plain_verdict(false), VERDICT_NOT_VALID);
}

/* The part with one run of text in the place of another. */
static struct buf
respelled(const struct buf *part, const char *ours, const char *theirs)
{
	struct buf	 out = BUF_INIT(MEGABYTE);
	const char	*at = strstr(buf_text(part), ours);

	assert_non_null(at);
	assert_int_equal(buf_printf(&out, "%.*s%s%s",
	    (int)(at - buf_text(part)), buf_text(part), theirs,
	    at + strlen(ours)), OK);
	return out;
}

/* XML Schema takes away blanks before it looks at times and numbers. */
static void
a_value_spelled_otherwise_is_a_fault_of_the_file(void **state)
{
	struct parts		 p = take_apart(&W->certificate,
				    &W->annotation);
	struct buf		 head, annotation, b[3];
	struct verification	 v;
	size_t			 i;

	(void)state;
	annotation = respelled(&p.annotation, "<made>", "<made> ");
	b[0] = sign_parts(&p.head, &annotation, &p.seal);
	buf_free(&annotation);
	annotation = respelled(&p.annotation, "<expires>", "<expires>\n");
	b[1] = sign_parts(&p.head, &annotation, &p.seal);
	buf_free(&annotation);
	head = respelled(&p.head, " version=\"1\"",
	    " version=\"            1\"");
	b[2] = sign_parts(&head, &p.annotation, &p.seal);
	buf_free(&head);
	for (i = 0; i < COUNT(b); i++) {
		verify_copy(&b[i], &v);
		assert_outcome(&v, CHECK_FORMAT, OUTCOME_FAILED);
		assert_outcome(&v, CHECK_SIGNATURE,
		    OUTCOME_NOT_APPLICABLE);
		assert_outcome(&v, CHECK_REGISTRY, OUTCOME_NOT_APPLICABLE);
		assert_int_equal(check_verdict(&v.list), VERDICT_NOT_VALID);
		assert_null(v.verified);
		verification_free(&v);
		buf_free(&b[i]);
	}
	free_parts(&p);
}

static void
a_sealed_document_without_its_annotation_is_refused(void **state)
{
	struct parts	 p = take_apart(&W->certificate, &W->annotation);
	struct buf	 none = BUF_INIT(1), b;

	(void)state;
	b = sign_parts(&p.head, &none, &p.seal);
	assert_fails(&b, CHECK_ANNOTATION_TIMES);
	buf_free(&b);
	free_parts(&p);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(each_answer_of_the_registry_is_needed),
		cmocka_unit_test(an_annotation_holds_as_the_registry_says),
		cmocka_unit_test(a_seal_serves_what_the_registry_lets_it),
		cmocka_unit_test(a_copy_ends_by_its_own_words),
		cmocka_unit_test(times_that_cannot_be_are_refused),
		cmocka_unit_test(only_a_specimen_may_go_without_a_seal),
		cmocka_unit_test(
		    a_value_spelled_otherwise_is_a_fault_of_the_file),
		cmocka_unit_test(
		    a_sealed_document_without_its_annotation_is_refused),
	};

	return RUN_COPIES(tests);
}
