/*
 * The rows of a file of certificates, as examination centres make them: CSV
 * read as a stream of any length in little memory.  Bytes to cells; what they
 * mean is intake_row.h.
 */
#ifndef ECERT_SERVICE_INTAKE_SHEET_H
#define ECERT_SERVICE_INTAKE_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/reason.h"
#include "service/sheet_text.h"

#define INTAKE_CELL_BYTES	512	/* of a cell that is read: CELL_LONG */
#define INTAKE_CELLS_MAX	256	/* of a row */
#define INTAKE_ROWS_MAX		50000000u /* IMPORT_ROWS */

enum intake_column {
	INTAKE_NAME,
	INTAKE_ID_TYPE,		/* need not be there: 111 */
	INTAKE_ID_NUMBER,
	INTAKE_SEX,		/* need not be there: from the number */
	INTAKE_BIRTH,		/* likewise */
	INTAKE_APPROVED,	/* need not be there: of the whole file */
	INTAKE_MANAGEMENT_NO,
	INTAKE_PROVINCE,
	INTAKE_LEVEL,		/* where the qualification has any */
	INTAKE_SPECIALTY,	/* likewise */
	INTAKE__COLUMNS		/* of a fault: the whole row */
};

struct intake_cell {
	unsigned	 number;	/* place, from 1; 0: absent */
	bool		 whole;		/* all of it fitted */
	bool		 is_text;	/* marked as text: ="..." */
	char		 text[INTAKE_CELL_BYTES];	/* cleaned */
};

struct intake_cells {
	uint32_t		 row;	/* of data, from 1; empty ones not
					   counted */
	uint32_t		 line;	/* where it begins; the first is 1 */
	size_t			 count;	/* cells in it */
	size_t			 width;	/* cells of the header */
	struct intake_cell	 cell[INTAKE__COLUMNS];
};

/* What is done with a row; anything but OK ends the reading. */
typedef enum reason	 intake_row_taker(void *arg, struct intake_cells *);

struct intake_sheet;

/*
 * IMPORT_COLUMNS when the first row does not name 姓名 (name), 证件号码
 * (id_number), 管理号 (management_no) and 省份 (province) once each, with the
 * name that is missing as detail; BATCH_FORMAT with the line for a quote that
 * is never closed; IMPORT_EMPTY; IMPORT_ROWS.
 */
enum reason	 intake_sheet_open(enum sheet_encoding, intake_row_taker *,
		    void *arg, struct intake_sheet **) MUST_CHECK;
enum reason	 intake_sheet_add(struct intake_sheet *, const char *, size_t)
		    MUST_CHECK;
enum reason	 intake_sheet_end(struct intake_sheet *) MUST_CHECK;
void		 intake_sheet_free(struct intake_sheet **);	/* overwrites */

uint32_t	 intake_sheet_rows(const struct intake_sheet *);

/* How many of the header's columns are not read. */
size_t		 intake_sheet_unread(const struct intake_sheet *);

/* The column's name as the manual has it; "row" of a whole row. */
const char	*intake_column_name(enum intake_column, bool english);

#endif
