#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <stdlib.h>

#include "base/buf.h"
#include "seal/cert.h"
#include "seal/chains.h"
#include "seal/sm2.h"
#include "seal/trust.h"

#define TRUST_BYTES_MAX	(4 * 1024 * 1024)
#define TRUST_CERTS_MAX	256

/* Level 2 is 112 bits: no SHA-1, no RSA under 2048. */
static const struct chain_rules	 rules = { .between = 6, .level = 2 };

struct trust {
	struct chains		*chains;
	struct cert		*cert[TRUST_CERTS_MAX];
	size_t			 certs;
	STACK_OF(X509_CRL)	*lists;
};

/* OpenSSL 3.0 does not know the SM2 identity for lists; so by hand. */
static enum reason
check_list_signature(X509_CRL *list, const struct cert *issuer)
{
	const ASN1_BIT_STRING	*sig;
	unsigned char		*tbs = NULL;
	enum reason		 why;
	int			 n;

	if (!sm2_is_key(cert_key(issuer))) {
		n = X509_CRL_verify(list, cert_key(issuer));
		ERR_clear_error();
		return n == 1 ? OK : REASON_SEAL_SIGNATURE;
	}
	if ((n = i2d_re_X509_CRL_tbs(list, &tbs)) <= 0)
		return fail(REASON_MEMORY, "revocation list");
	X509_CRL_get0_signature(list, &sig, NULL);
	why = sm2_verify(cert_key(issuer), tbs, (size_t)n, sig->data,
	    (size_t)sig->length);
	OPENSSL_free(tbs);
	return why;
}

static enum reason
add_list(struct trust *t, X509_CRL *list)
{
	size_t	 i;

	for (i = 0; i < t->certs; i++) {
		if (X509_NAME_cmp(X509_CRL_get_issuer(list),
		    X509_get_subject_name(cert_x509(t->cert[i]))) != 0)
			continue;
		if (check_list_signature(list, t->cert[i]) != OK)
			continue;
		if (X509_CRL_up_ref(list) != 1)
			return fail(REASON_MEMORY, "revocation list");
		if (sk_X509_CRL_push(t->lists, list) > 0)
			return OK;
		X509_CRL_free(list);
		return fail(REASON_MEMORY, "revocation list");
	}
	return fail(REASON_KEY, "a revocation list that no authority in the "
	    "file signed");
}

static enum reason
add_cert(struct trust *t, X509 *x)
{
	enum reason	 why;

	if (t->certs == TRUST_CERTS_MAX)
		return fail(REASON_KEY, "more than %d certificates",
		    TRUST_CERTS_MAX);
	if (X509_up_ref(x) != 1)
		return fail(REASON_MEMORY, "trust");
	if ((why = cert_from_x509(x, &t->cert[t->certs])) != OK)
		return why;
	t->certs++;
	if (X509_STORE_add_cert(chains_store(t->chains), x) != 1)
		return fail(REASON_MEMORY, "trust");
	return OK;
}

/* Certificates before lists: a list may stand before its issuer. */
static enum reason
add_all(struct trust *t, STACK_OF(X509_INFO) *all)
{
	const X509_INFO	*one;
	enum reason	 why;
	int		 i;

	for (i = 0; i < sk_X509_INFO_num(all); i++) {
		one = sk_X509_INFO_value(all, i);
		if (one->x509 != NULL && (why = add_cert(t, one->x509)) != OK)
			return why;
	}
	for (i = 0; i < sk_X509_INFO_num(all); i++) {
		one = sk_X509_INFO_value(all, i);
		if (one->crl != NULL && (why = add_list(t, one->crl)) != OK)
			return why;
	}
	return t->certs > 0 ? chains_settle(t->chains) :
	    fail(REASON_KEY, "no certificate in it");
}

static enum reason
trust_new(struct trust **out)
{
	struct trust	*t;
	enum reason	 why;

	if ((t = calloc(1, sizeof(*t))) == NULL)
		return fail(REASON_MEMORY, "trust");
	why = chains_new(&rules, &t->chains);
	if (why == OK && (t->lists = sk_X509_CRL_new_null()) == NULL)
		why = fail(REASON_MEMORY, "trust");
	if (why != OK)
		trust_free(&t);
	else
		*out = t;
	return why;
}

