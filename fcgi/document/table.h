/*
 * Tables for spreadsheets: CSV and XLSX, in which nothing is calculated and no
 * digit is lost.
 *
 * Cells are `rows` times `columns` UTF-8 texts row by row, the header first.
 * A cell that a spreadsheet could take for a formula (it begins with = + - @,
 * their full-width twins, TAB or CR) gets an apostrophe before it (OWASP, "CSV
 * Injection"), in both formats: what is read from one is saved as the other.
 */
#ifndef ECERT_DOCUMENT_TABLE_H
#define ECERT_DOCUMENT_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/*
 * Append CSV (RFC 4180) as spreadsheets read it: UTF-8 with its mark, CRLF,
 * every cell quoted.  TOO_LARGE; MEMORY.
 */
enum reason	 table_csv(const char *const *cells, size_t columns,
		    size_t rows, struct buf *) MUST_CHECK;

/* One row more of such a table. */
enum reason	 table_csv_row(const char *const *cells, size_t columns,
		    struct buf *) MUST_CHECK;

/*
 * Append a workbook (ISO/IEC 29500) of one sheet, every cell a text, the
 * header kept in sight.  Nothing is written to a disk.  XML when it could not
 * be made; TOO_LARGE.
 */
enum reason	 table_xlsx(const char *sheet, const char *const *cells,
		    size_t columns, size_t rows, struct buf *) MUST_CHECK;

/*
 * The same where some columns have numbers: a cell of these that is nothing
 * but one (an integer or decimal, perhaps negative) is a number of the
 * workbook, and is not taken for a formula.
 */
enum reason	 table_csv_of(const char *const *cells, size_t columns,
		    size_t rows, const bool *is_number, struct buf *)
		    MUST_CHECK;
enum reason	 table_xlsx_of(const char *sheet, const char *const *cells,
		    size_t columns, size_t rows, const bool *is_number,
		    struct buf *) MUST_CHECK;

#endif
