/* One X.509 certificate, from inside a document. */
#include <openssl/bn.h>
#include <openssl/objects.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "document/algorithm.h"
#include "document/base64.h"
#include "document/signer_cert.h"
#include "seal/asn1_time.h"
#include "seal/cert.h"
#include "seal/cert_known.h"
#include "seal/ossl_memory.h"

#define CERTIFICATE_MAX	16384

/* The certificate itself is in force, too. */
const struct chain_rules	 signer_cert_rules = {
	.flags = X509_V_FLAG_X509_STRICT,
	.between = 3,
	.own_time = true,
};

/* One certificate, nothing before or after it. */
static enum reason
decode(const char *base64, struct cert **cert)
{
	struct buf	 der = BUF_INIT(CERTIFICATE_MAX);
	enum reason	 why;

	if ((why = base64_read(base64, &der)) == OK)
		why = cert_known_from_der(der.data, der.len, cert);
	buf_free(&der);
	return why == OK || why == REASON_MEMORY ? why :
	    fail(why, "not a certificate");
}

/* Purposes that belong to one protocol: their keys are not for documents. */
static bool
is_protocol_purpose(const ASN1_OBJECT *purpose)
{
	switch (OBJ_obj2nid(purpose)) {
	case NID_server_auth:
	case NID_client_auth:
	case NID_OCSP_sign:
	case NID_time_stamp:
		return true;
	default:
		return false;
	}
}

/* No extendedKeyUsage leaves all purposes; one that cannot be read, none. */
static bool
purposes_fit(const X509 *cert)
{
	EXTENDED_KEY_USAGE	*purposes;
	bool			 fits = false;
	int			 i, critical;

	purposes = X509_get_ext_d2i(cert, NID_ext_key_usage, &critical, NULL);
	if (purposes == NULL)
		return critical == -1;
	for (i = 0; i < sk_ASN1_OBJECT_num(purposes); i++)
		fits |= !is_protocol_purpose(sk_ASN1_OBJECT_value(purposes, i));
	EXTENDED_KEY_USAGE_free(purposes);
	return fits;
}

const char *
signer_cert_misuse(X509 *cert)
{
	uint32_t	 flags = X509_get_extension_flags(cert);

	if ((flags & EXFLAG_INVALID) != 0)
		return "its extensions cannot be read";
	if ((flags & EXFLAG_CA) != 0)
		return "an authority's own certificate";
	if ((flags & EXFLAG_KUSAGE) == 0 ||
	    (X509_get_key_usage(cert) & KU_DIGITAL_SIGNATURE) == 0)
		return "keyUsage without digitalSignature";
	if (!purposes_fit(cert))
		return "extendedKeyUsage for other purposes only";
	return NULL;
}

static void
read_name(const X509_NAME *name, char *out, size_t size)
{
	BIO	*bio = BIO_new(BIO_s_mem());
	int	 len = 0;

	if (bio != NULL && X509_NAME_print_ex(bio, name, 0,
	    XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) > 0)
		len = BIO_read(bio, out, (int)size - 1);
	out[len > 0 ? len : 0] = '\0';
	text_trim_cut(out);
	BIO_free(bio);
}

static void
read_serial(X509 *cert, char *out, size_t size)
{
	BIGNUM	*n = ASN1_INTEGER_to_BN(X509_get0_serialNumber(cert), NULL);
	char	*hex = n == NULL ? NULL : BN_bn2hex(n);

	snprintf(out, size, "%s", hex == NULL ? "" : hex);
	OPENSSL_free(hex);
	BN_free(n);
}

static void
describe(X509 *cert, const char *method, struct signed_by *s)
{
	memset(s, 0, sizeof(*s));
	read_name(X509_get_subject_name(cert), s->subject,
	    sizeof(s->subject));
	read_name(X509_get_issuer_name(cert), s->issuer, sizeof(s->issuer));
	read_serial(cert, s->serial, sizeof(s->serial));
	snprintf(s->method, sizeof(s->method), "%s", method);
	(void)asn1_time_get(X509_get0_notBefore(cert), &s->valid_from);
	(void)asn1_time_get(X509_get0_notAfter(cert), &s->valid_until);
}

static enum reason
judge(const struct cert *cert, const char *method, struct chains *anchors,
    time_t now)
{
	xmlSecTransformId	 fit;
	const char		*misuse;
	enum reason		 why;

	if ((why = chains_check(anchors, cert, now, NULL)) != OK)
		return why;
	if ((misuse = signer_cert_misuse(cert_x509(cert))) != NULL)
		return fail(REASON_SEAL_CERT_USAGE, "%s", misuse);
	if (algorithm_for_key(cert_key(cert), &fit) != OK ||
	    strcmp(method, (const char *)fit->href) != 0)
		return fail(REASON_KEY, "its key does not fit the signature "
		    "method");
	return OK;
}

bool
signer_cert_check(struct check_list *list, const char *base64,
    const char *method, struct chains *anchors, time_t now, struct cert **out,
    struct signed_by *by)
{
	unsigned long	 before = ossl_memory_refusals();
	struct cert	*cert = NULL;
	enum reason	 why;

	memset(by, 0, sizeof(*by));
	if ((why = decode(base64, &cert)) == OK) {
		describe(cert_x509(cert), method, by);
		why = judge(cert, method, anchors, now);
	}
	if (why == OK) {
		check_passed(list, CHECK_SIGNER, "%s", by->subject);
		*out = cert;
		return true;
	}
	if (ossl_memory_refusals() != before)
		why = fail(REASON_MEMORY, "certificate");
	if (why == REASON_MEMORY)
		check_not_done(list, CHECK_SIGNER, "%s: %s",
		    reason_info(why)->code, fail_detail());
	else
		check_failed(list, CHECK_SIGNER, "%s%s%s", by->subject,
		    cert != NULL ? ": " : "", fail_detail());
	memset(by, 0, sizeof(*by));
	cert_free(&cert);
	return false;
}
