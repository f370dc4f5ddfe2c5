/* Anchors and revocation lists: whom a trust file makes us believe. */
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "seal_fixture.h"

#define LISTED		(SIGNED - DAY)
#define NEXT_LIST	(SIGNED + 30 * DAY)
#define NO_REASON	(-1)

/* A list by the key that names world.signer, when it names anybody. */
static X509_CRL *
make_list(const struct key *k, bool names_signer, int reason, time_t revoked)
{
	X509_CRL	*list = X509_CRL_new();
	X509_REVOKED	*entry = X509_REVOKED_new();
	ASN1_TIME	*t = ASN1_TIME_set(NULL, LISTED);
	ASN1_ENUMERATED	*code = ASN1_ENUMERATED_new();
	EVP_MD_CTX	*ctx = EVP_MD_CTX_new();
	EVP_PKEY_CTX	*key_ctx;

	X509_CRL_set_version(list, 1);
	X509_CRL_set_issuer_name(list,
	    X509_get_subject_name(cert_x509(world.ca)));
	X509_CRL_set1_lastUpdate(list, t);
	ASN1_TIME_set(t, NEXT_LIST);
	X509_CRL_set1_nextUpdate(list, t);
	ASN1_TIME_set(t, revoked);
	X509_REVOKED_set_serialNumber(entry,
	    X509_get_serialNumber(cert_x509(world.signer)));
	X509_REVOKED_set_revocationDate(entry, t);
	ASN1_ENUMERATED_set(code, reason);
	if (reason != NO_REASON)
		X509_REVOKED_add1_ext_i2d(entry, NID_crl_reason, code, 0, 0);
	if (names_signer)
		X509_CRL_add0_revoked(list, entry);
	else
		X509_REVOKED_free(entry);
	EVP_DigestSignInit(ctx, &key_ctx, sm3_method(), NULL, key_evp(k));
	EVP_PKEY_CTX_set1_id(key_ctx, SM2_ID, SM2_ID_BYTES);
	assert_true(X509_CRL_sign_ctx(list, ctx) > 0);
	EVP_MD_CTX_free(ctx);
	ASN1_ENUMERATED_free(code);
	ASN1_TIME_free(t);
	return list;
}

/* The list stands before the certificate of its issuer in the file. */
static enum reason
load_with(X509_CRL *list, struct trust **t)
{
	struct buf	 pem = BUF_INIT(65536);
	BIO		*bio = BIO_new(BIO_s_mem());
	char		*text;
	long		 n;
	enum reason	 why;

	assert_int_equal(PEM_write_bio_X509_CRL(bio, list), 1);
	n = BIO_get_mem_data(bio, &text);
	assert_reason(buf_add(&pem, text, (size_t)n), OK);
	assert_reason(cert_write_pem(world.ca, &pem), OK);
	why = trust_load(world_write("listed.pem", pem.data, pem.len, 0644),
	    t);
	X509_CRL_free(list);
	BIO_free(bio);
	buf_free(&pem);
	return why;
}

static void
a_revoked_signer_is_told(void **state)
{
	static const struct {
		int		 reason;
		time_t		 revoked;
		enum reason	 why;
	} c[] = {
		/* A lost key can sign with any date. */
		{ CRL_REASON_KEY_COMPROMISE, SIGNED + DAY,
		    REASON_SEAL_CERT_REVOKED },
		{ NO_REASON, SIGNED + DAY, REASON_SEAL_CERT_REVOKED },
		{ CRL_REASON_SUPERSEDED, SIGNED + DAY, OK },
		{ CRL_REASON_SUPERSEDED, SIGNED, REASON_SEAL_CERT_REVOKED },
		{ CRL_REASON_CESSATION_OF_OPERATION, SIGNED + DAY, OK },
	};
	struct trust	*t = NULL;
	size_t		 i;

	(void)state;
	for (i = 0; i < COUNT(c); i++) {
		assert_reason(load_with(make_list(world.ca_key, true,
		    c[i].reason, c[i].revoked), &t), OK);
		assert_true(trust_has_lists(t));
		assert_reason(trust_check_revoked(t, world.signer, SIGNED,
		    SIGNED + 2 * DAY), c[i].why);
		assert_reason(trust_check_revoked(t, world.maker, SIGNED,
		    SIGNED + 2 * DAY), OK);
		trust_free(&t);
	}
}

static void
a_list_that_is_out_of_date_settles_nothing(void **state)
{
	struct trust	*t = NULL;

	(void)state;
	assert_reason(load_with(make_list(world.ca_key, false, NO_REASON,
	    SIGNED), &t), OK);
	assert_reason(trust_check_revoked(t, world.signer, SIGNED, SIGNED),
	    OK);
	assert_reason(trust_check_revoked(t, world.signer, SIGNED,
	    NEXT_LIST + 1), REASON_SEAL_REVOCATION_UNKNOWN);
	assert_reason(trust_check_revoked(t, world.ca, SIGNED, LISTED - 1),
	    REASON_SEAL_REVOCATION_UNKNOWN);
	trust_free(&t);
}

