/* Making a seal signature (签章, GB/T 38540-2020 clause 7.2). */
#include <openssl/err.h>

#include <stdlib.h>
#include <string.h>

#include "base/metrics.h"
#include "seal/seal_private.h"
#include "seal/sealer.h"
#include "seal/ses_value.h"
#include "seal/ses_write.h"
#include "seal/trust.h"

struct sealer {
	const struct seal	*seal;
	const struct key	*key;
	const struct cert	*signer;
	unsigned char		*start;		/* of TBS_Sign in DER */
	size_t			 start_len;
	struct key_begun	*begun;		/* NULL: none was digested */
};

static enum reason
check_chains(const struct seal *seal, const struct cert *signer,
    const struct trust *trust, time_t now)
{
	enum reason	 why;

	if (trust == NULL)
		return OK;
	if ((why = trust_check_chain(trust, seal_maker(seal), now)) != OK ||
	    (why = trust_check_chain(trust, signer, now)) != OK ||
	    !trust_has_lists(trust))
		return why;
	if ((why = trust_check_revoked(trust, seal_maker(seal), now,
	    now)) != OK)
		return why;
	return trust_check_revoked(trust, signer, now, now);
}

enum reason
sealer_open(const struct seal *seal, const struct key *key,
    const struct cert *signer, const struct trust *trust, time_t now,
    struct sealer **out)
{
	enum reason	 why;

	if (seal_facts(seal)->version != SEAL_VERSION)
		return fail(REASON_SEAL_VERSION, "version %d is read, not "
		    "written", seal_facts(seal)->version);
	if (key_kind(key) != KEY_SM2)
		return fail(REASON_SEAL_ALGORITHM, "the signer's key");
	if ((why = seal_check_signature(seal)) != OK ||
	    (why = cert_check_usage(seal_maker(seal))) != OK ||
	    (why = key_check_cert(key, signer)) != OK ||
	    (why = cert_check_usage(signer)) != OK ||
	    (why = seal_check_signer(seal, signer)) != OK ||
	    (why = check_chains(seal, signer, trust, now)) != OK)
		return why;
	if ((*out = calloc(1, sizeof(**out))) == NULL)
		return fail(REASON_MEMORY, "sealer");
	(*out)->seal = seal;
	(*out)->key = key;
	(*out)->signer = signer;
	return OK;
}

void
sealer_close(struct sealer **s)
{

	if (*s == NULL)
		return;
	key_begun_free(&(*s)->begun);
	OPENSSL_free((*s)->start);
	free(*s);
	*s = NULL;
}

/* The template's own empty seal gives way to ours, which is only lent. */
static enum reason
put_tbs(SES_TBS *tbs, const struct sealer *s,
    const unsigned char hash[SM3_BYTES], const char *property_info,
    time_t when)
{
	char		 checked[SES_PROPERTY_MAX + 1];
	enum reason	 why;

	SES_SEAL_free(tbs->seal);
	tbs->seal = s->seal->ses;
	if (ASN1_INTEGER_set(tbs->version, SEAL_VERSION) != 1 ||
	    !ses_put_time(&tbs->time, when) ||
	    !ses_put_bits(tbs->data_hash, hash, SM3_BYTES) ||
	    !ses_put_text(tbs->property_info, property_info)) {
		ERR_clear_error();
		return fail(REASON_MEMORY, "seal signature");
	}
	why = ses_text(tbs->property_info, "propertyInfo", checked,
	    SES_PROPERTY_MAX);
	return why;
}

static enum reason
check_times(const struct sealer *s, time_t when)
{
	enum reason	 why;

	if ((why = seal_check_period(s->seal, when)) != OK)
		return why;
	if (when < seal_facts(s->seal)->created)
		return fail(REASON_SEAL_TIME, "the seal was made later");
	if ((why = cert_check_time(seal_maker(s->seal), when)) != OK)
		return fail(why, "maker: %s", fail_detail());
	if ((why = cert_check_time(s->signer, when)) != OK)
		return fail(why, "signer: %s", fail_detail());
	return OK;
}

/* Where the fields after the seal begin: time, dataHash, propertyInfo. */
static size_t
start_of(const SES_TBS *tbs, size_t len)
{
	size_t	 rest;

	rest = (size_t)i2d_ASN1_GENERALIZEDTIME(tbs->time, NULL) +
	    (size_t)i2d_ASN1_BIT_STRING(tbs->data_hash, NULL) +
	    (size_t)i2d_ASN1_IA5STRING(tbs->property_info, NULL);
	return len - rest;
}

enum reason
sealer_begin(struct sealer *s, const char *property_info)
{
	static const unsigned char	 any[SM3_BYTES];
	SES_TBS				*tbs;
	size_t				 len;
	enum reason			 why;

	if ((tbs = SES_TBS_new()) == NULL)
		return fail(REASON_MEMORY, "seal signature");
	key_begun_free(&s->begun);
	OPENSSL_free(s->start);
	s->start = NULL;
	if ((why = put_tbs(tbs, s, any, property_info, 0)) == OK &&
	    (why = ses_encode(ASN1_ITEM_rptr(SES_TBS), tbs, &s->start,
	    &len)) == OK) {
		s->start_len = start_of(tbs, len);
		why = key_begin(s->key, s->start, s->start_len, &s->begun);
	}
	tbs->seal = NULL;
	SES_TBS_free(tbs);
	return why;
}

static bool
is_begun(const struct sealer *s, const unsigned char *der, size_t len)
{

	return s->begun != NULL && len > s->start_len &&
	    memcmp(der, s->start, s->start_len) == 0;
}

static enum reason
sign(const struct sealer *s, SES_STAMP *ses)
{
	unsigned char	*der, sig[KEY_SIGNATURE_MAX];
	size_t		 len, sig_len;
	enum reason	 why;

	if ((why = ses_encode(ASN1_ITEM_rptr(SES_TBS), ses->tbs, &der,
	    &len)) != OK)
		return why;
	/* Kept by it, so that what is written is what was signed. */
	ses->tbs->enc.enc = der;
	ses->tbs->enc.len = (long)len;
	ses->tbs->enc.modified = 0;
	if (is_begun(s, der, len))
		why = key_sign_rest(s->begun, der + s->start_len,
		    len - s->start_len, sig, &sig_len);
	else
		why = key_sign(s->key, der, len, sig, &sig_len);
	return why != OK ? why : ses_put_signed(sig, sig_len, s->signer,
	    ses->cert, &ses->algorithm, ses->value);
}

enum reason
sealer_stamp(const struct sealer *s, const unsigned char hash[SM3_BYTES],
    const char *property_info, time_t when, struct buf *out)
{
	SES_STAMP	*ses;
	enum reason	 why;
	METRICS_STAGE(STAGE_SIGN);

	if ((why = check_times(s, when)) != OK)
		return why;
	if ((ses = SES_STAMP_new()) == NULL)
		return fail(REASON_MEMORY, "seal signature");
	if ((why = put_tbs(ses->tbs, s, hash, property_info, when)) == OK &&
	    (why = sign(s, ses)) == OK)
		why = ses_append(ASN1_ITEM_rptr(SES_STAMP), ses, out);
	ses->tbs->seal = NULL;
	SES_STAMP_free(ses);
	if (why == OK)
		metrics_add(COUNT_SEALED, 1);
	return why;
}
