/*
 * How personal data is shortened wherever it is shown: one rule for pages,
 * XML, JSON, CSV, logs and QR codes.
 */
#ifndef ECERT_FIELD_MASK_H
#define ECERT_FIELD_MASK_H

#include <stddef.h>

#include "field/certificate.h"

/* Who will see it. */
enum mask {
	MASK_NONE,	/* entitled: holder, bureau, the document itself */
	MASK_KNOWN,	/* someone who already gave name and number */
	MASK_STRANGER	/* anyone else */
};

/*
 * MASK_KNOWN: first 3 and last 4 characters, the rest as '*' (fewer than 10
 * characters: first 1 and last 1).  MASK_STRANGER: first 1 and last 1.
 * Numbers of 2 characters or fewer become all '*'.
 */
void	 mask_id_number(enum mask, const char *, char out[ID_NUMBER_BYTES]);

/*
 * MASK_KNOWN: the whole name.  MASK_STRANGER: every character but the last
 * as '*'; a name of one character becomes '*'.
 */
void	 mask_name(enum mask, const char *, char out[NAME_BYTES]);

#endif
