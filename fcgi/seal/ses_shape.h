/*
 * The outline of the encoding, looked at before anything is decoded: private
 * to this folder.
 */
#ifndef ECERT_SEAL_SES_SHAPE_H
#define ECERT_SEAL_SES_SHAPE_H

#include <stddef.h>

#include "base/reason.h"

enum ses_kind {
	SES_KIND_UNKNOWN,
	SES_KIND_SEAL,		/* SESeal: four elements, five in version 5 */
	SES_KIND_STAMP,		/* SES_Signature: four elements, or five */
	SES_KIND_OLD		/* GM/T 0031-2014: two elements */
};

/*
 * Is this one value in definite, shortest-form lengths, nested no deeper and
 * of no more elements than limits.h says, with no bytes after it?  Indefinite
 * lengths and strings in pieces (BER) are refused: a signature is over one
 * spelling.  SEAL_DER, SEAL_TRAILING, SEAL_DEPTH or SEAL_LIMIT otherwise.
 */
enum reason	 ses_shape(const void *, size_t, enum ses_kind *) MUST_CHECK;

/* The same, and SEAL_LAYOUT or SEAL_OLD_LAYOUT unless it is of that kind. */
enum reason	 ses_shape_of(const void *, size_t, enum ses_kind) MUST_CHECK;

#endif
