/*
 * A table of people to look up, as people make it: CSV in UTF-8 (with or
 * without its mark) or GB18030, any order of columns, the habits of
 * spreadsheets forgiven.  Text to rows; nothing is looked up.
 */
#ifndef ECERT_SERVICE_LOOKUP_CSV_H
#define ECERT_SERVICE_LOOKUP_CSV_H

#include <stddef.h>

#include "base/reason.h"
#include "field/triple.h"

#define LOOKUP_FILE_MAX		262144	/* bytes: BATCH_LARGE */
#define LOOKUP_ROWS_MAX		500	/* without the header: BATCH_ROWS */
#define LOOKUP_SHOWN_BYTES	NAME_BYTES

enum lookup_column {
	LOOKUP_NAME,
	LOOKUP_ID_NUMBER,
	LOOKUP_MANAGEMENT_NO,
	LOOKUP__COLUMNS		/* as a fault's column: of the whole row */
};

struct lookup_row {
	unsigned	 number;	/* in the file; the header is 1 */
	struct triple	 triple;
};

/* What is wrong with a cell; its value masked, "" where it cannot be shown. */
struct lookup_fault {
	unsigned		 row;
	enum lookup_column	 column;
	enum reason		 why;
	char			 shown[LOOKUP_SHOWN_BYTES];
};

struct lookup_sheet {
	struct lookup_row	*row;	/* the good ones */
	size_t			 rows;
	struct lookup_fault	*fault;
	size_t			 faults;
	size_t			 bad_rows;
};

/*
 * Read a file.  OK when it could be read as a table: what is wrong with single
 * rows is in its faults.  BATCH_EMPTY, BATCH_LARGE, BATCH_ROWS,
 * BATCH_ENCODING, BATCH_FORMAT, BATCH_COLUMNS for the file as a whole; MEMORY.
 * lookup_sheet_free() it in every case.
 *
 * Columns are known by their names: 姓名 or name, 证件号码 or id_number, 管理号
 * or management_no; others are not read.  Empty rows are passed over.  A cell
 * like ="110..." or '110... is taken without that.
 */
enum reason	 lookup_csv_read(const char *bytes, size_t len,
		    struct lookup_sheet *) MUST_CHECK;
void		 lookup_sheet_free(struct lookup_sheet *);	/* overwrites */

/* The column's name as the template has it: "name", ...; "row" of a row. */
const char	*lookup_column_name(enum lookup_column);

#endif
