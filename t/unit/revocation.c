#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <time.h>
#include <unistd.h>

#include "document/revocation.h"
#include "seal/cert.h"
#include "seal/specimen.h"
#include "unit.h"

#define DAY	((time_t)86400)

/* An authority, another one, and whom the first vouches for. */
static struct key	*ca_key, *other_key, *key;
static struct cert	*ca, *other, *cert;
static struct cert	*asked;
static X509_STORE	*anchors;
static char		 dir[] = "/tmp/ecert-revocation-XXXXXX";
static char		 file[64];
static time_t		 now;

static struct cert *
issue(const char *name, bool authority, const struct key *own,
    const struct key *by, const struct cert *issuer)
{
	struct specimen_order	 o = { .common_name = name,
				    .authority = authority,
				    .valid_from = now - (authority ? 100 : 3) *
				    DAY,
				    .valid_until = now + (authority ? 4 : 100) *
				    DAY };
	struct cert		*made = NULL;

	assert_int_equal(specimen_issue(&o, own, by, issuer, &made), OK);
	return made;
}

static int
set_up(void **state)
{
	(void)state;
	now = time(NULL);
	assert_non_null(mkdtemp(dir));
	snprintf(file, sizeof(file), "%s/crl.pem", dir);
	assert_int_equal(key_generate(KEY_P256, &ca_key), OK);
	assert_int_equal(key_generate(KEY_P256, &other_key), OK);
	assert_int_equal(key_generate(KEY_P256, &key), OK);
	ca = issue("样本机构", true, ca_key, NULL, NULL);
	other = issue("另一样本机构", true, other_key, NULL, NULL);
	cert = issue("样本", false, key, ca_key, ca);
	asked = cert;
	assert_non_null(anchors = X509_STORE_new());
	assert_int_equal(X509_STORE_add_cert(anchors, cert_x509(ca)), 1);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	(void)unlink(file);
	(void)rmdir(dir);
	X509_STORE_free(anchors);
	cert_free(&ca);
	cert_free(&other);
	cert_free(&cert);
	key_close(&ca_key);
	key_close(&other_key);
	key_close(&key);
	return 0;
}

struct order {
	const struct cert	*issuer;	/* NULL: ca */
	const struct key	*by;		/* NULL: ca's */
	const struct cert	*revoked;	/* NULL: nobody */
	time_t			 from, until;	/* days from now; until 0: none */
};

static X509_CRL *
make_list(const struct order *o)
{
	const struct cert	*issuer = o->issuer != NULL ? o->issuer : ca;
	X509_CRL		*list = X509_CRL_new();
	X509_REVOKED		*entry;
	ASN1_TIME		*t = ASN1_TIME_set(NULL, now + o->from * DAY);

	X509_CRL_set_version(list, X509_CRL_VERSION_2);
	X509_CRL_set_issuer_name(list,
	    X509_get_subject_name(cert_x509(issuer)));
	X509_CRL_set1_lastUpdate(list, t);
	if (o->revoked != NULL) {
		entry = X509_REVOKED_new();
		X509_REVOKED_set_serialNumber(entry,
		    X509_get_serialNumber(cert_x509(o->revoked)));
		X509_REVOKED_set_revocationDate(entry, t);
		assert_int_equal(X509_CRL_add0_revoked(list, entry), 1);
	}
	ASN1_TIME_free(t);
	if (o->until != 0) {
		t = ASN1_TIME_set(NULL, now + o->until * DAY);
		X509_CRL_set1_nextUpdate(list, t);
		ASN1_TIME_free(t);
	}
	return list;
}

