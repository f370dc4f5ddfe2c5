/*
 * One thing altered, one step failed: what a verification says of a seal and
 * of a seal signature when exactly that is wrong.
 */
#include <openssl/objects.h>

#include "seal_fixture.h"
#include "seal/ses_write.h"

static const unsigned char	 hash[SM3_BYTES] = { 1, 2, 3 };

/* Nothing but the named step may have failed or been left open. */
static void
assert_only(const struct seal_verdict *v, enum seal_step step,
    enum seal_outcome outcome, enum reason why)
{
	int	 i;

	assert_string_equal(seal_outcome_word(v->overall),
	    seal_outcome_word(outcome));
	assert_string_equal(seal_outcome_word(v->step[step].outcome),
	    seal_outcome_word(outcome));
	assert_reason(v->step[step].why, why);
	for (i = 0; i < SEAL_STEP__MAX; i++)
		if (i != (int)step && (v->step[i].outcome == SEAL_FAILED ||
		    v->step[i].outcome == SEAL_COULD_NOT_CHECK))
			fail_msg("%s: %s (%s)", seal_step_word((enum seal_step)
			    i), seal_outcome_word(v->step[i].outcome),
			    v->step[i].detail);
}

static void
verify_seal(const struct buf *b, time_t at, struct seal_verdict *v)
{

	assert_reason(seal_verify(b->data, b->len, world.trust, at, at, v),
	    OK);
}

static void
verify_stamp(const struct buf *b, time_t now, struct seal_verdict *v)
{

	assert_reason(stamp_verify(b->data, b->len, hash, world.trust, now, v),
	    OK);
}

static void
a_good_seal_passes_every_step_that_it_has(void **state)
{
	struct seal_verdict	 v;
	int			 i;

	(void)state;
	verify_seal(&world.seal_der, SIGNED, &v);
	assert_int_equal(v.overall, SEAL_PASSED);
	assert_false(v.ended_since);
	for (i = STEP_SEAL_FORMAT; i <= STEP_SEAL_TIMESTAMP; i++)
		if (v.step[i].outcome != SEAL_PASSED)
			assert_true(i == STEP_SEAL_CREATED ||
			    i == STEP_MAKER_REVOCATION ||
			    i == STEP_SEAL_TIMESTAMP);
	for (i = STEP_STAMP_SIGNATURE; i < SEAL_STEP__MAX; i++)
		assert_int_equal(v.step[i].outcome, SEAL_NOT_APPLICABLE);
}

static void
a_good_stamp_passes(void **state)
{
	struct buf		 b = BUF_INIT(SES_BYTES_MAX);
	struct seal_verdict	 v;
	int			 i;

	(void)state;
	make_stamp(hash, SIGNED, &b);
	verify_stamp(&b, SIGNED, &v);
	assert_int_equal(v.overall, SEAL_PASSED);
	assert_false(v.ended_since);
	for (i = STEP_STAMP_SIGNATURE; i <= STEP_SIGNER_USAGE; i++)
		assert_int_equal(v.step[i].outcome, SEAL_PASSED);
	assert_int_equal(v.step[STEP_DATA_HASH].outcome, SEAL_PASSED);
	assert_int_equal(v.step[STEP_STAMP_TIME].outcome, SEAL_PASSED);
	buf_free(&b);
}

static void
what_ended_after_signing_is_told_apart(void **state)
{
	struct buf		 b = BUF_INIT(SES_BYTES_MAX);
	struct seal_verdict	 v;

	(void)state;
	make_stamp(hash, SIGNED, &b);
	verify_stamp(&b, SEAL_UNTIL, &v);
	assert_false(v.ended_since);
	verify_stamp(&b, SEAL_UNTIL + 1, &v);
	assert_int_equal(v.overall, SEAL_PASSED);
	assert_true(v.ended_since);
	assert_true(v.step[STEP_SEAL_VALIDITY].ended_since);
	assert_false(v.step[STEP_SIGNER_VALIDITY].ended_since);
	verify_stamp(&b, CERT_UNTIL + 1, &v);
	assert_int_equal(v.overall, SEAL_PASSED);
	assert_true(v.step[STEP_SIGNER_VALIDITY].ended_since);
	assert_true(v.step[STEP_MAKER_VALIDITY].ended_since);
	buf_free(&b);
}

