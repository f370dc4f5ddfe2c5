/*
 * 电子证照标识: the licence identifier of GB/T 36904-2018,
 *	1.2.156.3005.2.<type 21>.<issuer 18>.<serial>.<version 3>.<check>
 */
#ifndef ECERT_FIELD_LICENCE_H
#define ECERT_FIELD_LICENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/reason.h"
#include "field/certificate.h"

/*
 * ISO 7064 MOD 37,36 (GB/T 17710) over characters 0-9 A-Z; '\0' when another
 * character is in the text.
 */
char		 licence_check_character(const char *);

/*
 * Compose an identifier.  type: 21, issuer: 18, serial: 1 to 32 characters of
 * 0-9 A-Z; version 1..999.  DATA when a part does not fit.
 */
enum reason	 licence_identifier(const char *type, const char *issuer,
		    const char *serial, unsigned version,
		    char out[LICENCE_BYTES]) MUST_CHECK;

/* Is this a whole identifier with the right check character? */
bool		 licence_is_valid(const char *);

/*
 * The check character of a unified social credit code (GB 32100-2015) over
 * its first 17 characters; '\0' when one is not of its alphabet.
 */
char		 uscc_check_character(const char code[17]);

#endif