/* Put in place of the file, as an operator does: whole or not at all. */
static void
publish(const struct order *o, size_t n)
{
	struct buf	 pem = BUF_INIT(65536);
	char		 fresh[80];
	X509_CRL	*list;
	BIO		*bio, *from;
	EVP_PKEY	*signer;
	FILE		*out;
	size_t		 i;

	snprintf(fresh, sizeof(fresh), "%s.new", file);
	assert_non_null(out = fopen(fresh, "w"));
	for (i = 0; i < n; i++) {
		buf_clear(&pem);
		assert_int_equal(key_write_pem(o[i].by != NULL ? o[i].by :
		    ca_key, &pem), OK);
		from = BIO_new_mem_buf(pem.data, (int)pem.len);
		signer = PEM_read_bio_PrivateKey(from, NULL, NULL, NULL);
		list = make_list(&o[i]);
		assert_true(X509_CRL_sign(list, signer, EVP_sha256()) > 0);
		bio = BIO_new_fp(out, BIO_NOCLOSE);
		assert_int_equal(PEM_write_bio_X509_CRL(bio, list), 1);
		BIO_free(bio);
		BIO_free(from);
		EVP_PKEY_free(signer);
		X509_CRL_free(list);
	}
	fclose(out);
	assert_int_equal(rename(fresh, file), 0);
	buf_cleanse(&pem);
}

static struct check
ask(struct revocation *r)
{
	struct check_list	 list;

	memset(&list, 0, sizeof(list));
	list.check[CHECK_REVOCATION].outcome = OUTCOME_PASSED;
	revocation_check(r, asked, anchors, now, &list);
	return list.check[CHECK_REVOCATION];
}

static void
expect(struct revocation *r, enum outcome outcome, const char *word)
{
	struct check	 c = ask(r);

	if (c.outcome != outcome || strstr(c.detail, word) == NULL)
		fail_msg("%s: %s, not %s: %s", outcome_word(c.outcome, 1),
		    c.detail, outcome_word(outcome, 1), word);
}

static void
what_a_list_says_decides(void **state)
{
	static const struct {
		struct order	 order;
		enum outcome	 outcome;
		const char	*word;
	} cases[] = {
		{ { .from = -1, .until = 1 }, OUTCOME_PASSED, "good until" },
		{ { .from = -2, .until = -1 }, OUTCOME_NOT_CHECKED,
		    "CRL has expired" },
		{ { .from = 1, .until = 2 }, OUTCOME_NOT_CHECKED,
		    "CRL is not yet valid" },
		{ { .from = -1, .until = 0 }, OUTCOME_NOT_CHECKED,
		    "without nextUpdate" },
	};
	struct revocation	*r = NULL;
	size_t			 i;

	(void)state;
	assert_int_equal(revocation_open(file, &r), OK);
	for (i = 0; i < COUNT(cases); i++) {
		publish(&cases[i].order, 1);
		expect(r, cases[i].outcome, cases[i].word);
	}
	revocation_free(&r);
}

static void
who_is_on_the_list_is_revoked(void **state)
{
	struct order		 o = { .revoked = cert, .from = -1,
				    .until = 1 };
	struct revocation	*r = NULL;

	(void)state;
	assert_int_equal(revocation_open(file, &r), OK);
	publish(&o, 1);
	expect(r, OUTCOME_FAILED, "revocation list");
	/* A stale list takes nothing back. */
	o.from = -3;
	o.until = -1;
	publish(&o, 1);
	expect(r, OUTCOME_FAILED, "revocation list");
	/* Another's number is none of ours. */
	o = (struct order){ .revoked = other, .from = -1, .until = 1 };
	publish(&o, 1);
	expect(r, OUTCOME_PASSED, "");
	revocation_free(&r);
}