static void
a_seal_out_of_its_period_fails_there(void **state)
{
	struct seal_verdict	 v;

	(void)state;
	verify_seal(&world.seal_der, SEAL_FROM - 1, &v);
	assert_only(&v, STEP_SEAL_VALIDITY, SEAL_FAILED, REASON_SEAL_NOT_YET);
	verify_seal(&world.seal_der, SEAL_FROM, &v);
	assert_int_equal(v.overall, SEAL_PASSED);
	verify_seal(&world.seal_der, SEAL_UNTIL, &v);
	assert_int_equal(v.overall, SEAL_PASSED);
	verify_seal(&world.seal_der, SEAL_UNTIL + 1, &v);
	assert_only(&v, STEP_SEAL_VALIDITY, SEAL_FAILED, REASON_SEAL_EXPIRED);
}

static void
a_changed_seal_fails_at_its_signature_and_stops_there(void **state)
{
	struct buf		 b = BUF_INIT(SES_BYTES_MAX);
	struct seal_verdict	 v;
	SES_SEAL		*ses = seal_copy();

	(void)state;
	ses->info->enc.modified = 1;
	assert_true(ses_put_text(ses->info->property->name, "别的专用章"));
	assert_reason(ses_append(ASN1_ITEM_rptr(SES_SEAL), ses, &b), OK);
	verify_seal(&b, SIGNED, &v);
	assert_only(&v, STEP_SEAL_SIGNATURE, SEAL_FAILED,
	    REASON_SEAL_SIGNATURE);
	assert_int_equal(v.step[STEP_MAKER_CHAIN].outcome,
	    SEAL_NOT_APPLICABLE);
	assert_int_equal(v.step[STEP_MAKER_USAGE].outcome,
	    SEAL_NOT_APPLICABLE);
	assert_int_equal(v.step[STEP_SEAL_VALIDITY].outcome,
	    SEAL_NOT_APPLICABLE);
	SES_SEAL_free(ses);
	buf_free(&b);
}

static void
another_algorithm_is_never_taken(void **state)
{
	struct buf		 b = BUF_INIT(SES_BYTES_MAX);
	struct seal_verdict	 v;
	SES_SEAL		*ses = seal_copy();

	(void)state;
	ses->algorithm = OBJ_nid2obj(NID_ecdsa_with_SHA256);
	assert_reason(ses_append(ASN1_ITEM_rptr(SES_SEAL), ses, &b), OK);
	verify_seal(&b, SIGNED, &v);
	assert_only(&v, STEP_SEAL_SIGNATURE, SEAL_FAILED,
	    REASON_SEAL_ALGORITHM);
	SES_SEAL_free(ses);
	buf_free(&b);
}

/* A seal made by this certificate over the usual content. */
static void
make_by(struct cert *c, const struct key *k, struct buf *out)
{
	SES_SEAL	*ses = seal_copy();

	assert_reason(ses_put_signature(ASN1_ITEM_rptr(SES_SEAL_INFO),
	    ses->info, k, c, ses->cert, &ses->algorithm, ses->value), OK);
	assert_reason(ses_append(ASN1_ITEM_rptr(SES_SEAL), ses, out), OK);
	SES_SEAL_free(ses);
	cert_free(&c);
}

static void
a_strangers_maker_certificate_fails_at_the_chain(void **state)
{
	struct specimen_order	 o = { .common_name = "样本 SM2 CA",
				    .authority = true, .valid_from = CA_FROM,
				    .valid_until = CA_UNTIL };
	struct specimen_order	 leaf = { .common_name = "制章者",
				    .valid_from = CERT_FROM,
				    .valid_until = CERT_UNTIL };
	struct buf		 b = BUF_INIT(SES_BYTES_MAX);
	struct seal_verdict	 v;
	struct cert		*ca = NULL, *c = NULL;

	(void)state;
	/* The same name as the trusted authority, another key. */
	assert_reason(specimen_issue(&o, world.other_key, NULL, NULL, &ca),
	    OK);
	assert_reason(specimen_issue(&leaf, world.maker_key, world.other_key,
	    ca, &c), OK);
	make_by(c, world.maker_key, &b);
	verify_seal(&b, SIGNED, &v);
	assert_only(&v, STEP_MAKER_CHAIN, SEAL_FAILED, REASON_SEAL_CHAIN);
	assert_int_equal(v.step[STEP_MAKER_VALIDITY].outcome,
	    SEAL_NOT_APPLICABLE);
	cert_free(&ca);
	buf_free(&b);
}

