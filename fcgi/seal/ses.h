/*
 * SESeal of GB/T 38540-2020 clause 6.1 as OpenSSL ASN.1 templates: private to
 * this folder.  GM/T 0031-2025 adds the timeStamp.
 *
 * SES_SEAL and SES_SEAL_INFO keep the bytes they were read from (enc)
 * and are written back as those bytes, for signatures are made over them: real
 * seals carry BOOLEAN FALSE where DER leaves it out.
 */
#ifndef ECERT_SEAL_SES_H
#define ECERT_SEAL_SES_H

#include <openssl/asn1.h>
#include <openssl/asn1t.h>

#define SES_LIST_CERTS		1	/* certListType: whole certificates */
#define SES_LIST_DIGESTS	2	/* certListType: their digests */

typedef struct {
	ASN1_IA5STRING		*id;		/* "ES" */
	ASN1_INTEGER		*version;
	ASN1_IA5STRING		*vid;
} SES_HEADER;

typedef struct {
	ASN1_PRINTABLESTRING	*type;
	ASN1_OCTET_STRING	*value;
} SES_CERT_DIGEST;

DEFINE_STACK_OF(ASN1_OCTET_STRING)
DEFINE_STACK_OF(SES_CERT_DIGEST)

/* OpenSSL clears what stands at offset 0 of a structure with such a union. */
typedef struct {
	union {
		STACK_OF(ASN1_OCTET_STRING)	*certs;
		STACK_OF(SES_CERT_DIGEST)	*digests;
		ASN1_TYPE			*other;
	} list;
	ASN1_INTEGER		*type;
	ASN1_UTF8STRING		*name;
	ASN1_INTEGER		*list_type;
	ASN1_GENERALIZEDTIME	*created;
	ASN1_GENERALIZEDTIME	*valid_from;
	ASN1_GENERALIZEDTIME	*valid_until;
} SES_PROPERTY;

typedef struct {
	ASN1_IA5STRING		*type;
	ASN1_OCTET_STRING	*data;
	ASN1_INTEGER		*width;
	ASN1_INTEGER		*height;
} SES_PICTURE;

typedef struct {
	ASN1_OBJECT		*id;
	ASN1_BOOLEAN		 critical;
	ASN1_OCTET_STRING	*value;
} SES_EXT;

DEFINE_STACK_OF(SES_EXT)

typedef struct {
	ASN1_ENCODING		 enc;
	SES_HEADER		*header;
	ASN1_IA5STRING		*es_id;
	SES_PROPERTY		*property;
	SES_PICTURE		*picture;
	STACK_OF(SES_EXT)	*ext;		/* the standard's: untagged */
	STACK_OF(SES_EXT)	*ext_tagged;	/* seen in use: [0] */
} SES_SEAL_INFO;

typedef struct {
	ASN1_ENCODING		 enc;
	SES_SEAL_INFO		*info;
	ASN1_OCTET_STRING	*cert;		/* the maker's, DER */
	ASN1_OBJECT		*algorithm;
	ASN1_BIT_STRING		*value;
	ASN1_BIT_STRING		*timestamp;	/* version 5 only */
} SES_SEAL;

DECLARE_ASN1_FUNCTIONS(SES_CERT_DIGEST)
DECLARE_ASN1_FUNCTIONS(SES_EXT)
DECLARE_ASN1_FUNCTIONS(SES_SEAL_INFO)
DECLARE_ASN1_FUNCTIONS(SES_SEAL)

#endif
