/*
 * A cell of a table as spreadsheets leave it.
 */
#ifndef ECERT_SERVICE_SHEET_CELL_H
#define ECERT_SERVICE_SHEET_CELL_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Trim, and take ="..." or a leading apostrophe away, in place.  True when one
 * was there: the cell was marked as text, so that no digit of it is lost.
 */
bool		 sheet_cell_clean(char *);

/* 1.10101E+17: the digits that are gone cannot be guessed. */
bool		 sheet_cell_is_exponent(const char *);

/* #N/A, #REF! and their like, and ##### for want of width. */
bool		 sheet_cell_is_error(const char *);

/* =A1+1 and the like. */
bool		 sheet_cell_is_formula(const char *);

/*
 * Copy a text that need not end in NUL; what does not fit is cut, between
 * characters where it is UTF-8.  True when all of it fitted.
 */
bool		 sheet_cell_put(char *to, size_t size, const char *,
		    size_t len);

/* Some save with semicolons or tabs: the header row tells. */
unsigned char	 sheet_delimiter(const char *text);

#endif
