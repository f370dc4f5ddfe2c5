/*
 * The certificate behind an XML signature: what is kept of a chain answers as
 * the chain itself would, and want of memory is nobody's fault.
 */
#include <openssl/x509.h>

#include "document/base64.h"
#include "document/library.h"
#include "document/signer_cert.h"
#include "seal/sm2.h"
#include "seal/specimen.h"
#include "unit.h"

#define DAY		((time_t)86400)
#define CA_FROM		((time_t)1735689600)	/* 2025-01-01T00:00:00Z */
#define FROM		(CA_FROM + 100 * DAY)
#define NOW		(CA_FROM + 200 * DAY)
#define UNTIL		(CA_FROM + 300 * DAY)
#define CA_UNTIL	(CA_FROM + 400 * DAY)
#define ECDSA		"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"
#define RSA		"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"

/* What the linker makes of our own calls, OpenSSL's among them. */
void	*__real_malloc(size_t);
void	*__real_calloc(size_t, size_t);
void	*__real_realloc(void *, size_t);
void	*__wrap_malloc(size_t);
void	*__wrap_calloc(size_t, size_t);
void	*__wrap_realloc(void *, size_t);

/* The request for memory that finds none, counted down; 0: all find some. */
static unsigned long	 waits;		/* until signer_cert_check() */
static unsigned long	 refused_at;
static bool		 from_then_on;
static unsigned long	 refused;

static bool
is_refused(void)
{
	if (refused_at == 0 || --refused_at > 0)
		return false;
	refused_at = from_then_on ? 1 : 0;
	refused++;
	return true;
}

void *
__wrap_malloc(size_t n)
{
	return is_refused() ? NULL : __real_malloc(n);
}

void *
__wrap_calloc(size_t n, size_t each)
{
	return is_refused() ? NULL : __real_calloc(n, each);
}

void *
__wrap_realloc(void *old, size_t n)
{
	return is_refused() ? NULL : __real_realloc(old, n);
}

static struct key	*ca_key, *other_key, *key;
static struct cert	*ca, *other, *signer;
static struct chains	*anchors;

static struct cert *
issue(const struct specimen_order *o, const struct key *own,
    const struct key *by, const struct cert *issuer)
{
	struct cert	*made = NULL;

	assert_int_equal(specimen_issue(o, own, by, issuer, &made), OK);
	return made;
}

static struct cert *
authority(const struct key *own)
{
	struct specimen_order	 o = { .common_name = "样本机构",
				    .authority = true, .valid_from = CA_FROM,
				    .valid_until = CA_UNTIL };

	return issue(&o, own, NULL, NULL);
}

/* By our authority, or by another one of the same name. */
static struct cert *
issued(const char *usage, bool by_other)
{
	struct specimen_order	 o = { .common_name = "样本", .usage = usage,
				    .valid_from = FROM, .valid_until = UNTIL };

	return issue(&o, key, by_other ? other_key : ca_key,
	    by_other ? other : ca);
}

static struct chains *
believing(const struct cert *anchor)
{
	struct chains	*c = NULL;

	assert_int_equal(chains_new(&signer_cert_rules, &c), OK);
	assert_int_equal(X509_STORE_add_cert(chains_store(c),
	    cert_x509(anchor)), 1);
	assert_int_equal(chains_settle(c), OK);
	return c;
}

static int
set_up(void **state)
{
	(void)state;
	assert_int_equal(library_start(), OK);
	assert_int_equal(key_generate(KEY_P256, &ca_key), OK);
	assert_int_equal(key_generate(KEY_P256, &other_key), OK);
	assert_int_equal(key_generate(KEY_P256, &key), OK);
	ca = authority(ca_key);
	other = authority(other_key);
	signer = issued(NULL, false);
	anchors = believing(ca);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	chains_free(&anchors);
	cert_free(&ca);
	cert_free(&other);
	cert_free(&signer);
	key_close(&ca_key);
	key_close(&other_key);
	key_close(&key);
	library_stop();
	return 0;
}

