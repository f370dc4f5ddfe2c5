#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <stdint.h>
#include <stdlib.h>

#include "seal/asn1_time.h"
#include "seal/cert.h"
#include "seal/cert_known.h"
#include "seal/chains.h"
#include "seal/leads.h"
#include "seal/ossl_memory.h"

struct chains {
	X509_STORE	*store;
	struct leads	*leads;
	bool		 own_time;
};

enum reason
chains_new(const struct chain_rules *rules, struct chains **out)
{
	struct chains		*c;
	X509_VERIFY_PARAM	*p;

	if ((c = calloc(1, sizeof(*c))) == NULL)
		return fail(REASON_MEMORY, "certificate chains");
	c->store = X509_STORE_new();
	c->leads = leads_new();
	if (c->store == NULL || c->leads == NULL) {
		chains_free(&c);
		return fail(REASON_MEMORY, "certificate chains");
	}
	c->own_time = rules->own_time;
	p = X509_STORE_get0_param(c->store);
	X509_VERIFY_PARAM_set_flags(p, X509_V_FLAG_PARTIAL_CHAIN |
	    rules->flags);
	X509_VERIFY_PARAM_set_depth(p, rules->between);
	X509_VERIFY_PARAM_set_auth_level(p, rules->level);
	*out = c;
	return OK;
}

void
chains_free(struct chains **c)
{

	if (*c == NULL)
		return;
	leads_free(&(*c)->leads);
	X509_STORE_free((*c)->store);
	free(*c);
	*c = NULL;
}

struct x509_store_st *
chains_store(const struct chains *c)
{

	return c->store;
}

enum reason
chains_settle(struct chains *c)
{
	STACK_OF(X509_OBJECT)	*all = X509_STORE_get0_objects(c->store);
	unsigned long		 before = ossl_memory_refusals();
	X509			*x;
	int			 i;

	for (i = 0; i < sk_X509_OBJECT_num(all); i++) {
		x = X509_OBJECT_get0_X509(sk_X509_OBJECT_value(all, i));
		/* Of no purpose: it only looks. */
		if (x != NULL)
			(void)X509_check_purpose(x, -1, 0);
	}
	ERR_clear_error();
	return ossl_memory_refusals() == before ? OK :
	    fail(REASON_MEMORY, "trust anchors");
}

/* The errors that are about the time of the certificate in question itself. */
static int
forgive_own_time(int good, X509_STORE_CTX *ctx)
{
	int	 error = X509_STORE_CTX_get_error(ctx);

	if (good || X509_STORE_CTX_get_error_depth(ctx) != 0)
		return good;
	return error == X509_V_ERR_CERT_HAS_EXPIRED ||
	    error == X509_V_ERR_CERT_NOT_YET_VALID;
}

/* When all that must be are valid; false for times that cannot be read. */
static bool
find_period(const struct chains *c, const STACK_OF(X509) *chain,
    time_t *from, time_t *until)
{
	time_t	 begins, ends;
	X509	*x;
	int	 i;

	*from = 0;
	*until = INT64_MAX;
	for (i = c->own_time ? 0 : 1; i < sk_X509_num(chain); i++) {
		x = sk_X509_value(chain, i);
		if (!asn1_time_get(X509_get0_notBefore(x), &begins) ||
		    !asn1_time_get(X509_get0_notAfter(x), &ends))
			return false;
		*from = begins > *from ? begins : *from;
		*until = ends < *until ? ends : *until;
	}
	return true;
}

static bool
has_one_issuer(X509_STORE_CTX *ctx, X509 *x)
{
	STACK_OF(X509)	*all;
	int		 i, fit = 0;

	all = X509_STORE_CTX_get1_certs(ctx, X509_get_issuer_name(x));
	if (all == NULL)
		return false;
	for (i = 0; i < sk_X509_num(all); i++)
		fit += X509_check_issued(sk_X509_value(all, i), x) ==
		    X509_V_OK;
	sk_X509_pop_free(all, X509_free);
	return fit <= 1;
}

/*
 * Between two authorities that may both have issued a certificate OpenSSL
 * chooses by the time in question, and then stands by its choice: what it found
 * for one time says nothing of another.
 */
static bool
is_only_way(X509_STORE_CTX *ctx)
{
	const STACK_OF(X509)	*chain = X509_STORE_CTX_get0_chain(ctx);
	int			 i;

	for (i = 0; i < sk_X509_num(chain); i++)
		if (!has_one_issuer(ctx, sk_X509_value(chain, i)))
			return false;
	return true;
}

static void
remember(const struct chains *c, const struct cert *cert, X509_STORE_CTX *ctx)
{
	time_t	 from, until;

	if (!is_only_way(ctx) || !find_period(c,
	    X509_STORE_CTX_get0_chain(ctx), &from, &until))
		return;
	cert_known_add(cert);
	leads_add(c->leads, cert, from, until);
}

static enum reason
verify(const struct chains *c, const struct cert *cert, time_t at, int *depth)
{
	unsigned long	 before = ossl_memory_refusals();
	X509_STORE_CTX	*ctx;
	enum reason	 why = OK;
	int		 error;

	if ((ctx = X509_STORE_CTX_new()) == NULL ||
	    X509_STORE_CTX_init(ctx, c->store, cert_x509(cert), NULL) != 1) {
		why = fail(REASON_MEMORY, "certificate chain");
		goto out;
	}
	X509_STORE_CTX_set_time(ctx, 0, at);
	if (!c->own_time)
		X509_STORE_CTX_set_verify_cb(ctx, forgive_own_time);
	if (X509_verify_cert(ctx) == 1) {
		if (ossl_memory_refusals() == before)
			remember(c, cert, ctx);
		goto out;
	}
	error = X509_STORE_CTX_get_error(ctx);
	if (depth != NULL)
		*depth = X509_STORE_CTX_get_error_depth(ctx);
	if (error == X509_V_ERR_OUT_OF_MEM || ossl_memory_refusals() != before)
		why = fail(REASON_MEMORY, "certificate chain");
	else
		why = fail(REASON_SEAL_CHAIN, "%s",
		    X509_verify_cert_error_string(error));
out:
	X509_STORE_CTX_free(ctx);
	ERR_clear_error();
	return why;
}

enum reason
chains_check(struct chains *c, const struct cert *cert, time_t at, int *depth)
{

	return leads_hold(c->leads, cert, at) ? OK :
	    verify(c, cert, at, depth);
}
