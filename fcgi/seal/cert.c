#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <stdatomic.h>
#include <stdlib.h>

#include "base/clock.h"
#include "seal/asn1_time.h"
#include "seal/cert.h"
#include "seal/limits.h"
#include "seal/ossl_memory.h"
#include "seal/ses_value.h"
#include "seal/sm2.h"

#define PEM_MAX		(64 * 1024)	/* a certificate and its chain */
#define NAME_MAX_SHOWN	512

struct cert {
	X509		*x;
	unsigned char	*der;
	int		 der_len;
	time_t		 from;
	time_t		 until;
	atomic_uint	 refs;
};

/* By SM2 they are signed under an identity too (GM/T 0009), by others not. */
static bool
set_identity(X509 *x)
{
	ASN1_OCTET_STRING	*id;

	if (X509_get_signature_nid(x) != NID_SM2_with_SM3)
		return true;
	if ((id = ASN1_OCTET_STRING_new()) == NULL)
		return false;
	if (ASN1_OCTET_STRING_set(id, (const unsigned char *)SM2_ID,
	    SM2_ID_BYTES) != 1) {
		ASN1_OCTET_STRING_free(id);
		return false;
	}
	X509_set0_distinguishing_id(x, id);
	return true;
}

/*
 * Takes over the X509 and the bytes, on failure too.  The bytes are kept as
 * they came: a seal's list of signers is compared with them.
 */
static enum reason
cert_build(X509 *x, unsigned char *der, int der_len, struct cert **out)
{
	struct cert	*c;
	enum reason	 why = OK;

	if (der == NULL || (c = calloc(1, sizeof(*c))) == NULL) {
		X509_free(x);
		OPENSSL_free(der);
		return fail(REASON_MEMORY, "certificate");
	}
	atomic_init(&c->refs, 1);
	c->x = x;
	c->der = der;
	c->der_len = der_len;
	if (!set_identity(x))
		why = fail(REASON_MEMORY, "certificate");
	else if (!asn1_time_get(X509_get0_notBefore(x), &c->from) ||
	    !asn1_time_get(X509_get0_notAfter(x), &c->until))
		why = fail(REASON_SEAL_CERT, "certificate: unreadable times");
	if (why != OK)
		cert_free(&c);
	else
		*out = c;
	return why;
}

enum reason
cert_from_x509(struct x509_st *x, struct cert **out)
{
	unsigned char	*der = NULL;
	int		 len;

	len = i2d_X509(x, &der);
	return cert_build(x, der, len, out);
}

enum reason
cert_from_der(const void *der, size_t len, struct cert **out)
{
	const unsigned char	*p = der;
	unsigned long		 before = ossl_memory_refusals();
	X509			*x;

	if (len > SES_CERT_MAX)
		return fail(REASON_SEAL_LIMIT, "certificate of %zu bytes", len);
	x = d2i_X509(NULL, &p, (long)len);
	ERR_clear_error();
	/* Its key may not have been decoded though it was. */
	if (ossl_memory_refusals() != before) {
		X509_free(x);
		return fail(REASON_MEMORY, "certificate");
	}
	if (x == NULL)
		return fail(REASON_SEAL_CERT, "not an X.509 certificate");
	if (p != (const unsigned char *)der + len) {
		X509_free(x);
		return fail(REASON_SEAL_CERT, "bytes after the certificate");
	}
	return cert_build(x, OPENSSL_memdup(der, len), (int)len, out);
}

enum reason
cert_load(const char *path, struct cert **out)
{
	struct buf	 b = BUF_INIT(PEM_MAX);
	BIO		*bio = NULL;
	X509		*x = NULL;
	enum reason	 why;

	if ((why = buf_read_file(&b, path)) != OK)
		goto out;
	if (b.len > 0 && b.data[0] == 0x30) {
		why = cert_from_der(b.data, b.len, out);
		goto out;
	}
	if ((bio = BIO_new_mem_buf(buf_text(&b), (int)b.len)) == NULL) {
		why = fail(REASON_MEMORY, "%s", path);
		goto out;
	}
	x = PEM_read_bio_X509(bio, NULL, NULL, NULL);
	ERR_clear_error();
	if (x == NULL)
		why = fail(REASON_KEY, "%s: no certificate in it", path);
	else
		why = cert_from_x509(x, out);
out:
	BIO_free(bio);
	buf_free(&b);
	return why;
}

struct cert *
cert_ref(const struct cert *c)
{
	struct cert	*same = (struct cert *)c;

	atomic_fetch_add(&same->refs, 1);
	return same;
}

void
cert_free(struct cert **c)
{

	if (*c == NULL)
		return;
	if (atomic_fetch_sub(&(*c)->refs, 1) == 1) {
		X509_free((*c)->x);
		OPENSSL_free((*c)->der);
		free(*c);
	}
	*c = NULL;
}

struct x509_st *
cert_x509(const struct cert *c)
{

	return c->x;
}

struct evp_pkey_st *
cert_key(const struct cert *c)
{
	EVP_PKEY	*key = X509_get0_pubkey(c->x);

	ERR_clear_error();
	return key;
}