static enum reason
trust_read(struct trust *t, const struct buf *b, const char *path)
{
	STACK_OF(X509_INFO)	*all = NULL;
	BIO			*bio;
	enum reason		 why;

	if ((bio = BIO_new_mem_buf(buf_text(b), (int)b->len)) != NULL)
		all = PEM_X509_INFO_read_bio(bio, NULL, NULL, NULL);
	ERR_clear_error();
	if (all == NULL)
		why = fail(REASON_KEY, "not PEM");
	else
		why = add_all(t, all);
	if (why != OK)
		why = fail(why, "%s: %s", path, fail_detail());
	sk_X509_INFO_pop_free(all, X509_INFO_free);
	BIO_free(bio);
	return why;
}

enum reason
trust_load(const char *path, struct trust **out)
{
	struct buf	 b = BUF_INIT(TRUST_BYTES_MAX);
	struct trust	*t = NULL;
	enum reason	 why;

	if ((why = buf_read_file(&b, path)) == OK &&
	    (why = trust_new(&t)) == OK)
		why = trust_read(t, &b, path);
	buf_free(&b);
	if (why != OK)
		trust_free(&t);
	else
		*out = t;
	return why;
}

void
trust_free(struct trust **t)
{
	size_t	 i;

	if (*t == NULL)
		return;
	for (i = 0; i < (*t)->certs; i++)
		cert_free(&(*t)->cert[i]);
	chains_free(&(*t)->chains);
	sk_X509_CRL_pop_free((*t)->lists, X509_CRL_free);
	free(*t);
	*t = NULL;
}

enum reason
trust_check_chain(const struct trust *t, const struct cert *c, time_t at)
{
	enum reason	 why;
	int		 depth;

	if (t == NULL)
		return fail(REASON_SEAL_NO_TRUST, "no trust file");
	why = chains_check(t->chains, c, at, &depth);
	if (why == REASON_SEAL_CHAIN)
		why = fail(why, "depth %d: %s", depth, fail_detail());
	return why;
}

bool
trust_has_lists(const struct trust *t)
{

	return t != NULL && sk_X509_CRL_num(t->lists) > 0;
}

/* Reasons (RFC 5280 5.3.1) that leave what was signed before standing. */
static bool
leaves_past_alone(X509_REVOKED *entry)
{
	ASN1_ENUMERATED	*e;
	long		 code = CRL_REASON_UNSPECIFIED;

	e = X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, NULL, NULL);
	if (e != NULL)
		code = ASN1_ENUMERATED_get(e);
	ASN1_ENUMERATED_free(e);
	return code == CRL_REASON_AFFILIATION_CHANGED ||
	    code == CRL_REASON_SUPERSEDED ||
	    code == CRL_REASON_CESSATION_OF_OPERATION;
}

static bool
list_is_current(const X509_CRL *list, time_t now)
{
	const ASN1_TIME	*next = X509_CRL_get0_nextUpdate(list);

	return X509_cmp_time(X509_CRL_get0_lastUpdate(list), &now) < 0 &&
	    next != NULL && X509_cmp_time(next, &now) > 0;
}

enum reason
trust_check_revoked(const struct trust *t, const struct cert *c, time_t at,
    time_t now)
{
	X509_CRL	*list;
	X509_REVOKED	*entry;
	bool		 current = false;
	int		 i;

	for (i = 0; i < sk_X509_CRL_num(t->lists); i++) {
		list = sk_X509_CRL_value(t->lists, i);
		if (X509_NAME_cmp(X509_CRL_get_issuer(list),
		    X509_get_issuer_name(cert_x509(c))) != 0)
			continue;
		/* 2 means removeFromCRL: it was on hold and is good again. */
		if (X509_CRL_get0_by_cert(list, &entry, cert_x509(c)) == 1 &&
		    (!leaves_past_alone(entry) || X509_cmp_time(
		    X509_REVOKED_get0_revocationDate(entry), &at) <= 0))
			return fail(REASON_SEAL_CERT_REVOKED, "on the "
			    "authority's list");
		current = current || list_is_current(list, now);
	}
	ERR_clear_error();
	if (!current)
		return fail(REASON_SEAL_REVOCATION_UNKNOWN, "no current list");
	return OK;
}