static struct check_list	 list;

static enum outcome
asked(const struct cert *c, const char *method, struct chains *believed,
    time_t at)
{
	struct buf		 text = BUF_INIT(65536);
	struct signed_by	 by;
	struct cert		*passed = NULL;
	const unsigned char	*der;
	size_t			 len;
	bool			 good;

	memset(&list, 0, sizeof(list));
	der = cert_der(c, &len);
	assert_int_equal(base64_write(der, len, &text), OK);
	refused_at = waits;
	waits = 0;
	good = signer_cert_check(&list, buf_text(&text), method, believed, at,
	    &passed, &by);
	refused_at = 0;
	assert_int_equal(good, passed != NULL);
	assert_int_equal(good,
	    list.check[CHECK_SIGNER].outcome == OUTCOME_PASSED);
	cert_free(&passed);
	buf_free(&text);
	return list.check[CHECK_SIGNER].outcome;
}

static void
expect(const struct cert *c, enum outcome outcome, const char *detail)
{
	int	 twice;

	for (twice = 0; twice < 2; twice++) {
		assert_int_equal(asked(c, ECDSA, anchors, NOW), outcome);
		if (strstr(list.check[CHECK_SIGNER].detail, detail) == NULL)
			fail_msg("%s", list.check[CHECK_SIGNER].detail);
	}
}

/* Its own period counts here, and that of its authority as well. */
static void
the_edges_of_its_period_are_as_they_were(void **state)
{
	static const time_t	 edge[] = { CA_FROM, FROM, NOW, UNTIL,
				    CA_UNTIL };
	struct chains		*fresh;
	enum outcome		 outcome;
	time_t			 at;
	size_t			 i, passed = 0;

	(void)state;
	assert_int_equal(asked(signer, ECDSA, anchors, NOW), OUTCOME_PASSED);
	for (i = 0; i < COUNT(edge); i++)
		for (at = edge[i] - 2; at <= edge[i] + 2; at++) {
			fresh = believing(ca);
			outcome = asked(signer, ECDSA, fresh, at);
			chains_free(&fresh);
			passed += outcome == OUTCOME_PASSED;
			assert_int_equal(asked(signer, ECDSA, anchors, at),
			    outcome);
		}
	/* From the first second, five in the middle, to before the last. */
	assert_int_equal(passed, 3 + 5 + 2);
}

static void
what_it_is_for_is_asked_each_time(void **state)
{
	struct cert	*c = issued("critical,keyEncipherment", false);

	(void)state;
	assert_int_equal(chains_check(anchors, c, NOW, NULL), OK);
	expect(c, OUTCOME_FAILED, "keyUsage without digitalSignature");
	cert_free(&c);
	expect(signer, OUTCOME_PASSED, "样本");
	assert_int_equal(asked(signer, RSA, anchors, NOW), OUTCOME_FAILED);
}

static void
a_stranger_stays_one(void **state)
{
	struct cert	*c = issued(NULL, true);
	struct chains	*theirs = believing(other);

	(void)state;
	expect(c, OUTCOME_FAILED, "unable to get");
	/* Somebody else believes it; that makes it known, and no more. */
	assert_int_equal(asked(c, ECDSA, theirs, NOW), OUTCOME_PASSED);
	expect(c, OUTCOME_FAILED, "unable to get");
	assert_int_equal(asked(signer, ECDSA, theirs, NOW), OUTCOME_FAILED);
	chains_free(&theirs);
	cert_free(&c);
}

static struct cert *
decoded_anew(const struct cert *c)
{
	struct cert		*out = NULL;
	const unsigned char	*der;
	size_t			 len;

	der = cert_der(c, &len);
	assert_int_equal(cert_from_der(der, len, &out), OK);
	return out;
}

/*
 * Whichever request for memory finds none, alone or with all that follow: what
 * would have failed may fail, and what would have passed may pass, but nothing
 * else is said; and once there is memory again nothing is left of it.  False
 * when no request came to that number.
 */
