#include <openssl/asn1.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <string.h>
#include <time.h>

#include "document/client_cert.h"

#define RSA_BITS_MIN	3072

static enum reason
unfit(const char *why)
{
	return fail(REASON_BUREAU_CERT_UNFIT, "%s", why);
}

bool
client_key_is_p256(const EVP_PKEY *key)
{
	char	 group[32];
	size_t	 n;

	return EVP_PKEY_get_base_id(key) == EVP_PKEY_EC &&
	    EVP_PKEY_get_group_name(key, group, sizeof(group), &n) == 1 &&
	    strcmp(group, "prime256v1") == 0;
}

static bool
read_time(const ASN1_TIME *from, time_t *out)
{
	struct tm	 tm;

	if (ASN1_TIME_to_tm(from, &tm) != 1)
		return false;
	*out = timegm(&tm);
	return true;
}

static enum reason
describe(X509 *cert, struct client_cert *out)
{
	EVP_PKEY	*key = X509_get0_pubkey(cert);

	if (key == NULL || !(client_key_is_p256(key) ||
	    (EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA &&
	    EVP_PKEY_get_bits(key) >= RSA_BITS_MIN)))
		return unfit("its key");
	if (X509_check_ca(cert) != 0)
		return unfit("it is an authority's");
	if ((X509_get_key_usage(cert) & KU_DIGITAL_SIGNATURE) == 0)
		return unfit("not for digital signatures");
	if ((X509_get_extended_key_usage(cert) & XKU_SSL_CLIENT) == 0)
		return unfit("not for clients");
	if (!read_time(X509_get0_notBefore(cert), &out->valid_from) ||
	    !read_time(X509_get0_notAfter(cert), &out->valid_until))
		return unfit("its dates");
	out->can_sign = client_key_is_p256(key);
	return OK;
}

static enum reason
add_der(X509 *cert, struct buf *der)
{
	unsigned char	*bytes = NULL;
	int		 len = i2d_X509(cert, &bytes);
	enum reason	 why;

	why = len <= 0 ? fail(REASON_MEMORY, "certificate") :
	    buf_add(der, bytes, (size_t)len);
	OPENSSL_free(bytes);
	return why;
}

enum reason
client_cert_read(const struct buf *pem, struct buf *der,
    struct client_cert *out)
{
	BIO		*in = BIO_new_mem_buf(pem->data, (int)pem->len);
	X509		*cert = NULL, *second = NULL;
	enum reason	 why;

	if (in != NULL) {
		cert = PEM_read_bio_X509(in, NULL, NULL, NULL);
		second = PEM_read_bio_X509(in, NULL, NULL, NULL);
	}
	if (cert == NULL || second != NULL)
		why = unfit("not one certificate in PEM");
	else if ((why = describe(cert, out)) == OK)
		why = add_der(cert, der);
	X509_free(cert);
	X509_free(second);
	BIO_free(in);
	return why;
}
