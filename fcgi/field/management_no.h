/*
 * 管理号: the number that a certificate is managed under.  There is no public
 * rule for it: opaque text of 6 to 32 letters, digits and hyphens.
 */
#ifndef ECERT_FIELD_MANAGEMENT_NO_H
#define ECERT_FIELD_MANAGEMENT_NO_H

#include "base/reason.h"
#include "field/certificate.h"

/*
 * Bring a typed number into the form that is compared: folded to half width,
 * without spaces; case is kept.  MANAGEMENT_EMPTY, MANAGEMENT_CHARACTER.  out
 * is untouched on failure.
 */
enum reason	 management_no_normalise(const char *typed,
		    char out[MANAGEMENT_NO_BYTES]) MUST_CHECK;

#endif
