/* libcsv splits what sheet_text.h makes of the bytes. */
#include <csv.h>

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "service/intake_sheet.h"
#include "service/sheet_cell.h"

/* A row that is still open after so much: a quote was never closed. */
#define ROW_BYTES_MAX	(1u << 20)
#define HEADER_BYTES	64

static const struct {
	enum intake_column	 column;
	const char		*name;
} headers[] = {
	{ INTAKE_NAME, "姓名" },
	{ INTAKE_NAME, "name" },
	{ INTAKE_ID_TYPE, "证件类型" },
	{ INTAKE_ID_TYPE, "id_type" },
	{ INTAKE_ID_NUMBER, "证件号码" },
	{ INTAKE_ID_NUMBER, "证件号" },
	{ INTAKE_ID_NUMBER, "身份证号码" },
	{ INTAKE_ID_NUMBER, "身份证号" },
	{ INTAKE_ID_NUMBER, "id_number" },
	{ INTAKE_SEX, "性别" },
	{ INTAKE_SEX, "sex" },
	{ INTAKE_BIRTH, "出生日期" },
	{ INTAKE_BIRTH, "出生年月" },
	{ INTAKE_BIRTH, "出生年月日" },
	{ INTAKE_BIRTH, "birth_date" },
	{ INTAKE_APPROVED, "批准日期" },
	{ INTAKE_APPROVED, "approved_on" },
	{ INTAKE_MANAGEMENT_NO, "管理号" },
	{ INTAKE_MANAGEMENT_NO, "management_no" },
	{ INTAKE_PROVINCE, "省份" },
	{ INTAKE_PROVINCE, "省级行政区" },
	{ INTAKE_PROVINCE, "province" },
	{ INTAKE_LEVEL, "级别" },
	{ INTAKE_LEVEL, "level" },
	{ INTAKE_SPECIALTY, "专业" },
	{ INTAKE_SPECIALTY, "specialty" },
};
#define HEADERS	(sizeof(headers) / sizeof(headers[0]))

static const enum intake_column needed[] = {
	INTAKE_NAME, INTAKE_ID_NUMBER, INTAKE_MANAGEMENT_NO, INTAKE_PROVINCE,
};
#define NEEDED	(sizeof(needed) / sizeof(needed[0]))

struct intake_sheet {
	struct sheet_text	*text;
	struct buf		 plain;
	struct csv_parser	 csv;
	bool			 has_csv;
	bool			 begun;		/* the delimiter is known */
	bool			 ended;
	intake_row_taker	*take;
	void			*arg;
	enum reason		 why;
	uint32_t		 line;		/* where the row begins */
	uint32_t		 breaks;	/* lines inside it */
	size_t			 open;		/* bytes since the last row */
	bool			 blank;
	size_t			 unread;
	char			 header[INTAKE_CELLS_MAX][HEADER_BYTES];
	/* Which column the cell at a place is; INTAKE__COLUMNS: none. */
	unsigned char		 column[INTAKE_CELLS_MAX];
	struct intake_cells	 now;
};

const char *
intake_column_name(enum intake_column column, bool english)
{
	size_t	 i;

	for (i = 0; i < HEADERS; i++)
		if (headers[i].column == column &&
		    ((unsigned char)headers[i].name[0] < 0x80) == english)
			return headers[i].name;
	return english ? "row" : "整行";
}

static void
name_column(struct intake_sheet *s, size_t place)
{
	struct intake_cell	*cell;
	size_t			 i;

	(void)sheet_cell_clean(s->header[place]);
	for (i = 0; i < HEADERS; i++) {
		if (strcasecmp(s->header[place], headers[i].name) != 0)
			continue;
		cell = &s->now.cell[headers[i].column];
		if (cell->number != 0)
			s->why = fail(REASON_IMPORT_COLUMNS, "twice: %s",
			    headers[i].name);
		cell->number = (unsigned)place + 1;
		s->column[place] = (unsigned char)headers[i].column;
		return;
	}
	s->unread++;
}

static void
take_header(struct intake_sheet *s)
{
	size_t	 i;

	s->now.width = s->now.count;
	if (s->now.count > INTAKE_CELLS_MAX) {
		s->why = fail(REASON_IMPORT_COLUMNS, "more than %d columns",
		    INTAKE_CELLS_MAX);
		return;
	}
	for (i = 0; i < s->now.count; i++)
		name_column(s, i);
	for (i = 0; i < NEEDED && s->why == OK; i++)
		if (s->now.cell[needed[i]].number == 0)
			s->why = fail(REASON_IMPORT_COLUMNS, "missing: %s %s",
			    intake_column_name(needed[i], false),
			    intake_column_name(needed[i], true));
}

static void
take_row(struct intake_sheet *s)
{
	struct intake_cell	*cell;
	size_t			 i;

	if (s->now.row == INTAKE_ROWS_MAX) {
		s->why = fail(REASON_IMPORT_ROWS, "more than %u rows",
		    INTAKE_ROWS_MAX);
		return;
	}
	s->now.row++;
	s->now.line = s->line;
	for (i = 0; i < INTAKE__COLUMNS; i++) {
		cell = &s->now.cell[i];
		cell->is_text = sheet_cell_clean(cell->text);
	}
	s->why = s->take(s->arg, &s->now);
}

static void
count_breaks(struct intake_sheet *s, const char *text, size_t len)
{
	const char	*end = text + len;

	while (len > 0 && (text = memchr(text, '\n', len)) != NULL) {
		s->breaks++;
		len = (size_t)(end - ++text);
	}
}

