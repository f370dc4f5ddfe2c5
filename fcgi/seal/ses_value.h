/* Single values of a decoded structure, checked: private to this folder. */
#ifndef ECERT_SEAL_SES_VALUE_H
#define ECERT_SEAL_SES_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/reason.h"
#include "seal/cert.h"
#include "seal/ses.h"

/* Is this string UTF-8 that can be put before people: text_is_shown(). */
bool		 ses_is_clean(const char *, size_t);

/*
 * Each names the field in the detail of its fault.  Text goes to out, which
 * has room for max bytes and the NUL: printable ASCII, or UTF-8 for a
 * UTF8String.
 */
enum reason	 ses_text(const ASN1_STRING *, const char *field, char *out,
		    size_t max) MUST_CHECK;
enum reason	 ses_number(const ASN1_INTEGER *, const char *field, int min,
		    int max, int *out) MUST_CHECK;
enum reason	 ses_time(const ASN1_GENERALIZEDTIME *, const char *field,
		    time_t *out) MUST_CHECK;
enum reason	 ses_cert(const ASN1_OCTET_STRING *, const char *field,
		    struct cert **out) MUST_CHECK;
/* No unused bits, 1 to max bytes. */
enum reason	 ses_bits(const ASN1_BIT_STRING *, const char *field, int max)
		    MUST_CHECK;
enum reason	 ses_exts(const STACK_OF(SES_EXT) *standard,
		    const STACK_OF(SES_EXT) *seen, const char *field)
		    MUST_CHECK;

/* SEAL_ALGORITHM unless 1.2.156.10197.1.501, SM2 with SM3. */
enum reason	 ses_algorithm(const ASN1_OBJECT *) MUST_CHECK;

#endif
