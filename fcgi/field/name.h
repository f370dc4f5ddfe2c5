/*
 * 姓名: a person's name as the registry keeps it (民委发〔2016〕33号).
 */
#ifndef ECERT_FIELD_NAME_H
#define ECERT_FIELD_NAME_H

#include "base/reason.h"
#include "field/certificate.h"

/*
 * Bring a typed name into the form that is compared: white space at the ends
 * taken away, and between Han characters and separators too (张　三 is 张三:
 * padding for looks); nothing is normalised otherwise, for NFC would rewrite
 * compatibility ideographs.  Spaces between Latin letters stay.
 *
 * NAME_EMPTY; NAME_LONG past NAME_CHARS_MAX characters; NAME_ENCODING for
 * broken UTF-8, control characters (also those of writing direction),
 * noncharacters and U+FFFD; NAME_PRIVATE for private-use characters;
 * NAME_SEPARATOR when a look-alike of U+00B7 stands between two letters:
 * U+2022 U+2027 U+30FB U+FF65 U+22C5 U+2219 U+16EB U+FF0E U+3002 '.'  (a '.'
 * followed by a space, or in a name of Latin letters only, is an initial and
 * passes).  out is untouched on failure.
 */
enum reason	 name_normalise(const char *typed, char out[NAME_BYTES])
		    MUST_CHECK;

/*
 * The same name with look-alike separators replaced by U+00B7: what the form
 * offers beside NAME_SEPARATOR.  Fails as name_normalise() for the rest.
 */
enum reason	 name_with_separator(const char *typed, char out[NAME_BYTES])
		    MUST_CHECK;

#endif
