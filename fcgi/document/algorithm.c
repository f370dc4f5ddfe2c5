/* Keys and the one signature method that fits each. */
#include <openssl/core_names.h>
#include <xmlsec/crypto.h>

#include <string.h>

#include "document/algorithm.h"

enum reason
algorithm_for_key(EVP_PKEY *key, xmlSecTransformId *method)
{
	char	 group[64] = "";

	switch (EVP_PKEY_get_base_id(key)) {
	case EVP_PKEY_EC:
		if (EVP_PKEY_get_group_name(key, group, sizeof(group),
		    NULL) != 1 || strcmp(group, "prime256v1") != 0)
			return fail(REASON_KEY, "curve %s is not P-256", group);
		*method = xmlSecTransformEcdsaSha256Id;
		return OK;
	case EVP_PKEY_RSA:
		if (EVP_PKEY_get_bits(key) < RSA_BITS_MIN)
			return fail(REASON_KEY, "RSA key of %d bits",
			    EVP_PKEY_get_bits(key));
		*method = xmlSecTransformRsaSha256Id;
		return OK;
	default:
		return fail(REASON_KEY, "neither a P-256 nor an RSA key");
	}
}

bool
algorithm_is_allowed(const char *uri)
{
	return strcmp(uri,
	    (const char *)xmlSecTransformEcdsaSha256Id->href) == 0 ||
	    strcmp(uri, (const char *)xmlSecTransformRsaSha256Id->href) == 0;
}
