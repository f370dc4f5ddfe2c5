/* Private keys that stay in a PKCS#11 token: private to the key store. */
#ifndef ECERT_SEAL_KEYSTORE_PKCS11_H
#define ECERT_SEAL_KEYSTORE_PKCS11_H

#include "base/reason.h"

struct evp_pkey_st;

/* Caller frees with EVP_PKEY_free(). */
enum reason	 keystore_pkcs11_load(const char *uri, struct evp_pkey_st **)
		    MUST_CHECK;

#endif
