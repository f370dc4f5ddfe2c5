#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "seal/sm2.h"
#include "seal/specimen.h"

#define SERIAL_BYTES	16
#define USAGE_AUTHORITY	"critical,keyCertSign,cRLSign"
#define USAGE_SIGNER	"critical,digitalSignature,nonRepudiation"

static bool
put_name(X509_NAME *name, const char *common_name)
{
	static const struct {
		const char	*field;
		const char	*value;
	} fixed[] = {
		{ "C", "CN" },
		{ "O", "SPECIMEN 样本" },
	};
	size_t	 i;

	for (i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
		if (X509_NAME_add_entry_by_txt(name, fixed[i].field,
		    MBSTRING_UTF8, (const unsigned char *)fixed[i].value, -1,
		    -1, 0) != 1)
			return false;
	return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
	    (const unsigned char *)common_name, -1, -1, 0) == 1;
}

static bool
put_serial(X509 *x)
{
	unsigned char	 random[SERIAL_BYTES];
	BIGNUM		*n = NULL;
	bool		 good;

	if (RAND_bytes(random, sizeof(random)) != 1)
		return false;
	random[0] = (random[0] & 0x3f) | 0x40;	/* positive, full length */
	good = (n = BN_bin2bn(random, sizeof(random), NULL)) != NULL &&
	    BN_to_ASN1_INTEGER(n, X509_get_serialNumber(x)) != NULL;
	BN_free(n);
	return good;
}

static bool
put_extension(X509 *x, X509V3_CTX *ctx, int nid, const char *value)
{
	X509_EXTENSION	*ext;
	bool		 good;

	if ((ext = X509V3_EXT_conf_nid(NULL, ctx, nid, value)) == NULL)
		return false;
	good = X509_add_ext(x, ext, -1) == 1;
	X509_EXTENSION_free(ext);
	return good;
}

static bool
put_extensions(X509 *x, X509 *issuer, const struct specimen_order *o)
{
	X509V3_CTX	 ctx;
	const char	*usage = o->usage;

	if (usage == NULL)
		usage = o->authority ? USAGE_AUTHORITY : USAGE_SIGNER;
	X509V3_set_ctx(&ctx, issuer, x, NULL, NULL, 0);
	return put_extension(x, &ctx, NID_basic_constraints,
	    o->authority ? "critical,CA:TRUE" : "critical,CA:FALSE") &&
	    put_extension(x, &ctx, NID_key_usage, usage) &&
	    put_extension(x, &ctx, NID_subject_key_identifier, "hash") &&
	    put_extension(x, &ctx, NID_authority_key_identifier, "keyid");
}

static bool
sign(X509 *x, const struct key *k)
{
	EVP_MD_CTX	*ctx;
	EVP_PKEY_CTX	*key_ctx;	/* owned by ctx */
	const EVP_MD	*md;
	bool		 sm2 = key_kind(k) == KEY_SM2, good;

	md = sm2 ? sm3_method() : EVP_sha256();
	good = (ctx = EVP_MD_CTX_new()) != NULL &&
	    EVP_DigestSignInit(ctx, &key_ctx, md, NULL, key_evp(k)) == 1 &&
	    (!sm2 || EVP_PKEY_CTX_set1_id(key_ctx, SM2_ID,
	    SM2_ID_BYTES) == 1) && X509_sign_ctx(x, ctx) > 0;
	EVP_MD_CTX_free(ctx);
	return good;
}

enum reason
specimen_issue(const struct specimen_order *o, const struct key *subject,
    const struct key *issuer_key, const struct cert *issuer,
    struct cert **out)
{
	X509	*x, *above;

	if ((x = X509_new()) == NULL)
		return fail(REASON_MEMORY, "specimen certificate");
	above = issuer != NULL ? cert_x509(issuer) : x;
	if (X509_set_version(x, X509_VERSION_3) != 1 || !put_serial(x) ||
	    !put_name(X509_get_subject_name(x), o->common_name) ||
	    X509_set_issuer_name(x, X509_get_subject_name(above)) != 1 ||
	    ASN1_TIME_adj(X509_getm_notBefore(x), o->valid_from, 0,
	    0) == NULL ||
	    ASN1_TIME_adj(X509_getm_notAfter(x), o->valid_until, 0,
	    0) == NULL ||
	    X509_set_pubkey(x, key_evp(subject)) != 1 ||
	    !put_extensions(x, above, o) ||
	    !sign(x, issuer != NULL ? issuer_key : subject)) {
		X509_free(x);
		ERR_clear_error();
		return fail(REASON_KEY, "a specimen certificate could not be "
		    "made");
	}
	return cert_from_x509(x, out);
}
