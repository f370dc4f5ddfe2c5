/*
 * SES_Signature of GB/T 38540-2020 clause 7.1, as ses.h has SESeal.  SES_TBS
 * keeps the bytes that it was read from.
 */
#ifndef ECERT_SEAL_SES_STAMP_H
#define ECERT_SEAL_SES_STAMP_H

#include "seal/ses.h"

typedef struct {
	ASN1_ENCODING		 enc;
	ASN1_INTEGER		*version;
	SES_SEAL		*seal;
	ASN1_GENERALIZEDTIME	*time;
	ASN1_BIT_STRING		*data_hash;
	ASN1_IA5STRING		*property_info;
	STACK_OF(SES_EXT)	*ext;		/* the standard's: [0] */
	STACK_OF(SES_EXT)	*ext_untagged;	/* seen in use */
} SES_TBS;

typedef struct {
	SES_TBS			*tbs;
	ASN1_OCTET_STRING	*cert;		/* the signer's, DER */
	ASN1_OBJECT		*algorithm;
	ASN1_BIT_STRING		*value;
	ASN1_BIT_STRING		*timestamp;
} SES_STAMP;

DECLARE_ASN1_FUNCTIONS(SES_TBS)
DECLARE_ASN1_FUNCTIONS(SES_STAMP)

#endif