static void
the_makers_certificate_must_be_valid_and_for_signing(void **state)
{
	struct buf		 b = BUF_INIT(SES_BYTES_MAX);
	struct seal_verdict	 v;

	(void)state;
	make_by(issue("制章者", world.maker_key, NULL, CERT_FROM, SIGNED - 1),
	    world.maker_key, &b);
	verify_seal(&b, SIGNED, &v);
	assert_only(&v, STEP_MAKER_VALIDITY, SEAL_FAILED,
	    REASON_SEAL_CERT_TIME);
	buf_clear(&b);
	make_by(issue("制章者", world.maker_key, "critical,keyEncipherment",
	    CERT_FROM, CERT_UNTIL), world.maker_key, &b);
	verify_seal(&b, SIGNED, &v);
	assert_only(&v, STEP_MAKER_USAGE, SEAL_FAILED,
	    REASON_SEAL_CERT_USAGE);
	buf_free(&b);
}

static void
without_anchors_the_chain_could_not_be_checked(void **state)
{
	struct seal_verdict	 v;

	(void)state;
	assert_reason(seal_verify(world.seal_der.data, world.seal_der.len,
	    NULL, SIGNED, SIGNED, &v), OK);
	assert_only(&v, STEP_MAKER_CHAIN, SEAL_COULD_NOT_CHECK,
	    REASON_SEAL_NO_TRUST);
	assert_int_equal(v.step[STEP_MAKER_VALIDITY].outcome, SEAL_PASSED);
}

/* GM/T 0031-2025: the maker's certificate may have ended since createDate. */
static void
version_5_forgives_a_maker_who_expired_after_making(void **state)
{
	struct buf		 b = BUF_INIT(SES_BYTES_MAX);
	struct seal_verdict	 v;
	SES_SEAL		*ses = seal_copy();
	struct cert		*c;

	(void)state;
	ses->info->enc.modified = 1;
	assert_int_equal(ASN1_INTEGER_set(ses->info->header->version, 5), 1);
	c = issue("制章者", world.maker_key, NULL, CERT_FROM, SIGNED - 1);
	assert_reason(ses_put_signature(ASN1_ITEM_rptr(SES_SEAL_INFO),
	    ses->info, world.maker_key, c, ses->cert, &ses->algorithm,
	    ses->value), OK);
	assert_reason(ses_append(ASN1_ITEM_rptr(SES_SEAL), ses, &b), OK);
	verify_seal(&b, SIGNED, &v);
	assert_int_equal(v.overall, SEAL_PASSED);
	assert_true(v.step[STEP_MAKER_VALIDITY].ended_since);
	assert_int_equal(v.step[STEP_SEAL_CREATED].outcome, SEAL_PASSED);
	verify_seal(&b, MADE - DAY, &v);
	assert_int_equal(v.step[STEP_SEAL_CREATED].outcome, SEAL_FAILED);
	assert_reason(v.step[STEP_SEAL_CREATED].why, REASON_SEAL_TIME);
	cert_free(&c);
	SES_SEAL_free(ses);
	buf_free(&b);
}

static void
a_time_stamp_is_reported_as_not_checked(void **state)
{
	struct buf		 b = BUF_INIT(SES_BYTES_MAX);
	struct seal_verdict	 v;
	SES_STAMP		*ses = stamp_copy(hash, SIGNED);

	(void)state;
	ses->timestamp = ASN1_BIT_STRING_new();
	assert_true(ses_put_bits(ses->timestamp, "0", 1));
	stamp_resign(ses, &b);
	verify_stamp(&b, SIGNED, &v);
	assert_only(&v, STEP_STAMP_TIMESTAMP, SEAL_COULD_NOT_CHECK,
	    REASON_SEAL_TIMESTAMP);
	SES_STAMP_free(ses);
	buf_free(&b);
}