static bool
is_true_in_want(enum outcome truth, unsigned long at, bool on, unsigned *told)
{
	struct cert	*c = issued(NULL, truth == OUTCOME_FAILED);
	struct cert	*anew = decoded_anew(ca);
	struct chains	*believed = believing(anew);
	enum outcome	 outcome;

	refused = 0;
	from_then_on = on;
	waits = at;
	outcome = asked(c, ECDSA, believed, NOW);
	if (outcome != OUTCOME_NOT_CHECKED && outcome != truth)
		fail_msg("%lu: %s", at, list.check[CHECK_SIGNER].detail);
	*told += outcome == OUTCOME_NOT_CHECKED;
	if (asked(c, ECDSA, believed, NOW) != truth)
		fail_msg("%lu, after: %s", at, list.check[CHECK_SIGNER].detail);
	chains_free(&believed);
	cert_free(&anew);
	cert_free(&c);
	return refused > 0;
}

static enum reason
decode_and_check(const struct cert *c, unsigned long at)
{
	struct chains		*believed = believing(ca);
	struct cert		*out = NULL;
	const unsigned char	*der;
	size_t			 len;
	enum reason		 why;

	der = cert_der(c, &len);
	refused = 0;
	from_then_on = false;
	refused_at = at;
	if ((why = cert_from_der(der, len, &out)) == OK)
		why = chains_check(believed, out, NOW, NULL);
	refused_at = 0;
	cert_free(&out);
	chains_free(&believed);
	return why;
}

static void
each_part_names_want_of_memory(void **state)
{
	unsigned long	 at = 1;
	enum reason	 why;

	(void)state;
	do {
		why = decode_and_check(signer, at++);
		if (why != OK && why != REASON_MEMORY)
			fail_msg("%lu: %s", at - 1, fail_detail());
	} while (refused > 0);
	assert_int_equal(why, OK);
	assert_true(at > 10);
}

static void
a_signature_is_not_wrong_for_want_of_memory(void **state)
{
	static const char	 text[] = "样本";
	unsigned char		 sig[KEY_SIGNATURE_MAX];
	struct key		*sm2 = NULL;
	unsigned long		 at = 1;
	size_t			 len = 0;
	enum reason		 why;

	(void)state;
	assert_int_equal(key_generate(KEY_SM2, &sm2), OK);
	assert_int_equal(key_sign(sm2, text, sizeof(text), sig, &len), OK);
	do {
		refused = 0;
		from_then_on = true;
		refused_at = at++;
		why = sm2_verify(key_evp(sm2), text, sizeof(text), sig, len);
		refused_at = 0;
		if (why != OK && why != REASON_MEMORY)
			fail_msg("%lu: %s", at - 1, fail_detail());
	} while (refused > 0);
	assert_int_equal(why, OK);
	assert_true(at > 10);
	key_close(&sm2);
}

static void
without_memory_nothing_untrue_is_said(void **state)
{
	/* Those that go on need not each be begun with: it takes seconds. */
	static const struct {
		enum outcome	 truth;
		bool		 on;
		unsigned long	 step;
	} c[] = {
		{ OUTCOME_PASSED, false, 1 }, { OUTCOME_PASSED, true, 7 },
		{ OUTCOME_FAILED, false, 2 }, { OUTCOME_FAILED, true, 9 },
	};
	unsigned long	 at;
	unsigned	 told;
	size_t		 i;

	(void)state;
	for (i = 0; i < COUNT(c); i++) {
		told = 0;
		for (at = 1; is_true_in_want(c[i].truth, at, c[i].on, &told);)
			at += c[i].step;
		assert_true(told > 10);
	}
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(the_edges_of_its_period_are_as_they_were),
		cmocka_unit_test(what_it_is_for_is_asked_each_time),
		cmocka_unit_test(a_stranger_stays_one),
		cmocka_unit_test(each_part_names_want_of_memory),
		cmocka_unit_test(
		    a_signature_is_not_wrong_for_want_of_memory),
		cmocka_unit_test(without_memory_nothing_untrue_is_said),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
