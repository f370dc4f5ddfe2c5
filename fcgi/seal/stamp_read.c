#include <openssl/err.h>

#include <stdlib.h>
#include <string.h>

#include "seal/seal_private.h"
#include "seal/ses_shape.h"
#include "seal/ses_value.h"

static enum reason
read_data_hash(const ASN1_BIT_STRING *in, struct stamp_facts *f)
{
	enum reason	 why;

	if ((why = ses_bits(in, "dataHash", SES_DIGEST_MAX)) != OK)
		return why;
	if (ASN1_STRING_length(in) != SM3_BYTES)
		return fail(REASON_SEAL_VALUE, "dataHash: %d bytes",
		    ASN1_STRING_length(in));
	memcpy(f->data_hash, ASN1_STRING_get0_data(in), SM3_BYTES);
	return OK;
}

static enum reason
read_tbs(const SES_TBS *tbs, struct stamp_facts *f)
{
	enum reason	 why;

	if ((why = ses_number(tbs->version, "version", 0, INT32_MAX,
	    &f->version)) != OK)
		return why;
	if (f->version != 4 && f->version != 5)
		return fail(REASON_SEAL_VERSION, "version %d", f->version);
	if ((why = ses_time(tbs->time, "timeInfo", &f->time)) != OK ||
	    (why = read_data_hash(tbs->data_hash, f)) != OK ||
	    (why = ses_text(tbs->property_info, "propertyInfo",
	    f->property_info, SES_PROPERTY_MAX)) != OK)
		return why;
	return ses_exts(tbs->ext, tbs->ext_untagged, "extDatas");
}

/* The seal is moved out of the decoded structure, which keeps its bytes. */
static enum reason
read_all(struct stamp *s)
{
	SES_STAMP	*ses = s->ses;
	SES_SEAL	*seal;
	enum reason	 why;

	if ((why = read_tbs(ses->tbs, &s->facts)) != OK ||
	    (why = ses_bits(ses->value, "signature", SES_VALUE_MAX)) != OK ||
	    (why = ses_cert(ses->cert, "signer certificate",
	    &s->signer)) != OK)
		return why;
	s->facts.has_timestamp = ses->timestamp != NULL;
	if (s->facts.has_timestamp && (why = ses_bits(ses->timestamp,
	    "timeStamp", SES_TIMESTAMP_MAX)) != OK)
		return why;
	seal = ses->tbs->seal;
	ses->tbs->seal = NULL;
	if ((why = seal_adopt(seal, &s->seal)) != OK)
		return fail(why, "seal: %s", fail_detail());
	if (seal_facts(s->seal)->version != s->facts.version)
		return fail(REASON_SEAL_VALUE, "version %d with a seal of "
		    "version %d", s->facts.version,
		    seal_facts(s->seal)->version);
	return OK;
}

enum reason
stamp_read(const void *der, size_t len, struct stamp **out)
{
	const unsigned char	*p = der;
	struct stamp		*s;
	enum reason		 why;

	if ((why = ses_shape_of(der, len, SES_KIND_STAMP)) != OK)
		return why;
	if ((s = calloc(1, sizeof(*s))) == NULL)
		return fail(REASON_MEMORY, "seal signature");
	s->ses = d2i_SES_STAMP(NULL, &p, (long)len);
	ERR_clear_error();
	why = s->ses != NULL ? read_all(s) : fail(REASON_SEAL_LAYOUT,
	    "the fields are not those of a seal signature");
	if (why != OK)
		stamp_free(&s);
	else
		*out = s;
	return why;
}

void
stamp_free(struct stamp **s)
{

	if (*s == NULL)
		return;
	SES_STAMP_free((*s)->ses);
	seal_free(&(*s)->seal);
	cert_free(&(*s)->signer);
	free(*s);
	*s = NULL;
}

const struct stamp_facts *
stamp_facts(const struct stamp *s)
{

	return &s->facts;
}

const struct seal *
stamp_seal(const struct stamp *s)
{

	return s->seal;
}

const struct cert *
stamp_signer(const struct stamp *s)
{

	return s->signer;
}

enum reason
stamp_check_signature(const struct stamp *s)
{
	const ASN1_ENCODING	*signed_bytes = &s->ses->tbs->enc;
	enum reason		 why;

	if ((why = ses_algorithm(s->ses->algorithm)) != OK)
		return why;
	return sm2_verify(cert_key(s->signer), signed_bytes->enc,
	    (size_t)signed_bytes->len, s->ses->value->data,
	    (size_t)s->ses->value->length);
}