static void
a_forged_list_is_refused(void **state)
{
	struct trust	*t = NULL;

	(void)state;
	assert_reason(load_with(make_list(world.other_key, true, NO_REASON,
	    SIGNED), &t), REASON_KEY);
	assert_null(t);
}

static void
a_verification_says_who_was_revoked(void **state)
{
	static const unsigned char	 hash[SM3_BYTES] = { 1 };
	struct buf			 b = BUF_INIT(SES_BYTES_MAX);
	struct seal_verdict		 v;
	struct sealer			*s = NULL;
	struct trust			*t = NULL;

	(void)state;
	make_stamp(hash, SIGNED, &b);
	assert_reason(load_with(make_list(world.ca_key, true,
	    CRL_REASON_KEY_COMPROMISE, SIGNED), &t), OK);
	assert_reason(stamp_verify(b.data, b.len, hash, t, SIGNED, &v), OK);
	assert_int_equal(v.overall, SEAL_FAILED);
	assert_int_equal(v.step[STEP_SIGNER_REVOCATION].outcome, SEAL_FAILED);
	assert_int_equal(v.step[STEP_MAKER_REVOCATION].outcome, SEAL_PASSED);
	assert_reason(sealer_open(world.seal, world.signer_key, world.signer,
	    t, SIGNED, &s), REASON_SEAL_CERT_REVOKED);
	assert_reason(stamp_verify(b.data, b.len, hash, t, NEXT_LIST + DAY,
	    &v), OK);
	assert_int_equal(v.step[STEP_MAKER_REVOCATION].outcome,
	    SEAL_COULD_NOT_CHECK);
	trust_free(&t);
	buf_free(&b);
}

static void
an_intermediate_in_the_file_is_an_anchor(void **state)
{
	struct specimen_order	 o = { .common_name = "样本二级 CA",
				    .authority = true, .valid_from = CA_FROM,
				    .valid_until = SIGNED + 1 };
	struct specimen_order	 leaf = { .common_name = "某某",
				    .valid_from = CERT_FROM,
				    .valid_until = CERT_UNTIL };
	struct buf		 pem = BUF_INIT(65536);
	struct cert		*middle = NULL, *end = NULL;
	struct trust		*t = NULL;

	(void)state;
	assert_reason(specimen_issue(&o, world.other_key, world.ca_key,
	    world.ca, &middle), OK);
	assert_reason(specimen_issue(&leaf, world.signer_key, world.other_key,
	    middle, &end), OK);
	assert_reason(trust_check_chain(world.trust, end, SIGNED),
	    REASON_SEAL_CHAIN);
	assert_reason(cert_write_pem(middle, &pem), OK);
	assert_reason(trust_load(world_write("middle.pem", pem.data, pem.len,
	    0644), &t), OK);
	assert_reason(trust_check_chain(t, end, SIGNED), OK);
	/* The authority's own time counts, the certificate's is asked for
	 * elsewhere. */
	assert_reason(trust_check_chain(t, end, SIGNED + 2),
	    REASON_SEAL_CHAIN);
	assert_reason(trust_check_chain(t, end, CERT_FROM - DAY), OK);
	trust_free(&t);
	cert_free(&middle);
	cert_free(&end);
	buf_free(&pem);
}

static void
a_certificate_signed_by_a_signer_is_not_believed(void **state)
{
	struct specimen_order	 o = { .common_name = "冒充",
				    .valid_from = CERT_FROM,
				    .valid_until = CERT_UNTIL };
	struct buf		 pem = BUF_INIT(65536);
	struct cert		*end = NULL;
	struct trust		*t = NULL;

	(void)state;
	/* Even when the signer's certificate got into the trust file. */
	assert_reason(specimen_issue(&o, world.other_key, world.signer_key,
	    world.signer, &end), OK);
	assert_reason(trust_check_chain(world.trust, end, SIGNED),
	    REASON_SEAL_CHAIN);
	assert_reason(cert_write_pem(world.signer, &pem), OK);
	assert_reason(trust_load(world_write("leaf.pem", pem.data, pem.len,
	    0644), &t), OK);
	assert_reason(trust_check_chain(t, end, SIGNED), REASON_SEAL_CHAIN);
	trust_free(&t);
	cert_free(&end);
	buf_free(&pem);
}

static void
a_file_without_certificates_is_refused(void **state)
{
	struct trust	*t = NULL;

	(void)state;
	assert_reason(trust_load(world_write("none.pem", "none\n", 5, 0644),
	    &t), REASON_KEY);
	assert_reason(trust_load(world_path("absent.pem"), &t),
	    REASON_FILE_READ);
	assert_null(t);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_revoked_signer_is_told),
		cmocka_unit_test(a_list_that_is_out_of_date_settles_nothing),
		cmocka_unit_test(a_forged_list_is_refused),
		cmocka_unit_test(a_verification_says_who_was_revoked),
		cmocka_unit_test(an_intermediate_in_the_file_is_an_anchor),
		cmocka_unit_test(
		    a_certificate_signed_by_a_signer_is_not_believed),
		cmocka_unit_test(a_file_without_certificates_is_refused),
	};

	return RUN_SEALED(tests);
}
