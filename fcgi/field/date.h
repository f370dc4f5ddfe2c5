/*
 * Dates as tables of people have them.
 */
#ifndef ECERT_FIELD_DATE_H
#define ECERT_FIELD_DATE_H

#include <stdbool.h>

#include "base/reason.h"
#include "field/certificate.h"

/* Is there such a day in the (proleptic) Gregorian calendar, from 1800 on? */
bool		 date_exists(int year, int month, int day);

/*
 * Bring a typed date into the form YYYY-MM-DD, or YYYY-MM where no day is
 * given.  Read are 1990-03-07, 1990/3/7, 1990.3.7, 1990年3月7日 and 19900307,
 * also in full-width digits, with a time of midnight behind (0:00:00).
 *
 * DATE_EMPTY; DATE_SERIAL for five digits, which are a spreadsheet's count of
 * days; DATE_YEAR for a year of two digits; DATE_CALENDAR when there is no such
 * day; DATE_FORM for all else.  out is untouched on failure.
 */
enum reason	 date_normalise(const char *typed, char out[DATE_BYTES])
		    MUST_CHECK;

/* A month of an examination, as YYYYMM. */
bool		 date_is_month(const char *);

#endif
