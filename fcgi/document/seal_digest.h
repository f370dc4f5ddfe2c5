/*
 * What the electronic seal of a document covers, and how that is digested: one
 * place for whoever seals and whoever checks (doc/format.md).
 */
#ifndef ECERT_DOCUMENT_SEAL_DIGEST_H
#define ECERT_DOCUMENT_SEAL_DIGEST_H

#include <libxml/tree.h>

#include "base/reason.h"
#include "seal/sm2.h"

/* The attributes of <sealSignature> that are always the same. */
#define SEAL_FORM		"GB/T 38540-2020"
#define SEAL_DIGEST_OID		"1.2.156.10197.1.401"	/* SM3 */
#define SEAL_SIGNATURE_OID	"1.2.156.10197.1.501"	/* SM2 with SM3 */

/* The propertyInfo of a certificate's stamp. */
#define SEAL_PROPERTY		"exc-c14n /document/certificate"

/* What is covered: the attribute covers, and the propertyInfo in the stamp. */
struct seal_cover {
	const char	*word;
	const char	*property;
};

/*
 * Of a certificate document the certificate alone, so that its copies share
 * one digest; of any other document the whole.
 */
const struct seal_cover	*seal_cover(xmlDoc *);

/*
 * SM3 over an exclusive canonical form without comments: that of the one
 * <certificate> child of the root as it stands in the document, or that of
 * the whole document less the root's children sealSignature and Signature.
 * FILE_FORMAT when there is not exactly one certificate.  The document stays
 * as it is.
 */
enum reason	 seal_digest(xmlDoc *, unsigned char hash[SM3_BYTES])
		    MUST_CHECK;

#endif