static void
on_cell(void *text, size_t len, void *data)
{
	struct intake_sheet	*s = data;
	struct intake_cell	*cell;
	size_t			 place = s->now.count++;

	if (s->why != OK)
		return;
	count_breaks(s, text, len);
	if (s->blank && len > 0 && strspn(text, " \t") < len)
		s->blank = false;
	if (place >= INTAKE_CELLS_MAX)
		return;
	if (s->now.width == 0)
		(void)sheet_cell_put(s->header[place], HEADER_BYTES, text,
		    len);
	else if (s->column[place] < INTAKE__COLUMNS) {
		cell = &s->now.cell[s->column[place]];
		cell->whole = sheet_cell_put(cell->text, INTAKE_CELL_BYTES,
		    text, len);
	}
}

static void
on_row(int end, void *data)
{
	struct intake_sheet	*s = data;
	size_t			 i;

	(void)end;
	/* All lines ended, and yet a row goes on: a quote was left open. */
	if (s->ended && s->why == OK)
		s->why = fail(REASON_BATCH_FORMAT, "a quote that begins in the "
		    "row of line %u is not closed", s->line);
	if (s->why == OK && !s->blank) {
		if (s->now.width == 0)
			take_header(s);
		else
			take_row(s);
	}
	for (i = 0; i < INTAKE__COLUMNS; i++) {
		s->now.cell[i].text[0] = '\0';
		s->now.cell[i].whole = true;
	}
	s->line += 1 + s->breaks;
	s->breaks = 0;
	s->open = 0;
	s->now.count = 0;
	s->blank = true;
}

enum reason
intake_sheet_open(enum sheet_encoding encoding, intake_row_taker *take,
    void *arg, struct intake_sheet **out)
{
	struct intake_sheet	*s = calloc(1, sizeof(*s));
	enum reason		 why;

	if (s == NULL)
		return fail(REASON_MEMORY, "table");
	s->plain = (struct buf)BUF_INIT(1u << 24);
	s->take = take;
	s->arg = arg;
	s->line = 1;
	s->blank = true;
	memset(s->column, INTAKE__COLUMNS, sizeof(s->column));
	why = sheet_text_open(encoding, false, &s->text);
	if (why == OK && csv_init(&s->csv, CSV_REPALL_NL | CSV_APPEND_NULL) !=
	    0)
		why = fail(REASON_MEMORY, "CSV");
	s->has_csv = why == OK;
	if (why != OK)
		intake_sheet_free(&s);
	*out = s;
	return why;
}

/* In pieces, so that a row without an end is noticed before it is kept. */
static enum reason
split(struct intake_sheet *s, const char *text, size_t len)
{
	size_t	 n;

	for (; len > 0 && s->why == OK; text += n, len -= n) {
		n = len < ROW_BYTES_MAX ? len : ROW_BYTES_MAX;
		s->open += n;
		if (csv_parse(&s->csv, text, n, on_cell, on_row, s) != n &&
		    s->why == OK)
			s->why = fail(csv_error(&s->csv) == CSV_ENOMEM ?
			    REASON_MEMORY : REASON_BATCH_FORMAT, "not CSV");
		if (s->why == OK && s->open > 2 * ROW_BYTES_MAX)
			s->why = fail(REASON_BATCH_FORMAT, "the row of line %u "
			    "does not end: a quote is not closed", s->line);
	}
	return s->why;
}

/* The first line is there, or so much text that there is none. */
static bool
can_begin(const struct intake_sheet *s, bool last)
{
	const char	*text = buf_text(&s->plain);
	size_t		 at = strspn(text, "\n");

	return last || s->plain.len > ROW_BYTES_MAX ||
	    text[at + strcspn(text + at, "\n")] == '\n';
}

static enum reason
add(struct intake_sheet *s, const char *bytes, size_t len, bool last)
{
	if (s->why != OK)
		return s->why;
	if ((s->why = sheet_text_add(s->text, bytes, len, last,
	    &s->plain)) != OK)
		return s->why;
	if (!s->begun && !can_begin(s, last))
		return OK;
	if (!s->begun)
		csv_set_delim(&s->csv, sheet_delimiter(buf_text(&s->plain) +
		    strspn(buf_text(&s->plain), "\n")));
	s->begun = true;
	(void)split(s, buf_text(&s->plain), s->plain.len);
	buf_clear(&s->plain);
	return s->why;
}

enum reason
intake_sheet_add(struct intake_sheet *s, const char *bytes, size_t len)
{

	return add(s, bytes, len, false);
}

enum reason
intake_sheet_end(struct intake_sheet *s)
{
	/* The last line ends too, so that an open quote is seen. */
	if (add(s, "\n", 1, true) != OK)
		return s->why;
	s->ended = true;
	if (csv_fini(&s->csv, on_cell, on_row, s) != 0 && s->why == OK)
		s->why = fail(REASON_BATCH_FORMAT, "not CSV");
	if (s->why == OK && s->now.row == 0)
		s->why = fail(REASON_IMPORT_EMPTY, "no rows");
	return s->why;
}

void
intake_sheet_free(struct intake_sheet **sheet)
{
	struct intake_sheet	*s = *sheet;

	*sheet = NULL;
	if (s == NULL)
		return;
	if (s->has_csv) {
		if (s->csv.entry_buf != NULL)
			explicit_bzero(s->csv.entry_buf, s->csv.entry_size);
		csv_free(&s->csv);
	}
	sheet_text_free(&s->text);
	buf_cleanse(&s->plain);
	explicit_bzero(s, sizeof(*s));
	free(s);
}

uint32_t
intake_sheet_rows(const struct intake_sheet *s)
{

	return s->now.row;
}

size_t
intake_sheet_unread(const struct intake_sheet *s)
{

	return s->unread;
}