const unsigned char *
cert_der(const struct cert *c, size_t *len)
{

	*len = (size_t)c->der_len;
	return c->der;
}

time_t
cert_valid_from(const struct cert *c)
{

	return c->from;
}

time_t
cert_valid_until(const struct cert *c)
{

	return c->until;
}

enum reason
cert_check_time(const struct cert *c, time_t at)
{
	char	 day[CLOCK_DATE_BYTES];

	if (at < c->from) {
		clock_date(c->from, day);
		return fail(REASON_SEAL_CERT_TIME, "valid only from %s", day);
	}
	if (at > c->until) {
		clock_date(c->until, day);
		return fail(REASON_SEAL_CERT_TIME, "valid only until %s", day);
	}
	return OK;
}

enum reason
cert_check_usage(const struct cert *c)
{
	uint32_t	 flags, usage;

	flags = X509_get_extension_flags(c->x);
	usage = X509_get_key_usage(c->x);
	ERR_clear_error();
	if ((flags & EXFLAG_INVALID) != 0)
		return fail(REASON_SEAL_CERT_USAGE, "unreadable extensions");
	if ((flags & EXFLAG_CA) != 0)
		return fail(REASON_SEAL_CERT_USAGE, "an authority's own");
	if ((usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0)
		return fail(REASON_SEAL_CERT_USAGE, "keyUsage %#x",
		    (unsigned)usage);
	return OK;
}

static enum reason
add_bio(BIO *bio, struct buf *out)
{
	char	*text;
	long	 len;

	if ((len = BIO_get_mem_data(bio, &text)) < 0)
		return fail(REASON_MEMORY, "text of a certificate");
	return buf_add(out, text, (size_t)len);
}

enum reason
cert_write_pem(const struct cert *c, struct buf *out)
{
	BIO		*bio;
	enum reason	 why;

	if ((bio = BIO_new(BIO_s_mem())) == NULL ||
	    PEM_write_bio_X509(bio, c->x) != 1)
		why = fail(REASON_MEMORY, "PEM of a certificate");
	else
		why = add_bio(bio, out);
	BIO_free(bio);
	return why;
}

/* A name on one line, cut to the size; "" when it cannot be told. */
static size_t
name_text(const X509_NAME *name, unsigned long flags, char *out, int size)
{
	BIO	*bio;
	int	 n = 0;

	if ((bio = BIO_new(BIO_s_mem())) != NULL &&
	    X509_NAME_print_ex(bio, name, 0, flags) >= 0)
		n = BIO_read(bio, out, size - 1);
	BIO_free(bio);
	ERR_clear_error();
	if (n < 0)
		n = 0;
	out[n] = '\0';
	return (size_t)n;
}

/* In UTF-8, or with all of it escaped when that would play tricks. */
static void
name_line(const X509_NAME *name, char text[NAME_MAX_SHOWN])
{
	size_t	 n;

	n = name_text(name, XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB, text,
	    NAME_MAX_SHOWN);
	if (!ses_is_clean(text, n))
		(void)name_text(name, XN_FLAG_ONELINE, text, NAME_MAX_SHOWN);
}

enum reason
cert_subject(const struct cert *c, struct buf *out)
{
	char	 text[NAME_MAX_SHOWN];

	name_line(X509_get_subject_name(c->x), text);
	return buf_puts(out, text);
}

static enum reason
print_name(const X509_NAME *name, const char *indent, const char *label,
    struct buf *out)
{
	char	 text[NAME_MAX_SHOWN];

	name_line(name, text);
	return buf_printf(out, "%s%s: %s\n", indent, label, text);
}

static enum reason
print_serial(const X509 *x, const char *indent, struct buf *out)
{
	BIGNUM		*n;
	char		*hex = NULL;
	enum reason	 why;

	if ((n = ASN1_INTEGER_to_BN(X509_get0_serialNumber(x), NULL)) != NULL)
		hex = BN_bn2hex(n);
	why = buf_printf(out, "%sserial: %s\n", indent,
	    hex != NULL ? hex : "unreadable");
	OPENSSL_free(hex);
	BN_free(n);
	return why;
}

enum reason
cert_print(const struct cert *c, const char *indent, struct buf *out)
{
	char		 from[CLOCK_ISO_BYTES], until[CLOCK_ISO_BYTES];
	const EVP_PKEY	*key = cert_key(c);
	const char	*kind = NULL;
	int		 nid = X509_get_signature_nid(c->x);
	enum reason	 why;

	if (key != NULL)
		kind = EVP_PKEY_get0_type_name(key);
	clock_iso(c->from, from);
	clock_iso(c->until, until);
	if ((why = print_name(X509_get_subject_name(c->x), indent, "subject",
	    out)) != OK ||
	    (why = print_name(X509_get_issuer_name(c->x), indent, "issuer",
	    out)) != OK ||
	    (why = print_serial(c->x, indent, out)) != OK)
		return why;
	return buf_printf(out, "%svalid: %s to %s\n%skey: %s, %d bits\n"
	    "%ssigned with: %s\n", indent, from, until, indent,
	    kind != NULL ? kind : "unreadable",
	    key != NULL ? EVP_PKEY_get_bits(key) : 0, indent, OBJ_nid2ln(nid));
}
