/*
 * What is kept of certificates and signatures that were good: it gives the
 * answers that would be found without it, and no others.
 */
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "seal_fixture.h"
#include "seal/cert_known.h"
#include "seal/chains.h"
#include "seal/leads.h"
#include "seal/proven.h"

static struct cert *
decoded(const struct cert *c, size_t altered)
{
	struct buf		 copy = BUF_INIT(65536);
	struct cert		*out = NULL;
	const unsigned char	*der;
	size_t			 len;

	der = cert_der(c, &len);
	assert_reason(buf_add(&copy, der, len), OK);
	if (altered > 0)
		copy.data[len - altered] ^= 1;
	assert_reason(cert_known_from_der(copy.data, copy.len, &out), OK);
	buf_free(&copy);
	return out;
}

static void
only_who_led_to_an_anchor_is_known(void **state)
{
	struct cert	*one = decoded(world.signer, 0), *two;

	(void)state;
	assert_false(cert_is_known(one));
	two = decoded(world.signer, 0);
	assert_ptr_not_equal(one, two);
	cert_free(&two);
	assert_reason(trust_check_chain(world.trust, one, CA_UNTIL + DAY),
	    REASON_SEAL_CHAIN);
	assert_false(cert_is_known(one));
	assert_reason(trust_check_chain(world.trust, one, SIGNED), OK);
	assert_true(cert_is_known(world.signer));
	two = decoded(world.signer, 0);
	assert_ptr_equal(one, two);
	cert_free(&two);
	/* Its signature is another: it is not the one that is known. */
	two = decoded(world.signer, 1);
	assert_ptr_not_equal(one, two);
	assert_false(cert_is_known(two));
	assert_reason(trust_check_chain(world.trust, two, SIGNED),
	    REASON_SEAL_CHAIN);
	cert_free(&two);
	cert_free(&one);
}

static void
what_is_known_is_for_each_to_trust(void **state)
{
	struct buf	 pem = BUF_INIT(65536);
	struct trust	*t = NULL;

	(void)state;
	assert_reason(trust_check_chain(world.trust, world.maker, SIGNED), OK);
	assert_reason(cert_write_pem(world.other, &pem), OK);
	assert_reason(trust_load(world_write("other.pem", pem.data, pem.len,
	    0644), &t), OK);
	assert_reason(trust_check_chain(t, world.maker, SIGNED),
	    REASON_SEAL_CHAIN);
	trust_free(&t);
	buf_free(&pem);
}

/* As a trust that has never been asked answers. */
static enum reason
asked_afresh(time_t at)
{
	struct buf	 pem = BUF_INIT(65536);
	struct trust	*t = NULL;
	enum reason	 why;

	assert_reason(cert_write_pem(world.ca, &pem), OK);
	assert_reason(trust_load(world_write("afresh.pem", pem.data, pem.len,
	    0644), &t), OK);
	why = trust_check_chain(t, world.maker, at);
	trust_free(&t);
	buf_free(&pem);
	return why;
}

static void
the_edges_of_a_period_are_as_they_were(void **state)
{
	static const time_t	 edge[] = { CA_FROM, CA_UNTIL };
	time_t			 at;
	size_t			 i;

	(void)state;
	assert_reason(trust_check_chain(world.trust, world.maker, SIGNED), OK);
	for (i = 0; i < COUNT(edge); i++)
		for (at = edge[i] - 2; at <= edge[i] + 2; at++)
			assert_reason(trust_check_chain(world.trust,
			    world.maker, at), asked_afresh(at));
}

/* Signed anew without the numbers of keys: known by the name alone. */
static struct cert *
by_name(const struct cert *c, const struct key *by)
{
	static const int	 nid[] = { NID_authority_key_identifier,
				    NID_subject_key_identifier };
	struct cert		*out = NULL;
	X509			*x = X509_dup(cert_x509(c));
	size_t			 i;

	assert_non_null(x);
	for (i = 0; i < COUNT(nid); i++)
		X509_EXTENSION_free(X509_delete_ext(x,
		    X509_get_ext_by_NID(x, nid[i], -1)));
	assert_true(X509_sign(x, key_evp(by), EVP_sha256()) > 0);
	assert_reason(cert_from_x509(x, &out), OK);
	return out;
}

