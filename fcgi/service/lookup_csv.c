/* libcsv splits; headers are matched, cells cleaned, checked, masked. */
#include <csv.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "field/idnumber.h"
#include "field/management_no.h"
#include "field/mask.h"
#include "field/name.h"
#include "service/lookup_csv.h"
#include "service/lookup_text.h"
#include "service/sheet_cell.h"

#define CELLS_MAX	64	/* of a row; BATCH_CELLS */
#define CELL_BYTES	1024	/* of a cell that is read */
#define HEADER_NONE	CELLS_MAX

static const struct {
	enum lookup_column	 column;
	const char		*name;
} headers[] = {
	{ LOOKUP_NAME, "姓名" },
	{ LOOKUP_NAME, "name" },
	{ LOOKUP_ID_NUMBER, "证件号码" },
	{ LOOKUP_ID_NUMBER, "证件号" },
	{ LOOKUP_ID_NUMBER, "身份证号码" },
	{ LOOKUP_ID_NUMBER, "id_number" },
	{ LOOKUP_MANAGEMENT_NO, "管理号" },
	{ LOOKUP_MANAGEMENT_NO, "management_no" },
};
#define HEADERS	(sizeof(headers) / sizeof(headers[0]))

struct reading {
	struct lookup_sheet	*sheet;
	enum reason		 why;
	unsigned		 number;	/* of the row, from 1 */
	size_t			 cells;		/* seen in this row */
	size_t			 width;		/* cells of the header */
	size_t			 at[LOOKUP__COLUMNS];
	bool			 blank;		/* nothing in it so far */
	bool			 ended;		/* the last line was read */
	char			 header[CELLS_MAX][32];
	char			 cell[LOOKUP__COLUMNS][CELL_BYTES];
};

const char *
lookup_column_name(enum lookup_column c)
{
	static const char *const names[] = {
		[LOOKUP_NAME] = "name",
		[LOOKUP_ID_NUMBER] = "id_number",
		[LOOKUP_MANAGEMENT_NO] = "management_no",
		[LOOKUP__COLUMNS] = "row",
	};

	return names[c <= LOOKUP__COLUMNS ? c : LOOKUP__COLUMNS];
}

/* As given, where that may be shown (web.md, "Masks"). */
static void
show(enum lookup_column column, const char *cell,
    char out[LOOKUP_SHOWN_BYTES])
{
	*out = '\0';
	if (!text_is_xml(cell))
		return;
	/* A number in the wrong column stays a number. */
	if (column == LOOKUP_NAME && strpbrk(cell, "0123456789") == NULL)
		mask_name(MASK_KNOWN, cell, out);
	else
		mask_id_number(MASK_KNOWN, cell, out);
}

static void
add_fault(struct reading *r, enum lookup_column column, enum reason why)
{
	struct lookup_fault	*f = &r->sheet->fault[r->sheet->faults++];

	f->row = r->number;
	f->column = column;
	f->why = why;
	if (column < LOOKUP__COLUMNS)
		show(column, r->cell[column], f->shown);
}

static enum reason
check(enum lookup_column column, const char *cell, struct triple *t)
{
	if (column != LOOKUP_NAME && sheet_cell_is_exponent(cell))
		return REASON_BATCH_EXPONENT;
	switch (column) {
	case LOOKUP_NAME:
		return name_normalise(cell, t->name);
	case LOOKUP_ID_NUMBER:
		return idnumber_normalise(cell, t->id_number);
	default:
		return management_no_normalise(cell, t->management_no);
	}
}

static void
take_row(struct reading *r)
{
	struct lookup_row	*row = &r->sheet->row[r->sheet->rows];
	size_t			 before = r->sheet->faults;
	enum reason		 why;
	int			 c;

	if (r->sheet->rows + r->sheet->bad_rows == LOOKUP_ROWS_MAX) {
		r->why = fail(REASON_BATCH_ROWS, "too many rows");
		return;
	}
	row->number = r->number;
	if (r->cells != r->width)
		add_fault(r, LOOKUP__COLUMNS, REASON_BATCH_CELLS);
	else for (c = 0; c < LOOKUP__COLUMNS; c++) {
		(void)sheet_cell_clean(r->cell[c]);
		if ((why = check(c, r->cell[c], &row->triple)) != OK)
			add_fault(r, c, why);
	}
	if (r->sheet->faults == before)
		r->sheet->rows++;
	else
		r->sheet->bad_rows++;
}

static void
name_column(struct reading *r, size_t cell)
{
	char	*name = r->header[cell];
	size_t	 i;

	(void)sheet_cell_clean(name);
	for (i = 0; i < HEADERS; i++) {
		if (strcasecmp(name, headers[i].name) != 0)
			continue;
		if (r->at[headers[i].column] != HEADER_NONE)
			r->why = fail(REASON_BATCH_COLUMNS, "column twice");
		r->at[headers[i].column] = cell;
	}
}

