/*
 * SM3 digests (GB/T 32905) and SM2 signatures with SM3 (GB/T 32918.2) under
 * the signer identity that GM/T 0009 sets for everybody.
 */
#ifndef ECERT_SEAL_SM2_H
#define ECERT_SEAL_SM2_H

#include <stdbool.h>
#include <stddef.h>

#include "base/reason.h"

#define SM3_BYTES		32
#define SM2_SIGNATURE_MAX	72	/* DER SEQUENCE of two INTEGERs */
#define SM2_ID			"1234567812345678"
#define SM2_ID_BYTES		16

struct evp_md_st;
struct evp_pkey_st;

enum reason	 sm3(const void *, size_t, unsigned char out[SM3_BYTES])
		    MUST_CHECK;

/* The digest, fetched once in the life of the process; NULL without SM3. */
struct evp_md_st *sm3_method(void);

/* Is this a key on the SM2 curve? */
bool		 sm2_is_key(const struct evp_pkey_st *);

/*
 * Does the signature (DER) over these bytes verify?  SEAL_SIGNATURE when not,
 * SEAL_ALGORITHM when the key is not an SM2 key; MEMORY.
 */
enum reason	 sm2_verify(struct evp_pkey_st *, const void *, size_t,
		    const void *sig, size_t sig_len) MUST_CHECK;

#endif
