/* Certificate revocation lists: kept, read again, asked. */
#include <sys/stat.h>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "document/revocation.h"
#include "seal/asn1_time.h"
#include "seal/cert.h"
#include "seal/leads.h"
#include "seal/ossl_memory.h"

#define CRL_BYTES_MAX	(32 * 1024 * 1024)
#define CHAIN_MAX	3

struct revocation {
	char			*file;		/* "" : stated to be none */
	pthread_mutex_t		 lock;		/* of what follows */
	STACK_OF(X509_CRL)	*lists;		/* NULL: not read */
	struct leads		*free;		/* who is on none of them */
	struct stat		 seen;		/* the file they are from */
};

enum reason
revocation_open(const char *crl_file, struct revocation **out)
{
	struct revocation	*r;

	if ((r = calloc(1, sizeof(*r))) == NULL ||
	    (r->file = strdup(crl_file)) == NULL ||
	    pthread_mutex_init(&r->lock, NULL) != 0) {
		if (r != NULL)
			free(r->file);
		free(r);
		return fail(REASON_MEMORY, "revocation lists");
	}
	*out = r;
	return OK;
}

static void
drop_lists(struct revocation *r)
{
	sk_X509_CRL_pop_free(r->lists, X509_CRL_free);
	r->lists = NULL;
	leads_free(&r->free);
}

void
revocation_free(struct revocation **r)
{
	if (*r == NULL)
		return;
	drop_lists(*r);
	(void)pthread_mutex_destroy(&(*r)->lock);
	free((*r)->file);
	free(*r);
	*r = NULL;
}

/* Takes the lists out of what was read; a file without any is a fault. */
static enum reason
take_lists(STACK_OF(X509_INFO) *all, STACK_OF(X509_CRL) *lists)
{
	X509_INFO	*one;
	int		 i;

	for (i = 0; i < sk_X509_INFO_num(all); i++) {
		one = sk_X509_INFO_value(all, i);
		if (one->crl == NULL)
			continue;
		/* RFC 5280 asks for it; without it no list is ever stale. */
		if (X509_CRL_get0_nextUpdate(one->crl) == NULL)
			return fail(REASON_KEY, "a list without nextUpdate");
		if (sk_X509_CRL_push(lists, one->crl) <= 0)
			return fail(REASON_MEMORY, "revocation lists");
		one->crl = NULL;
	}
	return sk_X509_CRL_num(lists) > 0 ? OK :
	    fail(REASON_KEY, "no revocation list in the file");
}

static enum reason
read_lists(struct revocation *r)
{
	struct buf		 pem = BUF_INIT(CRL_BYTES_MAX);
	STACK_OF(X509_INFO)	*all = NULL;
	BIO			*bio = NULL;
	enum reason		 why;

	drop_lists(r);
	if ((why = buf_read_file(&pem, r->file)) != OK)
		goto out;
	if ((bio = BIO_new_mem_buf(buf_text(&pem), (int)pem.len)) != NULL)
		all = PEM_X509_INFO_read_bio(bio, NULL, NULL, NULL);
	if ((r->lists = sk_X509_CRL_new_null()) == NULL || bio == NULL ||
	    (r->free = leads_new()) == NULL)
		why = fail(REASON_MEMORY, "revocation lists");
	else
		why = take_lists(all, r->lists);
	if (why != OK)
		drop_lists(r);
out:
	ERR_clear_error();
	sk_X509_INFO_pop_free(all, X509_INFO_free);
	BIO_free(bio);
	buf_free(&pem);
	return why;
}

static bool
is_same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino &&
	    a->st_size == b->st_size &&
	    a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
	    a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* With the lock held.  What was read is of no use once the file is gone. */
static enum reason
refresh(struct revocation *r)
{
	struct stat	 now;
	enum reason	 why;

	if (stat(r->file, &now) == -1) {
		drop_lists(r);
		return fail(REASON_FILE_READ, "the revocation lists cannot be "
		    "read");
	}
	if (r->lists != NULL && is_same_file(&r->seen, &now))
		return OK;
	if ((why = read_lists(r)) == OK)
		r->seen = now;
	return why;
}

