/* Keyed digests, sealed tokens, random bytes: thin over OpenSSL's EVP. */
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <stdint.h>
#include <string.h>

#include "base/base64url.h"
#include "base/secret.h"

#define NONCE_BYTES	12
#define TAG_BYTES	16
#define PLAIN_MAX	640	/* tokens carry keys and times, not documents */
#define MAC_TEXT_MAX	512	/* tokens and short codes */

enum reason
secret_random(void *out, size_t len)
{
	if (len > INT32_MAX || RAND_bytes(out, (int)len) != 1)
		return fail(REASON_INTERNAL, "no random bytes");
	return OK;
}

void
secret_hex(const void *bytes, size_t len, char *out)
{
	static const char	 digits[] = "0123456789abcdef";
	const unsigned char	*b = bytes;
	size_t			 i;

	for (i = 0; i < len; i++) {
		out[2 * i] = digits[b[i] >> 4];
		out[2 * i + 1] = digits[b[i] & 15];
	}
	out[2 * len] = '\0';
}

enum reason
secret_match_hash(const unsigned char key[SECRET_KEY_BYTES], const char *text,
    unsigned char out[MATCH_HASH_BYTES])
{
	unsigned char	 full[32];
	unsigned int	 len = sizeof(full);

	if (HMAC(EVP_sha256(), key, SECRET_KEY_BYTES,
	    (const unsigned char *)text, strlen(text), full, &len) == NULL)
		return fail(REASON_INTERNAL, "HMAC-SHA-256 failed");
	memcpy(out, full, MATCH_HASH_BYTES);
	OPENSSL_cleanse(full, sizeof(full));
	return OK;
}

/* EVP_MAC_CTX by another name, keyed: HMAC() looks up all it needs by name. */
enum reason
secret_matcher_open(const unsigned char key[SECRET_KEY_BYTES],
    struct secret_matcher **out)
{
	char		 digest[] = "SHA256";
	const OSSL_PARAM params[] = {
		OSSL_PARAM_utf8_string(OSSL_MAC_PARAM_DIGEST, digest,
		    sizeof(digest) - 1),
		OSSL_PARAM_END,
	};
	EVP_MAC		*mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
	EVP_MAC_CTX	*context = mac == NULL ? NULL : EVP_MAC_CTX_new(mac);

	EVP_MAC_free(mac);
	*out = (struct secret_matcher *)context;
	if (context != NULL &&
	    EVP_MAC_init(context, key, SECRET_KEY_BYTES, params) == 1)
		return OK;
	secret_matcher_free(out);
	return fail(REASON_INTERNAL, "HMAC-SHA-256 failed");
}

enum reason
secret_matcher_hash(const struct secret_matcher *matcher, const char *text,
    unsigned char out[MATCH_HASH_BYTES])
{
	EVP_MAC_CTX	*context =
	    EVP_MAC_CTX_dup((const EVP_MAC_CTX *)matcher);
	unsigned char	 full[32];
	size_t		 len = 0;
	bool		 good;

	good = context != NULL && EVP_MAC_update(context,
	    (const unsigned char *)text, strlen(text)) == 1 &&
	    EVP_MAC_final(context, full, &len, sizeof(full)) == 1 &&
	    len == sizeof(full);
	EVP_MAC_CTX_free(context);
	if (!good)
		return fail(REASON_INTERNAL, "HMAC-SHA-256 failed");
	memcpy(out, full, MATCH_HASH_BYTES);
	OPENSSL_cleanse(full, sizeof(full));
	return OK;
}

void
secret_matcher_free(struct secret_matcher **matcher)
{
	EVP_MAC_CTX_free((EVP_MAC_CTX *)*matcher);
	*matcher = NULL;
}

enum reason
secret_digest(const void *bytes, size_t len, unsigned char out[16])
{
	unsigned char	 full[32];

	if (EVP_Digest(bytes, len, full, NULL, EVP_sha256(), NULL) != 1)
		return fail(REASON_INTERNAL, "SHA-256 failed");
	memcpy(out, full, 16);
	return OK;
}

enum reason
secret_digest_hex(const void *bytes, size_t len, char out[65])
{
	unsigned char	 full[32];

	if (EVP_Digest(bytes, len, full, NULL, EVP_sha256(), NULL) != 1)
		return fail(REASON_INTERNAL, "SHA-256 failed");
	secret_hex(full, sizeof(full), out);
	return OK;
}

/* EVP_MD_CTX by another name: no header of OpenSSL's for who only digests. */
enum reason
secret_hash_begin(struct secret_hash **out)
{
	EVP_MD_CTX	*context = EVP_MD_CTX_new();

	if (context == NULL ||
	    EVP_DigestInit_ex(context, EVP_sha256(), NULL) != 1) {
		EVP_MD_CTX_free(context);
		return fail(REASON_INTERNAL, "SHA-256 failed");
	}
	*out = (struct secret_hash *)context;
	return OK;
}