static void
a_list_must_be_the_authoritys_own(void **state)
{
	struct order		 foreign = { .issuer = other, .by = other_key,
				    .from = -1, .until = 1 };
	struct order		 forged = { .by = other_key, .from = -1,
				    .until = 1 };
	struct order		 denounced = { .by = other_key,
				    .revoked = cert, .from = -1, .until = 1 };
	struct order		 both[2];
	struct revocation	*r = NULL;

	(void)state;
	assert_int_equal(revocation_open(file, &r), OK);
	publish(&foreign, 1);
	expect(r, OUTCOME_NOT_CHECKED, "unable to get certificate CRL");
	publish(&forged, 1);
	expect(r, OUTCOME_NOT_CHECKED, "CRL signature failure");
	/* Nor can a stranger revoke. */
	publish(&denounced, 1);
	expect(r, OUTCOME_NOT_CHECKED, "CRL signature failure");
	both[0] = foreign;
	both[1] = (struct order){ .from = -1, .until = 1 };
	publish(both, 2);
	expect(r, OUTCOME_PASSED, "");
	revocation_free(&r);
}

/* Nobody can have the list that its issuer's issuer would sign. */
static void
an_anchor_that_is_no_root_needs_no_list_of_its_own(void **state)
{
	struct key		*own = NULL;
	struct cert		*below, *leaf;
	X509_STORE		*roots = anchors;
	struct revocation	*r = NULL;
	struct order		 o;

	(void)state;
	assert_int_equal(key_generate(KEY_P256, &own), OK);
	below = issue("下级样本机构", true, own, ca_key, ca);
	leaf = issue("下级样本", false, key, own, below);
	assert_non_null(anchors = X509_STORE_new());
	assert_int_equal(X509_STORE_add_cert(anchors, cert_x509(below)), 1);
	asked = leaf;
	assert_int_equal(revocation_open(file, &r), OK);
	o = (struct order){ .issuer = below, .by = own, .from = -1,
	    .until = 1 };
	publish(&o, 1);
	expect(r, OUTCOME_PASSED, "good until");
	o.revoked = leaf;
	publish(&o, 1);
	expect(r, OUTCOME_FAILED, "revocation list");
	/* The list that the anchor itself has to sign is not excused. */
	o = (struct order){ .from = -1, .until = 1 };
	publish(&o, 1);
	expect(r, OUTCOME_NOT_CHECKED, "unable to get certificate CRL");
	revocation_free(&r);
	X509_STORE_free(anchors);
	anchors = roots;
	asked = cert;
	cert_free(&below);
	cert_free(&leaf);
	key_close(&own);
}

static void
of_two_lists_the_newer_counts(void **state)
{
	struct order		 o[2] = { { .from = -3, .until = 1 },
				    { .revoked = cert, .from = -1,
				    .until = 2 } };
	struct order		 swapped[2] = { o[1], o[0] };
	struct revocation	*r = NULL;

	(void)state;
	assert_int_equal(revocation_open(file, &r), OK);
	publish(o, 2);
	expect(r, OUTCOME_FAILED, "");
	publish(swapped, 2);
	expect(r, OUTCOME_FAILED, "");
	revocation_free(&r);
}

static void
lists_that_cannot_be_read_leave_the_question_open(void **state)
{
	struct order		 good = { .from = -1, .until = 1 };
	struct revocation	*r = NULL;
	FILE			*out;

	(void)state;
	assert_int_equal(revocation_open(file, &r), OK);
	publish(&good, 1);
	expect(r, OUTCOME_PASSED, "");
	assert_int_equal(unlink(file), 0);
	expect(r, OUTCOME_NOT_CHECKED, "file-unreadable");
	assert_non_null(out = fopen(file, "w"));
	fputs("no list\n", out);
	fclose(out);
	expect(r, OUTCOME_NOT_CHECKED, "no revocation list");
	publish(&good, 1);
	expect(r, OUTCOME_PASSED, "");
	revocation_free(&r);
}

static enum outcome
asked_at(struct revocation *r, time_t at)
{
	struct check_list	 list;

	memset(&list, 0, sizeof(list));
	revocation_check(r, asked, anchors, at, &list);
	return list.check[CHECK_REVOCATION].outcome;
}