static void
a_time_stamp_in_a_seal_belongs_to_version_5(void **state)
{
	struct buf		 b = BUF_INIT(SES_BYTES_MAX);
	struct seal_verdict	 v;
	SES_SEAL		*ses = seal_copy();

	(void)state;
	ses->timestamp = ASN1_BIT_STRING_new();
	assert_true(ses_put_bits(ses->timestamp, "0", 1));
	seal_resign(ses, &b);
	verify_seal(&b, SIGNED, &v);
	assert_only(&v, STEP_SEAL_FORMAT, SEAL_FAILED, REASON_SEAL_LAYOUT);
	ses->info->enc.modified = 1;
	assert_int_equal(ASN1_INTEGER_set(ses->info->header->version, 5), 1);
	seal_resign(ses, &b);
	verify_seal(&b, SIGNED, &v);
	assert_only(&v, STEP_SEAL_TIMESTAMP, SEAL_COULD_NOT_CHECK,
	    REASON_SEAL_TIMESTAMP);
	SES_SEAL_free(ses);
	buf_free(&b);
}

static void
a_changed_stamp_fails_at_its_signature(void **state)
{
	struct buf		 b = BUF_INIT(SES_BYTES_MAX);
	struct seal_verdict	 v;
	SES_STAMP		*ses = stamp_copy(hash, SIGNED);

	(void)state;
	assert_true(ses_put_time(&ses->tbs->time, SIGNED + 1));
	assert_reason(ses_append(ASN1_ITEM_rptr(SES_STAMP), ses, &b), OK);
	verify_stamp(&b, SIGNED + 1, &v);
	assert_only(&v, STEP_STAMP_SIGNATURE, SEAL_FAILED,
	    REASON_SEAL_SIGNATURE);
	assert_int_equal(v.step[STEP_DATA_HASH].outcome, SEAL_NOT_APPLICABLE);
	assert_int_equal(v.step[STEP_SIGNER_CHAIN].outcome,
	    SEAL_NOT_APPLICABLE);
	SES_STAMP_free(ses);
	buf_free(&b);
}

/* The stamp's seal is altered and the stamp signed over it by the signer. */
static void
a_stamp_with_a_changed_seal_fails_at_the_seal(void **state)
{
	struct buf		 b = BUF_INIT(SES_BYTES_MAX);
	struct seal_verdict	 v;
	SES_STAMP		*ses = stamp_copy(hash, SIGNED);
	SES_SEAL		*seal = ses->tbs->seal;

	(void)state;
	seal->enc.modified = seal->info->enc.modified = 1;
	assert_true(ses_put_time(&seal->info->property->valid_until,
	    SEAL_UNTIL + DAY));
	stamp_resign(ses, &b);
	verify_stamp(&b, SIGNED, &v);
	assert_only(&v, STEP_SEAL_SIGNATURE, SEAL_FAILED,
	    REASON_SEAL_SIGNATURE);
	assert_int_equal(v.step[STEP_SIGNER_LISTED].outcome,
	    SEAL_NOT_APPLICABLE);
	SES_STAMP_free(ses);
	buf_free(&b);
}

static void
stamp_by(const struct key *k, struct cert *c, time_t when, struct buf *out)
{
	SES_STAMP	*ses = stamp_copy(hash, SIGNED);

	assert_true(ses_put_time(&ses->tbs->time, when));
	assert_reason(ses_put_signature(ASN1_ITEM_rptr(SES_TBS), ses->tbs, k,
	    c, ses->cert, &ses->algorithm, ses->value), OK);
	buf_clear(out);
	assert_reason(ses_append(ASN1_ITEM_rptr(SES_STAMP), ses, out), OK);
	SES_STAMP_free(ses);
}

static void
a_signer_whom_the_seal_does_not_list_fails_there(void **state)
{
	struct buf		 b = BUF_INIT(SES_BYTES_MAX);
	struct seal_verdict	 v;
	struct cert		*renewed;

	(void)state;
	stamp_by(world.other_key, world.other, SIGNED, &b);
	verify_stamp(&b, SIGNED, &v);
	assert_only(&v, STEP_SIGNER_LISTED, SEAL_FAILED, REASON_SEAL_SIGNER);
	/* The same key under a renewed certificate is another entry. */
	renewed = issue("签章者", world.signer_key, NULL, CERT_FROM,
	    CERT_UNTIL + DAY);
	stamp_by(world.signer_key, renewed, SIGNED, &b);
	verify_stamp(&b, SIGNED, &v);
	assert_only(&v, STEP_SIGNER_LISTED, SEAL_FAILED, REASON_SEAL_SIGNER);
	cert_free(&renewed);
	buf_free(&b);
}

