/* Fields of a structure in the making: private to this folder. */
#ifndef ECERT_SEAL_SES_WRITE_H
#define ECERT_SEAL_SES_WRITE_H

#include <stdbool.h>

#include "seal/keystore.h"
#include "seal/ses.h"

/* Each is false when out of memory (or the number or time out of range). */
bool	 ses_put_text(ASN1_STRING *, const char *);
bool	 ses_put_time(ASN1_GENERALIZEDTIME **, time_t);
bool	 ses_put_cert(ASN1_OCTET_STRING *, const struct cert *);
bool	 ses_put_bits(ASN1_BIT_STRING *, const void *, size_t);

/*
 * Sign an encoded item with the SM2 key into the three fields that follow it.
 */
enum reason	 ses_put_signature(const ASN1_ITEM *, const void *item,
		    const struct key *, const struct cert *,
		    ASN1_OCTET_STRING *cert, ASN1_OBJECT **algorithm,
		    ASN1_BIT_STRING *value) MUST_CHECK;

/* The same with a signature that is there already. */
enum reason	 ses_put_signed(const unsigned char *sig, size_t sig_len,
		    const struct cert *, ASN1_OCTET_STRING *cert,
		    ASN1_OBJECT **algorithm, ASN1_BIT_STRING *value)
		    MUST_CHECK;

/* The DER of an item, which the caller frees with OPENSSL_free(). */
enum reason	 ses_encode(const ASN1_ITEM *, const void *item,
		    unsigned char **der, size_t *len) MUST_CHECK;

/* Append the DER of an item. */
enum reason	 ses_append(const ASN1_ITEM *, const void *item, struct buf *)
		    MUST_CHECK;

#endif
