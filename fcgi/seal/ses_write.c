#include <openssl/err.h>
#include <openssl/objects.h>

#include <limits.h>
#include <string.h>

#include "seal/asn1_time.h"
#include "seal/cert.h"
#include "seal/ses_write.h"

bool
ses_put_text(ASN1_STRING *out, const char *text)
{

	return ASN1_STRING_set(out, text, -1) == 1;
}

bool
ses_put_time(ASN1_GENERALIZEDTIME **out, time_t when)
{

	ASN1_GENERALIZEDTIME_free(*out);
	return (*out = asn1_time_new(when)) != NULL;
}

bool
ses_put_cert(ASN1_OCTET_STRING *out, const struct cert *c)
{
	const unsigned char	*der;
	size_t			 len;

	der = cert_der(c, &len);
	return ASN1_OCTET_STRING_set(out, der, (int)len) == 1;
}

bool
ses_put_bits(ASN1_BIT_STRING *out, const void *bytes, size_t len)
{

	if (len > INT_MAX || ASN1_STRING_set(out, bytes, (int)len) != 1)
		return false;
	/* Otherwise OpenSSL cuts off zero bits at the end. */
	out->flags &= ~(ASN1_STRING_FLAG_BITS_LEFT | 7);
	out->flags |= ASN1_STRING_FLAG_BITS_LEFT;
	return true;
}

enum reason
ses_encode(const ASN1_ITEM *type, const void *item, unsigned char **der,
    size_t *len)
{
	int	 n;

	*der = NULL;
	*len = 0;
	n = ASN1_item_i2d(item, der, type);
	ERR_clear_error();
	if (n <= 0)
		return fail(REASON_MEMORY, "DER of a seal");
	*len = (size_t)n;
	return OK;
}

enum reason
ses_append(const ASN1_ITEM *type, const void *item, struct buf *out)
{
	unsigned char	*der;
	enum reason	 why;
	size_t		 len;

	if ((why = ses_encode(type, item, &der, &len)) != OK)
		return why;
	why = buf_add(out, der, len);
	OPENSSL_free(der);
	return why;
}

enum reason
ses_put_signed(const unsigned char *sig, size_t sig_len, const struct cert *c,
    ASN1_OCTET_STRING *cert, ASN1_OBJECT **algorithm, ASN1_BIT_STRING *value)
{

	ASN1_OBJECT_free(*algorithm);
	*algorithm = OBJ_nid2obj(NID_SM2_with_SM3);
	if (!ses_put_cert(cert, c) || !ses_put_bits(value, sig, sig_len))
		return fail(REASON_MEMORY, "signature");
	return OK;
}

enum reason
ses_put_signature(const ASN1_ITEM *type, const void *item,
    const struct key *k, const struct cert *c, ASN1_OCTET_STRING *cert,
    ASN1_OBJECT **algorithm, ASN1_BIT_STRING *value)
{
	unsigned char	*der, sig[KEY_SIGNATURE_MAX];
	size_t		 len, sig_len;
	enum reason	 why;

	if ((why = ses_encode(type, item, &der, &len)) != OK)
		return why;
	why = key_sign(k, der, len, sig, &sig_len);
	OPENSSL_free(der);
	return why != OK ? why :
	    ses_put_signed(sig, sig_len, c, cert, algorithm, value);
}
