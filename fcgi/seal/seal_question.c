/* What is asked of one seal when it is used and when it is verified. */
#include <string.h>

#include "base/clock.h"
#include "seal/cert_known.h"
#include "seal/proven.h"
#include "seal/seal_private.h"
#include "seal/ses_value.h"
#include "seal/sm2.h"

static bool
is_listed_whole(const STACK_OF(ASN1_OCTET_STRING) *list, const struct cert *c)
{
	const unsigned char	*der;
	const ASN1_OCTET_STRING	*one;
	size_t			 len;
	int			 i;

	der = cert_der(c, &len);
	for (i = 0; i < sk_ASN1_OCTET_STRING_num(list); i++) {
		one = sk_ASN1_OCTET_STRING_value(list, i);
		if ((size_t)ASN1_STRING_length(one) == len &&
		    memcmp(ASN1_STRING_get0_data(one), der, len) == 0)
			return true;
	}
	return false;
}

/*
 * The standard does not fix the word for the digest (GM/T 0031-2025: "self
 * defined"), so the SM3 of the certificate is looked for whatever it is called.
 */
static enum reason
is_listed_by_digest(const STACK_OF(SES_CERT_DIGEST) *list,
    const struct cert *c, bool *listed)
{
	const unsigned char	*der;
	const ASN1_OCTET_STRING	*one;
	unsigned char		 digest[SM3_BYTES];
	size_t			 len;
	enum reason		 why;
	int			 i;

	*listed = false;
	der = cert_der(c, &len);
	if ((why = sm3(der, len, digest)) != OK)
		return why;
	for (i = 0; i < sk_SES_CERT_DIGEST_num(list); i++) {
		one = sk_SES_CERT_DIGEST_value(list, i)->value;
		if (ASN1_STRING_length(one) == SM3_BYTES &&
		    memcmp(ASN1_STRING_get0_data(one), digest, SM3_BYTES) == 0)
			*listed = true;
	}
	return OK;
}

enum reason
seal_check_signer(const struct seal *s, const struct cert *c)
{
	const SES_PROPERTY	*p = s->ses->info->property;
	enum reason		 why;
	bool			 listed;

	if (!s->facts.by_digest)
		listed = is_listed_whole(p->list.certs, c);
	else if ((why = is_listed_by_digest(p->list.digests, c,
	    &listed)) != OK)
		return why;
	if (!listed)
		return fail(REASON_SEAL_SIGNER, "not among the %zu signers",
		    s->facts.signers);
	return OK;
}

enum reason
seal_check_period(const struct seal *s, time_t at)
{
	char	 day[CLOCK_DATE_BYTES];

	if (at < s->facts.valid_from) {
		clock_date(s->facts.valid_from, day);
		return fail(REASON_SEAL_NOT_YET, "in force from %s", day);
	}
	if (at > s->facts.valid_until) {
		clock_date(s->facts.valid_until, day);
		return fail(REASON_SEAL_EXPIRED, "in force until %s", day);
	}
	return OK;
}

enum reason
seal_check_signature(const struct seal *s)
{
	const ASN1_ENCODING	*signed_bytes = &s->ses->info->enc;
	const struct proof	 proof = {
		s->maker,
		signed_bytes->enc, (size_t)signed_bytes->len,
		s->ses->value->data, (size_t)s->ses->value->length,
	};
	enum reason		 why;

	if ((why = ses_algorithm(s->ses->algorithm)) != OK ||
	    proven_before(&proof))
		return why;
	why = sm2_verify(cert_key(s->maker), proof.bytes, proof.len,
	    proof.sig, proof.sig_len);
	/* Nobody's own seals push out those of the makers that we know. */
	if (why == OK && cert_is_known(s->maker))
		proven_add(&proof);
	return why;
}