/* An authority for that time, and one certificate by it. */
static void
issue_two(const struct key *k, time_t from, time_t until, struct cert **ca,
    struct cert **leaf)
{
	struct specimen_order	 above = { .common_name = "样本同名机构",
				    .authority = true, .valid_from = from,
				    .valid_until = until };
	struct specimen_order	 below = { .common_name = "样本",
				    .valid_from = CERT_FROM,
				    .valid_until = CERT_UNTIL };
	struct cert		*one = NULL, *two = NULL;

	assert_reason(specimen_issue(&above, k, NULL, NULL, &one), OK);
	assert_reason(specimen_issue(&below, k, k, one, &two), OK);
	*ca = by_name(one, k);
	*leaf = by_name(two, k);
	cert_free(&one);
	cert_free(&two);
}

static struct chains *
believing(struct cert *const *anchor, size_t n)
{
	static const struct chain_rules	 rules = { .between = 6 };
	struct chains			*c = NULL;
	size_t				 i;

	assert_reason(chains_new(&rules, &c), OK);
	for (i = 0; i < n; i++)
		assert_int_equal(X509_STORE_add_cert(chains_store(c),
		    cert_x509(anchor[i])), 1);
	return c;
}

/*
 * Two authorities of one name, the second of which begins before the first
 * ends: by the name OpenSSL takes either, and stays with it.
 */
static void
what_the_time_decides_is_not_kept(void **state)
{
	static const time_t	 at[] = { MADE, SIGNED, SEAL_UNTIL, SIGNED,
				    MADE };
	struct key		*key[2] = { NULL, NULL };
	struct cert		*ca[2], *leaf[2];
	struct chains		*asked, *fresh;
	size_t			 i, j;

	(void)state;
	for (i = 0; i < 2; i++) {
		assert_reason(key_generate(KEY_P256, &key[i]), OK);
		issue_two(key[i], i == 0 ? CA_FROM : MADE + DAY,
		    i == 0 ? SIGNED + DAY : CA_UNTIL, &ca[i], &leaf[i]);
	}
	asked = believing(ca, 2);
	assert_reason(chains_check(asked, leaf[0], MADE, NULL), OK);
	assert_reason(chains_check(asked, leaf[1], SEAL_UNTIL, NULL), OK);
	for (i = 0; i < COUNT(at); i++)
		for (j = 0; j < 2; j++) {
			fresh = believing(ca, 2);
			assert_reason(chains_check(asked, leaf[j], at[i],
			    NULL), chains_check(fresh, leaf[j], at[i], NULL));
			chains_free(&fresh);
		}
	chains_free(&asked);
	for (i = 0; i < 2; i++) {
		cert_free(&ca[i]);
		cert_free(&leaf[i]);
		key_close(&key[i]);
	}
}

static void
a_lead_holds_for_one_certificate_in_its_period(void **state)
{
	struct leads	*l = leads_new();

	(void)state;
	assert_non_null(l);
	assert_false(leads_hold(l, world.maker, 150));
	leads_add(l, world.maker, 100, 200);
	assert_false(leads_hold(l, world.maker, 99));
	assert_true(leads_hold(l, world.maker, 100));
	assert_true(leads_hold(l, world.maker, 199));
	assert_false(leads_hold(l, world.maker, 200));
	assert_false(leads_hold(l, world.signer, 150));
	leads_add(l, world.maker, 300, 400);
	assert_false(leads_hold(l, world.maker, 150));
	leads_free(&l);
	assert_null(l);
}

static void
the_oldest_gives_way(void **state)
{
	struct leads	*l = leads_new();
	struct cert	*c;
	size_t		 i;

	(void)state;
	leads_add(l, world.maker, 0, 10);
	for (i = 1; i < 64; i++) {
		assert_true(leads_hold(l, world.maker, 5));
		c = decoded(world.other, i);
		leads_add(l, c, 0, 10);
		cert_free(&c);
	}
	assert_true(leads_hold(l, world.maker, 5));
	leads_add(l, world.signer, 0, 10);
	assert_false(leads_hold(l, world.maker, 5));
	assert_true(leads_hold(l, world.signer, 5));
	leads_free(&l);
}