/* What went wrong on the way, as X509_V_ERR_*; 0 is nothing. */
struct answer {
	int	 fault;
	bool	 revoked;
};

/*
 * Of an anchor that is no root nobody here can have a list: its issuer is not
 * in the trust file, whose word on it stands.
 */
static bool
is_list_of_anchor(X509_STORE_CTX *ctx, int error)
{
	int	 depth = X509_STORE_CTX_get_error_depth(ctx);

	return (error == X509_V_ERR_UNABLE_TO_GET_CRL ||
	    error == X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER) && depth > 0 &&
	    depth == sk_X509_num(X509_STORE_CTX_get0_chain(ctx)) - 1 &&
	    (X509_get_extension_flags(X509_STORE_CTX_get_current_cert(ctx)) &
	    EXFLAG_SI) == 0;
}

/* Goes on past a stale list: that it names the certificate still counts. */
static int
note(int good, X509_STORE_CTX *ctx)
{
	struct answer	*a = X509_STORE_CTX_get_app_data(ctx);
	int		 error = X509_STORE_CTX_get_error(ctx);

	if (good)
		return good;
	if (is_list_of_anchor(ctx, error))
		return 1;
	if (error == X509_V_ERR_CERT_REVOKED) {
		a->revoked = true;
		return 0;
	}
	if (a->fault == 0)
		a->fault = error;
	return error == X509_V_ERR_CRL_HAS_EXPIRED ||
	    error == X509_V_ERR_CRL_NOT_YET_VALID;
}

/* The whole chain again, this time with the lists. */
static void
ask(STACK_OF(X509_CRL) *lists, X509 *cert, X509_STORE *anchors, time_t now,
    struct answer *a)
{
	X509_STORE_CTX	*ctx = X509_STORE_CTX_new();

	a->fault = X509_V_ERR_OUT_OF_MEM;
	a->revoked = false;
	if (ctx == NULL || X509_STORE_CTX_init(ctx, anchors, cert, NULL) != 1)
		goto out;
	a->fault = 0;
	X509_STORE_CTX_set0_crls(ctx, lists);
	X509_VERIFY_PARAM_set_time(X509_STORE_CTX_get0_param(ctx), now);
	X509_STORE_CTX_set_flags(ctx, X509_V_FLAG_X509_STRICT |
	    X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_CRL_CHECK |
	    X509_V_FLAG_CRL_CHECK_ALL);
	X509_STORE_CTX_set_depth(ctx, CHAIN_MAX);
	X509_STORE_CTX_set_app_data(ctx, a);
	X509_STORE_CTX_set_verify_cb(ctx, note);
	if (X509_verify_cert(ctx) != 1 && a->fault == 0 && !a->revoked)
		a->fault = X509_STORE_CTX_get_error(ctx) != X509_V_OK ?
		    X509_STORE_CTX_get_error(ctx) : X509_V_ERR_UNSPECIFIED;
out:
	X509_STORE_CTX_free(ctx);
	ERR_clear_error();
}

/* The time round now in which nothing that counts begins or ends. */
struct span {
	time_t	 now, from, until;
};

/* False at the very moment, and for a time that cannot be read. */
static bool
narrow(struct span *s, const ASN1_TIME *edge)
{
	time_t	 at;

	if (!asn1_time_get(edge, &at) || at == s->now)
		return false;
	if (at < s->now && at >= s->from)
		s->from = at + 1;
	if (at > s->now && at < s->until)
		s->until = at;
	return true;
}

static bool
narrow_to_cert(struct span *s, const X509 *x)
{
	return narrow(s, X509_get0_notBefore(x)) &&
	    narrow(s, X509_get0_notAfter(x));
}

