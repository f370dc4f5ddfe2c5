#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include "seal/ossl_memory.h"
#include "seal/sm2.h"

static CRYPTO_ONCE	 fetch_once = CRYPTO_ONCE_STATIC_INIT;
static EVP_MD		*fetched;

static void
release(void)
{

	EVP_MD_free(fetched);
	fetched = NULL;
}

static void
fetch(void)
{

	fetched = EVP_MD_fetch(NULL, "SM3", NULL);
	if (fetched != NULL)
		OPENSSL_atexit(release);
}

struct evp_md_st *
sm3_method(void)
{

	if (CRYPTO_THREAD_run_once(&fetch_once, fetch) != 1)
		return NULL;
	return fetched;
}

enum reason
sm3(const void *bytes, size_t len, unsigned char out[SM3_BYTES])
{
	unsigned int	 n = SM3_BYTES;

	if (EVP_Digest(bytes, len, out, &n, sm3_method(), NULL) != 1 ||
	    n != SM3_BYTES)
		return fail(REASON_INTERNAL, "SM3 is not available");
	return OK;
}

bool
sm2_is_key(const struct evp_pkey_st *key)
{

	return key != NULL && EVP_PKEY_is_a(key, "SM2") == 1;
}

static enum reason
verify(EVP_PKEY *key, const void *bytes, size_t len, const void *sig,
    size_t sig_len)
{
	EVP_MD_CTX	*ctx;
	EVP_PKEY_CTX	*key_ctx;	/* owned by ctx */
	enum reason	 why;

	if (!sm2_is_key(key))
		return fail(REASON_SEAL_ALGORITHM, "not an SM2 key");
	if ((ctx = EVP_MD_CTX_new()) == NULL)
		return fail(REASON_MEMORY, "SM2 verification");
	/* Without the identity OpenSSL before 4.0 takes an empty one. */
	if (EVP_DigestVerifyInit(ctx, &key_ctx, sm3_method(), NULL, key) != 1 ||
	    EVP_PKEY_CTX_set1_id(key_ctx, SM2_ID, SM2_ID_BYTES) != 1)
		why = fail(REASON_INTERNAL, "SM2 verification will not start");
	else if (EVP_DigestVerify(ctx, sig, sig_len, bytes, len) != 1)
		why = fail(REASON_SEAL_SIGNATURE, "SM2 signature of %zu bytes "
		    "over %zu bytes does not verify", sig_len, len);
	else
		why = OK;
	EVP_MD_CTX_free(ctx);
	ERR_clear_error();
	return why;
}

enum reason
sm2_verify(struct evp_pkey_st *key, const void *bytes, size_t len,
    const void *sig, size_t sig_len)
{
	unsigned long	 before = ossl_memory_refusals();
	enum reason	 why = verify(key, bytes, len, sig, sig_len);

	return why == OK || ossl_memory_refusals() == before ? why :
	    fail(REASON_MEMORY, "SM2 verification");
}
