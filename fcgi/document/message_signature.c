#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <stdlib.h>
#include <string.h>

#include "document/base64.h"
#include "document/client_cert.h"
#include "document/message_signature.h"

#define ALG		"ecdsa-p256-sha256"
#define LABEL_BYTES	33
#define NUMBER_DIGITS	12	/* seconds: some 30,000 years */
#define NONCE_MIN	16

static const char	 lower[] = "abcdefghijklmnopqrstuvwxyz";
static const char	 key_chars[] =
    "abcdefghijklmnopqrstuvwxyz0123456789_-.*";
static const char	 part_chars[] =
    "@abcdefghijklmnopqrstuvwxyz0123456789-";
static const char	 digits[] = "0123456789";
static const char	 hex_digits[] = "0123456789abcdef";
static const char	 nonce_chars[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "abcdefghijklmnopqrstuvwxyz0123456789-_";

static enum reason
malformed(const char *what)
{
	return fail(REASON_SIGNATURE_FORM, "%s", what);
}

/* Copy the run of such characters at *at, if it fits and is not empty. */
static bool
take_run(const char **at, const char *chars, char *out, size_t size)
{
	size_t	 n = strspn(*at, chars);

	if (n == 0 || n >= size)
		return false;
	memcpy(out, *at, n);
	out[n] = '\0';
	*at += n;
	return true;
}

static bool
take_char(const char **at, char c)
{
	if (**at != c)
		return false;
	(*at)++;
	return true;
}

/* The key of a dictionary's member (RFC 8941, 3.2) and its "=". */
static bool
take_label(const char **at, char label[LABEL_BYTES])
{
	*at += strspn(*at, " \t");
	return strchr(lower, **at) != NULL && **at != '\0' &&
	    take_run(at, key_chars, label, LABEL_BYTES) &&
	    take_char(at, '=');
}

static bool
take_string(const char **at, const char *chars, char *out, size_t size)
{
	return take_char(at, '"') && take_run(at, chars, out, size) &&
	    take_char(at, '"');
}

static bool
take_time(const char **at, time_t *out)
{
	char	 number[NUMBER_DIGITS + 1];

	if (!take_run(at, digits, number, sizeof(number)))
		return false;
	*out = (time_t)strtoll(number, NULL, 10);
	return true;
}

/* ("@method" "@path" ...), each once and without parameters. */
static enum reason
take_parts(const char **at, struct message_signature *s)
{
	if (!take_char(at, '('))
		return malformed("no list of components");
	while (!take_char(at, ')')) {
		if (s->parts == SIGNATURE_PARTS_MAX)
			return malformed("too many components");
		if (!take_string(at, part_chars, s->part[s->parts],
		    SIGNATURE_PART_BYTES))
			return malformed("a component");
		if (message_signature_covers(s, s->part[s->parts]))
			return malformed("a component comes twice");
		s->parts++;
		if (**at != ')' && !take_char(at, ' '))
			return malformed("list of components");
	}
	return OK;
}

/* One of ;created ;expires ;keyid ;nonce ;alg, each at most once. */
static bool
take_parameter(const char **at, struct message_signature *s,
    char alg[LABEL_BYTES])
{
	char	 name[LABEL_BYTES];

	if (!take_run(at, lower, name, sizeof(name)) || !take_char(at, '='))
		return false;
	if (strcmp(name, "created") == 0)
		return s->created == 0 && take_time(at, &s->created);
	if (strcmp(name, "expires") == 0)
		return s->expires == 0 && take_time(at, &s->expires);
	if (strcmp(name, "keyid") == 0)
		return *s->keyid == '\0' && take_string(at, hex_digits,
		    s->keyid, sizeof(s->keyid));
	if (strcmp(name, "nonce") == 0)
		return *s->nonce == '\0' && take_string(at, nonce_chars,
		    s->nonce, sizeof(s->nonce));
	if (strcmp(name, "alg") == 0)
		return *alg == '\0' && take_string(at, key_chars, alg,
		    LABEL_BYTES) && strcmp(alg, ALG) == 0;
	return false;
}

static enum reason
take_input(const char *at, struct message_signature *s,
    char label[LABEL_BYTES])
{
	char		 alg[LABEL_BYTES] = "";
	enum reason	 why;

	if (!take_label(&at, label))
		return malformed("Signature-Input");
	s->params = at;
	if ((why = take_parts(&at, s)) != OK)
		return why;
	while (take_char(&at, ';'))
		if (!take_parameter(&at, s, alg))
			return malformed("a parameter");
	if (*at != '\0')
		return malformed("more than one signature");
	if (s->created == 0 || strlen(s->keyid) != 64 ||
	    strlen(s->nonce) < NONCE_MIN)
		return malformed("created, keyid or nonce");
	return OK;
}

/* label=:base64: */
static enum reason
take_value(const char *at, const char *label, unsigned char *value)
{
	struct buf	 text = BUF_INIT(128), bytes = BUF_INIT(128);
	char		 theirs[LABEL_BYTES];
	const char	*end;
	enum reason	 why;

	if (!take_label(&at, theirs) || strcmp(theirs, label) != 0 ||
	    !take_char(&at, ':') || (end = strchr(at, ':')) == NULL ||
	    end[1] != '\0')
		return malformed("Signature");
	if ((why = buf_add(&text, at, (size_t)(end - at))) == OK)
		why = base64_read(buf_text(&text), &bytes);
	if (why != OK || bytes.len != SIGNATURE_VALUE_BYTES)
		why = malformed("Signature's length");
	else
		memcpy(value, bytes.data, SIGNATURE_VALUE_BYTES);
	buf_free(&text);
	buf_free(&bytes);
	return why;
}

enum reason
message_signature_read(const char *input, const char *signature,
    struct message_signature *out)
{
	char		 label[LABEL_BYTES];
	enum reason	 why;

	memset(out, 0, sizeof(*out));
	why = take_input(input, out, label);
	return why != OK ? why : take_value(signature, label, out->value);
}

bool
message_signature_covers(const struct message_signature *s, const char *part)
{
	size_t	 i;

	for (i = 0; i < s->parts; i++)
		if (strcmp(s->part[i], part) == 0)
			return true;
	return false;
}

enum reason
message_signature_in_time(const struct message_signature *s, time_t now)
{
	if (s->created < now - SIGNATURE_WINDOW_S ||
	    s->created > now + SIGNATURE_WINDOW_S)
		return fail(REASON_SIGNATURE_TIME, "created %lld s from now",
		    (long long)(s->created - now));
	if (s->expires != 0 && s->expires <= now)
		return fail(REASON_SIGNATURE_TIME, "expired");
	return OK;
}

enum reason
message_signature_base(const struct message_signature *s,
    message_value *value_of, void *arg, struct buf *base)
{
	enum reason	 why;
	const char	*value;
	size_t		 i;

	for (i = 0; i < s->parts; i++) {
		if ((value = value_of(arg, s->part[i])) == NULL)
			return malformed("a component is not in the message");
		why = buf_printf(base, "\"%s\": %s\n", s->part[i], value);
		if (why != OK)
			return why;
	}
	return buf_printf(base, "\"@signature-params\": %s", s->params);
}

/* r and s as two numbers in DER, as OpenSSL takes them; its length, or 0. */
static size_t
signature_der(const unsigned char *value, unsigned char **der)
{
	ECDSA_SIG	*sig = ECDSA_SIG_new();
	BIGNUM		*r = BN_bin2bn(value, 32, NULL);
	BIGNUM		*s = BN_bin2bn(value + 32, 32, NULL);
	int		 len = 0;

	if (sig != NULL && r != NULL && s != NULL &&
	    ECDSA_SIG_set0(sig, r, s) == 1) {
		r = s = NULL;	/* they are its own now */
		len = i2d_ECDSA_SIG(sig, der);
	}
	BN_free(r);
	BN_free(s);
	ECDSA_SIG_free(sig);
	return len > 0 ? (size_t)len : 0;
}

static enum reason
verify(EVP_PKEY *key, const unsigned char *value, const struct buf *base)
{
	EVP_MD_CTX	*context = EVP_MD_CTX_new();
	unsigned char	*der = NULL;
	size_t		 len = signature_der(value, &der);
	enum reason	 why = OK;

	if (context == NULL || len == 0 || EVP_DigestVerifyInit(context, NULL,
	    EVP_sha256(), NULL, key) != 1)
		why = fail(REASON_INTERNAL, "ECDSA cannot be begun");
	else if (EVP_DigestVerify(context, der, len,
	    (const unsigned char *)base->data, base->len) != 1)
		why = fail(REASON_SIGNATURE_WRONG, "ECDSA");
	OPENSSL_free(der);
	EVP_MD_CTX_free(context);
	return why;
}

enum reason
message_signature_verify(const struct message_signature *s, const void *der,
    size_t len, const struct buf *base)
{
	const unsigned char	*at = der;
	X509			*cert = d2i_X509(NULL, &at, (long)len);
	EVP_PKEY		*key;
	enum reason		 why;

	key = cert != NULL ? X509_get0_pubkey(cert) : NULL;
	why = key != NULL && client_key_is_p256(key) ?
	    verify(key, s->value, base) :
	    fail(REASON_KEY, "the certificate has no P-256 key");
	X509_free(cert);
	return why;
}
