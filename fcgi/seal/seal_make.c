/* Making a seal (制章, GB/T 38540-2020 clause 6.2). */
#include <openssl/err.h>

#include "seal/seal_private.h"
#include "seal/sealer.h"
#include "seal/ses_write.h"

#define DIGEST_WORD	"SM3"	/* type of an entry: the standard sets none */

static enum reason
put_whole(STACK_OF(ASN1_OCTET_STRING) *list, const struct cert *c)
{
	ASN1_OCTET_STRING	*one;

	if ((one = ASN1_OCTET_STRING_new()) == NULL ||
	    !ses_put_cert(one, c) ||
	    sk_ASN1_OCTET_STRING_push(list, one) <= 0) {
		ASN1_OCTET_STRING_free(one);
		return fail(REASON_MEMORY, "list of signers");
	}
	return OK;
}

static enum reason
put_digest(STACK_OF(SES_CERT_DIGEST) *list, const struct cert *c)
{
	SES_CERT_DIGEST		*one;
	const unsigned char	*der;
	unsigned char		 digest[SM3_BYTES];
	size_t			 len;
	enum reason		 why;

	der = cert_der(c, &len);
	if ((why = sm3(der, len, digest)) != OK)
		return why;
	if ((one = SES_CERT_DIGEST_new()) == NULL ||
	    !ses_put_text(one->type, DIGEST_WORD) ||
	    ASN1_OCTET_STRING_set(one->value, digest, SM3_BYTES) != 1 ||
	    sk_SES_CERT_DIGEST_push(list, one) <= 0) {
		SES_CERT_DIGEST_free(one);
		return fail(REASON_MEMORY, "list of signers");
	}
	return OK;
}

/* certListType first: it says which member of the union is meant. */
static enum reason
put_list(SES_PROPERTY *p, const struct seal_order *o)
{
	enum reason	 why = OK;
	size_t		 i;

	if (ASN1_INTEGER_set(p->list_type, o->by_digest ? SES_LIST_DIGESTS :
	    SES_LIST_CERTS) != 1)
		return fail(REASON_MEMORY, "list of signers");
	if (o->by_digest)
		p->list.digests = sk_SES_CERT_DIGEST_new_null();
	else
		p->list.certs = sk_ASN1_OCTET_STRING_new_null();
	if (o->by_digest ? p->list.digests == NULL : p->list.certs == NULL)
		return fail(REASON_MEMORY, "list of signers");
	for (i = 0; i < o->signer_count && why == OK; i++)
		why = o->by_digest ?
		    put_digest(p->list.digests, o->signers[i]) :
		    put_whole(p->list.certs, o->signers[i]);
	return why;
}

static enum reason
put_info(SES_SEAL_INFO *info, const struct seal_order *o, time_t now)
{
	SES_PROPERTY	*p = info->property;
	SES_PICTURE	*pic = info->picture;
	enum reason	 why;

	if ((why = put_list(p, o)) != OK)
		return why;
	if (!ses_put_text(info->header->id, "ES") ||
	    ASN1_INTEGER_set(info->header->version, SEAL_VERSION) != 1 ||
	    !ses_put_text(info->header->vid, o->vid) ||
	    !ses_put_text(info->es_id, o->id) ||
	    ASN1_INTEGER_set(p->type, o->type) != 1 ||
	    !ses_put_text(p->name, o->name) ||
	    !ses_put_time(&p->created, now) ||
	    !ses_put_time(&p->valid_from, o->valid_from) ||
	    !ses_put_time(&p->valid_until, o->valid_until) ||
	    !ses_put_text(pic->type, o->picture_type) ||
	    ASN1_OCTET_STRING_set(pic->data, o->picture,
	    (int)o->picture_len) != 1 ||
	    ASN1_INTEGER_set(pic->width, o->width_mm) != 1 ||
	    ASN1_INTEGER_set(pic->height, o->height_mm) != 1) {
		ERR_clear_error();
		return fail(REASON_MEMORY, "seal");
	}
	return OK;
}

static enum reason
check_maker(const struct key *k, const struct cert *c, time_t now)
{
	enum reason	 why;

	if (key_kind(k) != KEY_SM2)
		return fail(REASON_SEAL_ALGORITHM, "the maker's key");
	if ((why = key_check_cert(k, c)) != OK ||
	    (why = cert_check_time(c, now)) != OK)
		return why;
	return cert_check_usage(c);
}

/* What we write, we must be able to read. */
static enum reason
append_checked(const SES_SEAL *ses, struct buf *out)
{
	struct buf	 der = BUF_INIT(SES_BYTES_MAX);
	struct seal	*seal = NULL;
	enum reason	 why;

	if ((why = ses_append(ASN1_ITEM_rptr(SES_SEAL), ses, &der)) ==
	    REASON_TOO_LARGE)
		why = fail(REASON_SEAL_LIMIT, "%s", fail_detail());
	if (why == OK && (why = seal_read(der.data, der.len, &seal)) == OK)
		why = buf_add(out, der.data, der.len);
	seal_free(&seal);
	buf_free(&der);
	return why;
}

enum reason
seal_make(const struct seal_order *o, const struct key *maker,
    const struct cert *maker_cert, time_t now, struct buf *out)
{
	SES_SEAL	*ses;
	enum reason	 why;

	if ((why = check_maker(maker, maker_cert, now)) != OK)
		return why;
	if (o->picture_len > SES_PICTURE_MAX || o->signer_count > SES_LIST_MAX)
		return fail(REASON_SEAL_LIMIT, "picture of %zu bytes, %zu "
		    "signers", o->picture_len, o->signer_count);
	if ((ses = SES_SEAL_new()) == NULL)
		return fail(REASON_MEMORY, "seal");
	if ((why = put_info(ses->info, o, now)) == OK &&
	    (why = ses_put_signature(ASN1_ITEM_rptr(SES_SEAL_INFO), ses->info,
	    maker, maker_cert, ses->cert, &ses->algorithm, ses->value)) == OK)
		why = append_checked(ses, out);
	SES_SEAL_free(ses);
	return why;
}