static bool
narrow_to_anchors(struct span *s, X509_STORE *anchors)
{
	STACK_OF(X509_OBJECT)	*all = X509_STORE_get0_objects(anchors);
	const X509		*x;
	bool			 good = X509_STORE_lock(anchors) == 1;
	int			 i;

	if (!good)
		return false;
	for (i = 0; good && i < sk_X509_OBJECT_num(all); i++) {
		x = X509_OBJECT_get0_X509(sk_X509_OBJECT_value(all, i));
		good = x == NULL || narrow_to_cert(s, x);
	}
	(void)X509_STORE_unlock(anchors);
	return good;
}

/* All of them, for each time decides which list and which anchor are taken. */
static void
keep(struct revocation *r, const struct cert *cert, X509_STORE *anchors,
    time_t now)
{
	struct span	 s = { now, 0, INT64_MAX };
	X509_CRL	*list;
	int		 i;

	for (i = 0; i < sk_X509_CRL_num(r->lists); i++) {
		list = sk_X509_CRL_value(r->lists, i);
		if (!narrow(&s, X509_CRL_get0_lastUpdate(list)) ||
		    !narrow(&s, X509_CRL_get0_nextUpdate(list)))
			return;
	}
	if (narrow_to_cert(&s, cert_x509(cert)) &&
	    narrow_to_anchors(&s, anchors))
		leads_add(r->free, cert, s.from, s.until);
}

/* With the lock held. */
static void
ask_once(struct revocation *r, const struct cert *cert, X509_STORE *anchors,
    time_t now, struct answer *a)
{
	unsigned long	 before = ossl_memory_refusals();

	if (leads_hold(r->free, cert, now))
		return;
	ask(r->lists, cert_x509(cert), anchors, now, a);
	if (!a->revoked && a->fault == 0 && ossl_memory_refusals() == before)
		keep(r, cert, anchors, now);
}

/* Until when the list of the certificate's issuer is good; for the detail. */
static void
find_next(STACK_OF(X509_CRL) *lists, X509 *cert, char day[CLOCK_DATE_BYTES])
{
	X509_CRL	*list;
	time_t		 next;
	int		 i;

	day[0] = '\0';
	for (i = 0; i < sk_X509_CRL_num(lists); i++) {
		list = sk_X509_CRL_value(lists, i);
		if (X509_NAME_cmp(X509_CRL_get_issuer(list),
		    X509_get_issuer_name(cert)) == 0 &&
		    asn1_time_get(X509_CRL_get0_nextUpdate(list), &next))
			clock_date(next, day);
	}
}

void
revocation_check(struct revocation *r, const struct cert *cert,
    X509_STORE *anchors, time_t now, struct check_list *list)
{
	struct answer	 a = { 0, false };
	enum reason	 why;
	char		 day[CLOCK_DATE_BYTES] = "";

	if (r == NULL) {
		check_not_done(list, CHECK_REVOCATION,
		    "no source of revocation is configured");
		return;
	}
	if (*r->file == '\0') {
		check_not_needed(list, CHECK_REVOCATION, "the operator states "
		    "that the authority publishes no revocation list");
		return;
	}
	(void)pthread_mutex_lock(&r->lock);
	if ((why = refresh(r)) == OK) {
		ask_once(r, cert, anchors, now, &a);
		find_next(r->lists, cert_x509(cert), day);
	}
	(void)pthread_mutex_unlock(&r->lock);
	if (why != OK)
		check_not_done(list, CHECK_REVOCATION, "%s: %s",
		    reason_info(why)->code, why == REASON_FILE_READ ?
		    "the revocation lists cannot be read" : fail_detail());
	else if (a.revoked)
		check_failed(list, CHECK_REVOCATION,
		    "on its authority's revocation list");
	else if (a.fault != 0)
		check_not_done(list, CHECK_REVOCATION, "%s",
		    X509_verify_cert_error_string(a.fault));
	else
		check_passed(list, CHECK_REVOCATION, "by a list that is good "
		    "until %s", day);
}
