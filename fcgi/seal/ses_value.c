#include <openssl/err.h>
#include <openssl/objects.h>

#include <string.h>

#include "base/text.h"
#include "seal/asn1_time.h"
#include "seal/cert_known.h"
#include "seal/limits.h"
#include "seal/ses_value.h"

static bool
is_printable_ascii(const char *p, int len)
{
	int	 i;

	for (i = 0; i < len; i++)
		if (p[i] < 0x20 || p[i] > 0x7e)
			return false;
	return true;
}

bool
ses_is_clean(const char *text, size_t len)
{
	uint32_t	 c;

	if (!text_is_utf8(text, len))
		return false;
	while ((c = text_next(&text)) != 0)
		if (!text_is_shown(c))
			return false;
	return true;
}

enum reason
ses_text(const ASN1_STRING *in, const char *field, char *out, size_t max)
{
	int	 len = ASN1_STRING_length(in);
	bool	 good;

	if ((size_t)len > max)
		return fail(REASON_SEAL_LIMIT, "%s: %d bytes; %zu at most",
		    field, len, max);
	if (len > 0)
		memcpy(out, ASN1_STRING_get0_data(in), (size_t)len);
	out[len] = '\0';
	good = ASN1_STRING_type(in) == V_ASN1_UTF8STRING ?
	    ses_is_clean(out, (size_t)len) :
	    is_printable_ascii(out, len);
	if (!good)
		return fail(REASON_SEAL_VALUE, "%s: characters that may not "
		    "be there", field);
	return OK;
}

enum reason
ses_number(const ASN1_INTEGER *in, const char *field, int min, int max,
    int *out)
{
	int64_t	 n;

	if (ASN1_INTEGER_get_int64(&n, in) != 1) {
		ERR_clear_error();
		return fail(REASON_SEAL_LIMIT, "%s: a number of %d bytes",
		    field, ASN1_STRING_length(in));
	}
	if (n < min || n > max)
		return fail(REASON_SEAL_VALUE, "%s: not within %d to %d",
		    field, min, max);
	*out = (int)n;
	return OK;
}

enum reason
ses_time(const ASN1_GENERALIZEDTIME *in, const char *field, time_t *out)
{

	if (!asn1_time_get(in, out))
		return fail(REASON_SEAL_VALUE, "%s: not a time", field);
	return OK;
}

enum reason
ses_cert(const ASN1_OCTET_STRING *in, const char *field, struct cert **out)
{
	enum reason	 why;

	why = cert_known_from_der(ASN1_STRING_get0_data(in),
	    (size_t)ASN1_STRING_length(in), out);
	if (why != OK)
		return fail(why, "%s: %s", field, fail_detail());
	return OK;
}

enum reason
ses_bits(const ASN1_BIT_STRING *in, const char *field, int max)
{
	int	 len = ASN1_STRING_length(in);

	if (len > max)
		return fail(REASON_SEAL_LIMIT, "%s: %d bytes; %d at most",
		    field, len, max);
	if (len == 0 || (in->flags & 7) != 0)
		return fail(REASON_SEAL_VALUE, "%s: empty or with unused bits",
		    field);
	return OK;
}

static enum reason
check_ext(const SES_EXT *ext, const char *field)
{

	if (ASN1_STRING_length(ext->value) > SES_EXT_BYTES_MAX)
		return fail(REASON_SEAL_LIMIT, "%s: %d bytes; %d at most",
		    field, ASN1_STRING_length(ext->value), SES_EXT_BYTES_MAX);
	return OK;
}

enum reason
ses_exts(const STACK_OF(SES_EXT) *standard, const STACK_OF(SES_EXT) *seen,
    const char *field)
{
	const STACK_OF(SES_EXT)	*all = standard != NULL ? standard : seen;
	enum reason		 why;
	int			 i;

	if (standard != NULL && seen != NULL)
		return fail(REASON_SEAL_LAYOUT, "%s: there twice", field);
	if (sk_SES_EXT_num(all) > SES_EXT_MAX)
		return fail(REASON_SEAL_LIMIT, "%s: %d entries; %d at most",
		    field, sk_SES_EXT_num(all), SES_EXT_MAX);
	for (i = 0; i < sk_SES_EXT_num(all); i++)
		if ((why = check_ext(sk_SES_EXT_value(all, i), field)) != OK)
			return why;
	return OK;
}

enum reason
ses_algorithm(const ASN1_OBJECT *oid)
{
	char	 text[80];

	if (OBJ_obj2nid(oid) == NID_SM2_with_SM3)
		return OK;
	if (OBJ_obj2txt(text, sizeof(text), oid, 1) <= 0)
		text[0] = '\0';
	return fail(REASON_SEAL_ALGORITHM, "algorithm %s", text);
}