/* As one answers that has never been asked. */
static enum outcome
asked_afresh(time_t at)
{
	struct revocation	*r = NULL;
	enum outcome		 outcome;

	assert_int_equal(revocation_open(file, &r), OK);
	outcome = asked_at(r, at);
	revocation_free(&r);
	return outcome;
}

static size_t
assert_same_round(struct revocation *r, time_t edge)
{
	enum outcome	 outcome;
	size_t		 passed = 0;
	time_t		 at;

	for (at = edge - 2; at <= edge + 2; at++) {
		outcome = asked_afresh(at);
		assert_int_equal(asked_at(r, at), outcome);
		passed += outcome == OUTCOME_PASSED;
	}
	return passed;
}

/*
 * Lists, certificate and authority begin and end on different days.  First no
 * list names it, then the newer one does.  Forth and back: what is kept is of
 * the moment before, and of the one after.
 */
static void
what_is_kept_answers_as_the_lists_do(void **state)
{
	static const int	 day[] = { -4, -3, -2, 0, 2, 4, 5, 4, 2, 0,
				    -2, -3, -4 };
	struct order		 o[2] = { { .from = -4, .until = 5 },
				    { .from = -2, .until = 2 } };
	struct revocation	*r = NULL;
	size_t			 i, n, passed = 0;

	(void)state;
	assert_int_equal(revocation_open(file, &r), OK);
	for (n = 0; n < 2; n++) {
		o[1].revoked = n == 0 ? NULL : cert;
		publish(o, 2);
		for (i = 0; i < COUNT(day); i++)
			passed += assert_same_round(r, now + day[i] * DAY);
	}
	assert_true(passed > 20);
	revocation_free(&r);
}

static void
what_is_kept_is_gone_with_the_lists(void **state)
{
	struct order		 o = { .from = -1, .until = 1 };
	struct revocation	*r = NULL;

	(void)state;
	assert_int_equal(revocation_open(file, &r), OK);
	publish(&o, 1);
	expect(r, OUTCOME_PASSED, "good until");
	asked = other;
	expect(r, OUTCOME_NOT_CHECKED, "");
	asked = cert;
	expect(r, OUTCOME_PASSED, "good until");
	o.revoked = cert;
	publish(&o, 1);
	expect(r, OUTCOME_FAILED, "revocation list");
	expect(r, OUTCOME_FAILED, "revocation list");
	assert_int_equal(unlink(file), 0);
	expect(r, OUTCOME_NOT_CHECKED, "file-unreadable");
	o.revoked = NULL;
	publish(&o, 1);
	expect(r, OUTCOME_PASSED, "good until");
	revocation_free(&r);
}

static void
a_verifier_without_a_source_never_passes(void **state)
{
	(void)state;
	expect(NULL, OUTCOME_NOT_CHECKED, "no source");
}

static void
that_there_are_no_lists_is_stated_not_passed(void **state)
{
	struct revocation	*r = NULL;
	struct check		 c;

	(void)state;
	assert_int_equal(revocation_open("", &r), OK);
	c = ask(r);
	assert_int_equal(c.outcome, OUTCOME_NOT_APPLICABLE);
	assert_true(c.excused);
	assert_non_null(strstr(c.detail, "operator states"));
	revocation_free(&r);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(what_a_list_says_decides),
		cmocka_unit_test(who_is_on_the_list_is_revoked),
		cmocka_unit_test(a_list_must_be_the_authoritys_own),
		cmocka_unit_test(
		    an_anchor_that_is_no_root_needs_no_list_of_its_own),
		cmocka_unit_test(of_two_lists_the_newer_counts),
		cmocka_unit_test(
		    lists_that_cannot_be_read_leave_the_question_open),
		cmocka_unit_test(what_is_kept_answers_as_the_lists_do),
		cmocka_unit_test(what_is_kept_is_gone_with_the_lists),
		cmocka_unit_test(a_verifier_without_a_source_never_passes),
		cmocka_unit_test(that_there_are_no_lists_is_stated_not_passed),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