enum reason
secret_hash_add(struct secret_hash *hash, const void *bytes, size_t len)
{

	return EVP_DigestUpdate((EVP_MD_CTX *)hash, bytes, len) == 1 ? OK :
	    fail(REASON_INTERNAL, "SHA-256 failed");
}

enum reason
secret_hash_end(struct secret_hash **hash, char out[65])
{
	EVP_MD_CTX	*context = (EVP_MD_CTX *)*hash;
	unsigned char	 full[32];
	bool		 good;

	*hash = NULL;
	if (context == NULL)
		return OK;
	good = EVP_DigestFinal_ex(context, full, NULL) == 1;
	EVP_MD_CTX_free(context);
	if (!good)
		return fail(REASON_INTERNAL, "SHA-256 failed");
	if (out != NULL)
		secret_hex(full, sizeof(full), out);
	return OK;
}

enum reason
secret_mac(const unsigned char key[SECRET_KEY_BYTES], const char *label,
    const void *bytes, size_t len, unsigned char out[SECRET_MAC_BYTES])
{
	unsigned char	 text[MAC_TEXT_MAX];
	unsigned int	 n = SECRET_MAC_BYTES;
	size_t		 label_len = strlen(label) + 1;
	enum reason	 why = OK;

	if (label_len + len > sizeof(text) || label_len + len < len)
		return fail(REASON_INTERNAL, "%zu bytes to authenticate", len);
	memcpy(text, label, label_len);
	memcpy(text + label_len, bytes, len);
	if (HMAC(EVP_sha256(), key, SECRET_KEY_BYTES, text, label_len + len,
	    out, &n) == NULL)
		why = fail(REASON_INTERNAL, "HMAC-SHA-256 failed");
	OPENSSL_cleanse(text, sizeof(text));
	return why;
}

bool
secret_equal(const void *a, const void *b, size_t len)
{
	return CRYPTO_memcmp(a, b, len) == 0;
}

/* Run one AES-256-GCM operation; true when it (and its tag) came out well. */
static bool
gcm(bool seal, const unsigned char *key, const unsigned char *nonce,
    const unsigned char *in, size_t len, unsigned char *out,
    unsigned char *tag)
{
	EVP_CIPHER_CTX	*ctx;
	int		 n, direction = seal ? 1 : 0;
	bool		 good = false;

	if ((ctx = EVP_CIPHER_CTX_new()) == NULL)
		return false;
	if (EVP_CipherInit_ex(ctx, EVP_aes_256_gcm(), NULL, key, nonce,
	    direction) != 1 ||
	    EVP_CipherUpdate(ctx, out, &n, in, (int)len) != 1)
		goto out;
	if (!seal && EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_GCM_SET_TAG, TAG_BYTES,
	    tag) != 1)
		goto out;
	if (EVP_CipherFinal_ex(ctx, out + n, &n) != 1)
		goto out;
	good = !seal || EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_GCM_GET_TAG,
	    TAG_BYTES, tag) == 1;
out:
	EVP_CIPHER_CTX_free(ctx);
	return good;
}

enum reason
secret_seal(const unsigned char key[SECRET_KEY_BYTES], const void *plain,
    size_t len, char *out)
{
	unsigned char	 sealed[PLAIN_MAX + SECRET_TOKEN_OVERHEAD];
	enum reason	 why;

	if (len > PLAIN_MAX)
		return fail(REASON_INTERNAL, "token of %zu bytes", len);
	if ((why = secret_random(sealed, NONCE_BYTES)) != OK)
		return why;
	if (!gcm(true, key, sealed, plain, len, sealed + NONCE_BYTES,
	    sealed + NONCE_BYTES + len))
		return fail(REASON_INTERNAL, "AES-256-GCM failed");
	base64url_write(sealed, len + SECRET_TOKEN_OVERHEAD, out);
	return OK;
}

bool
secret_open(const unsigned char key[SECRET_KEY_BYTES], const char *text,
    void *out, size_t len)
{
	unsigned char	 sealed[PLAIN_MAX + SECRET_TOKEN_OVERHEAD];
	unsigned char	 plain[PLAIN_MAX];
	bool		 good;

	if (len > PLAIN_MAX ||
	    !base64url_read(text, sealed, len + SECRET_TOKEN_OVERHEAD))
		return false;
	good = gcm(false, key, sealed, sealed + NONCE_BYTES, len, plain,
	    sealed + NONCE_BYTES + len);
	if (good)
		memcpy(out, plain, len);
	OPENSSL_cleanse(plain, sizeof(plain));
	return good;
}
