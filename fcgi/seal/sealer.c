/* Making a seal signature (签章, GB/T 38540-2020 clause 7.2). */
#include <openssl/err.h>

#include <stdlib.h>

#include "seal/seal_private.h"
#include "seal/sealer.h"
#include "seal/ses_value.h"
#include "seal/ses_write.h"
#include "seal/trust.h"

struct sealer {
	const struct seal	*seal;
	const struct key	*key;
	const struct cert	*signer;
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

enum reason
sealer_stamp(const struct sealer *s, const unsigned char hash[SM3_BYTES],
    const char *property_info, time_t when, struct buf *out)
{
	SES_STAMP	*ses;
	enum reason	 why;

	if ((why = check_times(s, when)) != OK)
		return why;
	if ((ses = SES_STAMP_new()) == NULL)
		return fail(REASON_MEMORY, "seal signature");
	if ((why = put_tbs(ses->tbs, s, hash, property_info, when)) == OK &&
	    (why = ses_put_signature(ASN1_ITEM_rptr(SES_TBS), ses->tbs,
	    s->key, s->signer, ses->cert, &ses->algorithm, ses->value)) == OK)
		why = ses_append(ASN1_ITEM_rptr(SES_STAMP), ses, out);
	ses->tbs->seal = NULL;
	SES_STAMP_free(ses);
	return why;
}
