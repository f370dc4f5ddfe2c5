/*
 * What the electronic seal of a document covers, and how that is digested: one
 * place for whoever seals and whoever checks (doc/format.md).
 */
#ifndef ECERT_DOCUMENT_SEAL_DIGEST_H
#define ECERT_DOCUMENT_SEAL_DIGEST_H

#include <libxml/tree.h>

#include "base/reason.h"
#include "seal/sm2.h"

/* The attributes of <sealSignature>, and the propertyInfo in the stamp. */
#define SEAL_FORM		"GB/T 38540-2020"
#define SEAL_DIGEST_OID		"1.2.156.10197.1.401"	/* SM3 */
#define SEAL_SIGNATURE_OID	"1.2.156.10197.1.501"	/* SM2 with SM3 */
#define SEAL_COVERS		"certificate"
#define SEAL_PROPERTY		"exc-c14n /document/certificate"

/*
 * SM3 over the exclusive canonical form, without comments, of the one
 * <certificate> child of the root as it stands in the document.  FILE_FORMAT
 * when there is not exactly one.
 */
enum reason	 seal_digest(xmlDoc *, unsigned char hash[SM3_BYTES])
		    MUST_CHECK;

#endif