static void
take_header(struct reading *r)
{
	size_t	 i;

	r->width = r->cells;
	if (r->cells > CELLS_MAX) {
		r->why = fail(REASON_BATCH_COLUMNS, "too many columns");
		return;
	}
	for (i = 0; i < r->cells; i++)
		name_column(r, i);
	for (i = 0; i < LOOKUP__COLUMNS; i++)
		if (r->at[i] == HEADER_NONE)
			r->why = fail(REASON_BATCH_COLUMNS, "column missing");
}

static void
on_cell(void *text, size_t len, void *data)
{
	struct reading	*r = data;
	size_t		 c;

	if (r->why != OK)
		return;
	if (len > 0 && strspn(text, " \t") < len)
		r->blank = false;
	if (r->width == 0 && r->cells < CELLS_MAX)
		(void)sheet_cell_put(r->header[r->cells],
		    sizeof(r->header[0]), text, len);
	for (c = 0; r->width > 0 && c < LOOKUP__COLUMNS; c++)
		if (r->at[c] == r->cells)
			(void)sheet_cell_put(r->cell[c], CELL_BYTES, text,
			    len);
	r->cells++;
}

static void
on_row(int end, void *data)
{
	struct reading	*r = data;

	(void)end;
	/* All lines ended, and yet a row goes on: a quote was left open. */
	if (r->ended && r->why == OK)
		r->why = fail(REASON_BATCH_FORMAT, "an open quote");
	r->number++;
	if (r->why == OK && !r->blank) {
		if (r->width == 0)
			take_header(r);
		else
			take_row(r);
	}
	r->cells = 0;
	r->blank = true;
	explicit_bzero(r->cell, sizeof(r->cell));
}

static enum reason
split(const struct buf *text, struct reading *r)
{
	struct csv_parser	 p;
	enum reason		 why = OK;

	if (csv_init(&p, CSV_REPALL_NL | CSV_APPEND_NULL) != 0)
		return fail(REASON_MEMORY, "CSV");
	csv_set_delim(&p, sheet_delimiter(buf_text(text)));
	if (csv_parse(&p, text->data, text->len, on_cell, on_row, r) !=
	    text->len)
		why = fail(csv_error(&p) == CSV_ENOMEM ? REASON_MEMORY :
		    REASON_BATCH_FORMAT, "not CSV");
	r->ended = true;
	if (why == OK && csv_fini(&p, on_cell, on_row, r) != 0)
		why = fail(REASON_BATCH_FORMAT, "not CSV");
	if (p.entry_buf != NULL)
		explicit_bzero(p.entry_buf, p.entry_size);
	csv_free(&p);
	return r->why != OK ? r->why : why;
}

static enum reason
read_text(const struct buf *text, struct lookup_sheet *sheet)
{
	struct reading	*r = calloc(1, sizeof(*r));
	enum reason	 why;
	size_t		 i;

	if (r == NULL)
		return fail(REASON_MEMORY, "table");
	r->sheet = sheet;
	r->blank = true;
	for (i = 0; i < LOOKUP__COLUMNS; i++)
		r->at[i] = HEADER_NONE;
	why = split(text, r);
	if (why == OK && sheet->rows + sheet->bad_rows == 0)
		why = fail(REASON_BATCH_EMPTY, "no rows");
	explicit_bzero(r, sizeof(*r));
	free(r);
	return why;
}

enum reason
lookup_csv_read(const char *bytes, size_t len, struct lookup_sheet *sheet)
{
	/* Three bytes of UTF-8 for two of GB18030 at most. */
	struct buf	 text = BUF_INIT(2 * LOOKUP_FILE_MAX);
	enum reason	 why;

	memset(sheet, 0, sizeof(*sheet));
	if (len == 0)
		return fail(REASON_BATCH_EMPTY, "no bytes");
	if (len > LOOKUP_FILE_MAX)
		return fail(REASON_BATCH_LARGE, "%zu bytes", len);
	/* One beyond, where a row is read before it is known to be good. */
	sheet->row = calloc(LOOKUP_ROWS_MAX + 1, sizeof(*sheet->row));
	sheet->fault = calloc((size_t)LOOKUP_ROWS_MAX * LOOKUP__COLUMNS,
	    sizeof(*sheet->fault));
	if (sheet->row == NULL || sheet->fault == NULL)
		return fail(REASON_MEMORY, "table");
	if ((why = lookup_text(bytes, len, &text)) == OK)
		why = read_text(&text, sheet);
	buf_cleanse(&text);
	return why;
}

void
lookup_sheet_free(struct lookup_sheet *sheet)
{
	if (sheet->row != NULL)
		explicit_bzero(sheet->row,
		    (LOOKUP_ROWS_MAX + 1) * sizeof(*sheet->row));
	if (sheet->fault != NULL)
		explicit_bzero(sheet->fault, (size_t)LOOKUP_ROWS_MAX *
		    LOOKUP__COLUMNS * sizeof(*sheet->fault));
	free(sheet->row);
	free(sheet->fault);
	memset(sheet, 0, sizeof(*sheet));
}