/* A stamp by a certificate that the seal lists and that has one fault. */
static void
verify_with_signer(struct cert *signer, time_t when, struct seal_verdict *v)
{
	struct buf		 b = BUF_INIT(SES_BYTES_MAX);
	struct seal_order	 o;
	struct buf		 seal = BUF_INIT(SES_BYTES_MAX);
	const struct cert	*list[1] = { signer };
	const unsigned char	*p;
	SES_STAMP		*ses = stamp_copy(hash, SIGNED);

	seal_order(&o);
	o.signers = list;
	assert_reason(seal_make(&o, world.maker_key, world.maker, MADE, &seal),
	    OK);
	SES_SEAL_free(ses->tbs->seal);
	p = (unsigned char *)seal.data;
	ses->tbs->seal = d2i_SES_SEAL(NULL, &p, (long)seal.len);
	assert_non_null(ses->tbs->seal);
	assert_true(ses_put_time(&ses->tbs->time, when));
	assert_reason(ses_put_signature(ASN1_ITEM_rptr(SES_TBS), ses->tbs,
	    world.signer_key, signer, ses->cert, &ses->algorithm,
	    ses->value), OK);
	assert_reason(ses_append(ASN1_ITEM_rptr(SES_STAMP), ses, &b), OK);
	verify_stamp(&b, when, v);
	SES_STAMP_free(ses);
	cert_free(&signer);
	buf_free(&seal);
	buf_free(&b);
}

static void
the_signers_certificate_must_be_in_order_when_signing(void **state)
{
	struct specimen_order	 o = { .common_name = "签章者",
				    .valid_from = CERT_FROM,
				    .valid_until = CERT_UNTIL };
	struct cert		*alone = NULL;
	struct seal_verdict	 v;

	(void)state;
	verify_with_signer(issue("签章者", world.signer_key, NULL, CERT_FROM,
	    SIGNED - 1), SIGNED, &v);
	assert_only(&v, STEP_SIGNER_VALIDITY, SEAL_FAILED,
	    REASON_SEAL_CERT_TIME);
	verify_with_signer(issue("签章者", world.signer_key, NULL, SIGNED + 1,
	    CERT_UNTIL), SIGNED, &v);
	assert_only(&v, STEP_SIGNER_VALIDITY, SEAL_FAILED,
	    REASON_SEAL_CERT_TIME);
	verify_with_signer(issue("签章者", world.signer_key,
	    "critical,keyAgreement", CERT_FROM, CERT_UNTIL), SIGNED, &v);
	assert_only(&v, STEP_SIGNER_USAGE, SEAL_FAILED,
	    REASON_SEAL_CERT_USAGE);
	assert_reason(specimen_issue(&o, world.signer_key, NULL, NULL, &alone),
	    OK);
	verify_with_signer(alone, SIGNED, &v);
	assert_only(&v, STEP_SIGNER_CHAIN, SEAL_FAILED, REASON_SEAL_CHAIN);
}

static void
other_content_fails_at_the_hash(void **state)
{
	unsigned char		 other[SM3_BYTES];
	struct buf		 b = BUF_INIT(SES_BYTES_MAX);
	struct seal_verdict	 v;

	(void)state;
	memcpy(other, hash, sizeof(other));
	other[31] ^= 1;
	make_stamp(hash, SIGNED, &b);
	assert_reason(stamp_verify(b.data, b.len, other, world.trust, SIGNED,
	    &v), OK);
	assert_only(&v, STEP_DATA_HASH, SEAL_FAILED, REASON_SEAL_DATA_HASH);
	assert_reason(stamp_verify(b.data, b.len, NULL, world.trust, SIGNED,
	    &v), OK);
	assert_only(&v, STEP_DATA_HASH, SEAL_COULD_NOT_CHECK,
	    REASON_SEAL_NO_HASH);
	buf_free(&b);
}