static struct proof
proof_of(const struct cert *by, const char *bytes, size_t len, size_t sig_len)
{
	const unsigned char	*all = (const unsigned char *)bytes;

	return (struct proof){ by, all, len, all + len, sig_len };
}

static void
a_proof_is_of_key_bytes_and_signature(void **state)
{
	struct proof	 p = proof_of(world.maker, "bytessig", 5, 3), other;

	(void)state;
	assert_false(proven_before(&p));
	proven_add(&p);
	assert_true(proven_before(&p));
	other = proof_of(world.signer, "bytessig", 5, 3);
	assert_false(proven_before(&other));
	other = proof_of(world.maker, "Bytessig", 5, 3);
	assert_false(proven_before(&other));
	other = proof_of(world.maker, "bytessiG", 5, 3);
	assert_false(proven_before(&other));
	other = proof_of(world.maker, "bytessig", 4, 4);
	assert_false(proven_before(&other));
	other = proof_of(world.maker, "bytessig", 5, 2);
	assert_false(proven_before(&other));
}

static void
what_is_long_is_not_kept(void **state)
{
	static char	 much[PROVEN_BYTES_MAX + 1];
	struct proof	 p = proof_of(world.maker, much, PROVEN_BYTES_MAX, 1);

	(void)state;
	proven_add(&p);
	assert_false(proven_before(&p));
	p = proof_of(world.maker, much, PROVEN_BYTES_MAX + 1, 0);
	proven_add(&p);
	assert_false(proven_before(&p));
	p = proof_of(world.maker, much, PROVEN_BYTES_MAX - 1, 1);
	proven_add(&p);
	assert_true(proven_before(&p));
}

static void
assert_seal(const struct buf *der, enum reason why)
{
	struct seal_verdict	 v;

	assert_reason(seal_verify(der->data, der->len, world.trust, SIGNED,
	    SIGNED, &v), OK);
	assert_reason(v.step[STEP_SEAL_SIGNATURE].why, why);
	assert_int_equal(v.overall, why == OK ? SEAL_PASSED : SEAL_FAILED);
}

/* Thrice: the chain is known, the signature is proven, the proof is used. */
static void
a_seal_that_was_good_is_not_when_altered(void **state)
{
	static const char	 name[] = "样本";
	struct buf		 bad = BUF_INIT(SES_BYTES_MAX);
	unsigned char		*at;
	int			 i;

	(void)state;
	for (i = 0; i < 3; i++)
		assert_seal(&world.seal_der, OK);
	assert_reason(buf_add(&bad, world.seal_der.data, world.seal_der.len),
	    OK);
	bad.data[bad.len - 1] ^= 1;
	assert_seal(&bad, REASON_SEAL_SIGNATURE);
	bad.data[bad.len - 1] ^= 1;
	at = find_bytes(bad.data, bad.len, name, sizeof(name) - 1);
	assert_non_null(at);
	at[2] ^= 1;
	assert_seal(&bad, REASON_SEAL_SIGNATURE);
	at[2] ^= 1;
	assert_seal(&bad, OK);
	buf_free(&bad);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(only_who_led_to_an_anchor_is_known),
		cmocka_unit_test(what_is_known_is_for_each_to_trust),
		cmocka_unit_test(the_edges_of_a_period_are_as_they_were),
		cmocka_unit_test(what_the_time_decides_is_not_kept),
		cmocka_unit_test(
		    a_lead_holds_for_one_certificate_in_its_period),
		cmocka_unit_test(the_oldest_gives_way),
		cmocka_unit_test(a_proof_is_of_key_bytes_and_signature),
		cmocka_unit_test(what_is_long_is_not_kept),
		cmocka_unit_test(a_seal_that_was_good_is_not_when_altered),
	};

	return RUN_SEALED(tests);
}
