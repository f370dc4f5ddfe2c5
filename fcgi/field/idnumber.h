/*
 * 证件号码: numbers of identity documents.  Resident identity numbers follow
 * GB 11643-1999 (18 characters, ISO 7064 MOD 11-2 check character); numbers
 * of other documents are opaque text.
 */
#ifndef ECERT_FIELD_IDNUMBER_H
#define ECERT_FIELD_IDNUMBER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/reason.h"
#include "field/certificate.h"

/*
 * Bring a number as typed into the form that is stored and compared: folded to
 * half width, without spaces, upper case, 15-digit resident numbers converted
 * to 18 (GB 11643: 19 inserted before the year, 18 for serials 996..999).
 *
 * A number of 18 digits (or 17 and X) is checked as a resident number: date of
 * birth (ID_DATE) and check character (ID_CHECK).  11 to 17, 19 and 20 digits
 * are told as ID_LENGTH (15 with a wrong date as ID_DATE); fewer or more, and
 * anything with letters, brackets or hyphens, passes as another document.
 * ID_EMPTY, ID_CHARACTER (also for more than 32 characters) as named.
 * out is untouched on failure.
 */
enum reason	 idnumber_normalise(const char *typed,
		    char out[ID_NUMBER_BYTES]) MUST_CHECK;

/*
 * The same for a document that is known to be another one: folded, and nothing
 * read into it.  ID_EMPTY, ID_CHARACTER.
 */
enum reason	 idnumber_normalise_other(const char *typed,
		    char out[ID_NUMBER_BYTES]) MUST_CHECK;

/* How many characters are in what was typed, white space aside; 0: too many. */
size_t		 idnumber_length(const char *typed);

/* Is this a well-formed GB 11643 number of 18 characters? OK, ID_*. */
enum reason	 idnumber_check_resident(const char *) MUST_CHECK;

/* The check character for 17 digits (GB 11643-1999, 6); '\0' if not digits. */
char		 idnumber_check_character(const char digits[17]);

/*
 * Date of birth, and sex by GB/T 2261.1 (1 male, 2 female), from a resident
 * number; "" and 0 (unknown) from what is none.
 */
void		 idnumber_birth(const char *, char out[DATE_BYTES]);
int		 idnumber_sex(const char *);

/* Does this code name a person's document (GB/T 36903 annex A)? */
bool		 idtype_is_known(const char *);

#endif