static void
a_time_that_cannot_be_fails_as_such(void **state)
{
	struct buf		 b = BUF_INIT(SES_BYTES_MAX);
	struct seal_verdict	 v;

	(void)state;
	make_stamp(hash, SIGNED, &b);
	verify_stamp(&b, SIGNED - 300, &v);
	assert_int_equal(v.overall, SEAL_PASSED);
	verify_stamp(&b, SIGNED - 301, &v);
	assert_only(&v, STEP_STAMP_TIME, SEAL_FAILED, REASON_SEAL_TIME);
	/* Before the seal was made, it was not in force either. */
	stamp_by(world.signer_key, world.signer, MADE - 1, &b);
	verify_stamp(&b, SIGNED, &v);
	assert_int_equal(v.step[STEP_STAMP_TIME].outcome, SEAL_FAILED);
	assert_int_equal(v.step[STEP_SEAL_VALIDITY].outcome, SEAL_FAILED);
	buf_free(&b);
}

static void
what_is_no_seal_fails_at_the_format_and_stops(void **state)
{
	struct seal_verdict	 v;
	int			 i;

	(void)state;
	assert_reason(stamp_verify("junk", 4, hash, world.trust, SIGNED, &v),
	    OK);
	assert_only(&v, STEP_STAMP_FORMAT, SEAL_FAILED, REASON_SEAL_DER);
	for (i = STEP_STAMP_FORMAT + 1; i < SEAL_STEP__MAX; i++)
		assert_int_equal(v.step[i].outcome, SEAL_NOT_APPLICABLE);
	assert_reason(stamp_verify(world.seal_der.data, world.seal_der.len,
	    hash, world.trust, SIGNED, &v), OK);
	assert_only(&v, STEP_STAMP_FORMAT, SEAL_FAILED, REASON_SEAL_LAYOUT);
}

static void
each_step_has_a_word_of_its_own(void **state)
{
	int	 i, k;

	(void)state;
	for (i = 0; i < SEAL_STEP__MAX; i++) {
		assert_true(seal_step_word((enum seal_step)i)[0] != '\0');
		for (k = 0; k < i; k++)
			assert_string_not_equal(
			    seal_step_word((enum seal_step)i),
			    seal_step_word((enum seal_step)k));
	}
}

/* Whichever byte of a stamp is altered, the verification does not pass. */
static void
no_altered_byte_goes_unnoticed(void **state)
{
	struct buf		 b = BUF_INIT(SES_BYTES_MAX);
	struct seal_verdict	 v;
	size_t			 i;

	(void)state;
	make_stamp(hash, SIGNED, &b);
	for (i = 0; i < b.len; i++) {
		b.data[i] ^= 1;
		verify_stamp(&b, SIGNED, &v);
		if (v.overall != SEAL_FAILED)
			fail_msg("byte %zu of %zu: %s", i, b.len,
			    seal_outcome_word(v.overall));
		b.data[i] ^= 1;
	}
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_good_seal_passes_every_step_that_it_has),
		cmocka_unit_test(a_good_stamp_passes),
		cmocka_unit_test(what_ended_after_signing_is_told_apart),
		cmocka_unit_test(a_seal_out_of_its_period_fails_there),
		cmocka_unit_test(
		    a_changed_seal_fails_at_its_signature_and_stops_there),
		cmocka_unit_test(another_algorithm_is_never_taken),
		cmocka_unit_test(
		    a_strangers_maker_certificate_fails_at_the_chain),
		cmocka_unit_test(
		    the_makers_certificate_must_be_valid_and_for_signing),
		cmocka_unit_test(
		    without_anchors_the_chain_could_not_be_checked),
		cmocka_unit_test(
		    version_5_forgives_a_maker_who_expired_after_making),
		cmocka_unit_test(a_time_stamp_is_reported_as_not_checked),
		cmocka_unit_test(a_time_stamp_in_a_seal_belongs_to_version_5),
		cmocka_unit_test(a_changed_stamp_fails_at_its_signature),
		cmocka_unit_test(
		    a_stamp_with_a_changed_seal_fails_at_the_seal),
		cmocka_unit_test(
		    a_signer_whom_the_seal_does_not_list_fails_there),
		cmocka_unit_test(
		    the_signers_certificate_must_be_in_order_when_signing),
		cmocka_unit_test(other_content_fails_at_the_hash),
		cmocka_unit_test(a_time_that_cannot_be_fails_as_such),
		cmocka_unit_test(
		    what_is_no_seal_fails_at_the_format_and_stops),
		cmocka_unit_test(each_step_has_a_word_of_its_own),
		cmocka_unit_test(no_altered_byte_goes_unnoticed),
	};

	return RUN_SEALED(tests);
}
