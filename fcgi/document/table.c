/* Quotes for CSV; libxlsxwriter for XLSX. */
#define _GNU_SOURCE		/* memfd_create() */
#include <sys/mman.h>
#include <sys/stat.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "document/table.h"

#define CELL_MAX	8192	/* bytes of a cell; spreadsheets take 32767 */
#define COLUMN_WIDTH	24	/* characters: an ID number and a margin */
#define NUMBER_MAX	15	/* digits that spreadsheets keep */

/* What is to be written. */
struct table {
	const char *const *cells;
	size_t		   columns, rows;
	const bool	  *is_number;	/* of each column; NULL: none */
};

/* Nothing but a number: digits, a sign before, a point within. */
static bool
reads_as_number(const char *cell)
{
	size_t	 whole, part = 0;

	cell += *cell == '-';
	whole = strspn(cell, "0123456789");
	cell += whole;
	if (whole > 0 && *cell == '.') {
		part = strspn(cell + 1, "0123456789");
		if (part == 0)
			return false;
		cell += 1 + part;
	}
	return whole > 0 && whole + part <= NUMBER_MAX && *cell == '\0';
}

static bool
is_number(const struct table *t, size_t i)
{

	return t->is_number != NULL && i >= t->columns &&
	    t->is_number[i % t->columns] && reads_as_number(t->cells[i]);
}

static const char *
guard(const char *cell)
{
	static const char *const signs[] = {
		"=", "+", "-", "@", "\t", "\r", "\n",
		"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
		"\xEF\xBC\xA0",
	};
	size_t	 i;

	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (strncmp(cell, signs[i], strlen(signs[i])) == 0)
			return "'";
	return "";
}

static enum reason
csv_cell(const char *cell, const char *sign, bool last, struct buf *out)
{
	enum reason	 why;
	size_t		 n;

	if ((why = buf_printf(out, "\"%s", sign)) != OK)
		return why;
	for (; *cell != '\0'; cell += n) {
		if ((n = strcspn(cell, "\"")) > 0)
			why = buf_add(out, cell, n);
		else {
			n = 1;
			why = buf_puts(out, "\"\"");
		}
		if (why != OK)
			return why;
	}
	return buf_puts(out, last ? "\"\r\n" : "\",");
}

enum reason
table_csv_row(const char *const *cells, size_t columns, struct buf *out)
{
	enum reason	 why = OK;
	size_t		 i;

	for (i = 0; why == OK && i < columns; i++)
		why = csv_cell(cells[i], guard(cells[i]), i == columns - 1,
		    out);
	return why;
}

enum reason
table_csv_of(const char *const *cells, size_t columns, size_t rows,
    const bool *numbers, struct buf *out)
{
	const struct table	 t = { cells, columns, rows, numbers };
	enum reason		 why = buf_puts(out, "\xEF\xBB\xBF");
	size_t			 i;

	for (i = 0; why == OK && i < columns * rows; i++)
		why = csv_cell(cells[i], is_number(&t, i) ? "" :
		    guard(cells[i]), i % columns == columns - 1, out);
	return why;
}

enum reason
table_csv(const char *const *cells, size_t columns, size_t rows,
    struct buf *out)
{

	return table_csv_of(cells, columns, rows, NULL, out);
}

static enum reason
xlsx_cell(lxw_worksheet *sheet, size_t row, size_t column, const char *cell,
    lxw_format *format)
{
	char	 text[CELL_MAX];
	int	 n = snprintf(text, sizeof(text), "%s%s", guard(cell), cell);

	if (n < 0 || (size_t)n >= sizeof(text))
		return fail(REASON_TOO_LARGE, "cell");
	if (worksheet_write_string(sheet, (lxw_row_t)row, (lxw_col_t)column,
	    text, format) != LXW_NO_ERROR)
		return fail(REASON_XML, "workbook: cell");
	return OK;
}

static enum reason
xlsx_number(lxw_worksheet *sheet, size_t row, size_t column, const char *cell,
    lxw_format *format)
{

	if (worksheet_write_number(sheet, (lxw_row_t)row, (lxw_col_t)column,
	    strtod(cell, NULL), format) != LXW_NO_ERROR)
		return fail(REASON_XML, "workbook: number");
	return OK;
}

static enum reason
fill(lxw_workbook *book, const char *name, const struct table *t)
{
	size_t		 columns = t->columns;
	lxw_worksheet	*sheet = workbook_add_worksheet(book, name);
	lxw_format	*text = workbook_add_format(book);
	lxw_format	*head = workbook_add_format(book);
	lxw_format	*number = workbook_add_format(book);
	enum reason	 why = OK;
	size_t		 i;

	if (sheet == NULL || text == NULL || head == NULL || number == NULL)
		return fail(REASON_XML, "workbook: sheet");
	/* "@" is text: what is typed over an ID later keeps its digits too. */
	format_set_num_format(text, "@");
	format_set_num_format(head, "@");
	format_set_bold(head);
	format_set_align(number, LXW_ALIGN_RIGHT);
	worksheet_set_column(sheet, 0, (lxw_col_t)(columns - 1), COLUMN_WIDTH,
	    text);
	worksheet_freeze_panes(sheet, 1, 0);
	for (i = 0; why == OK && i < columns * t->rows; i++)
		why = is_number(t, i) ?
		    xlsx_number(sheet, i / columns, i % columns, t->cells[i],
		    number) :
		    xlsx_cell(sheet, i / columns, i % columns, t->cells[i],
		    i < columns ? head : text);
	return why;
}

static enum reason
write_to(int fd, const char *name, const struct table *t)
{
	char			 path[32], folder[] = "/dev/shm";
	lxw_workbook_options	 options = { .constant_memory = LXW_FALSE };
	lxw_workbook		*book;
	struct stat		 st;
	enum reason		 why;
	lxw_error		 error;

	/* Its parts are files for a moment: of memory, where there is one. */
	if (stat(folder, &st) == 0 && S_ISDIR(st.st_mode))
		options.tmpdir = folder;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if ((book = workbook_new_opt(path, &options)) == NULL)
		return fail(REASON_MEMORY, "workbook");
	why = fill(book, name, t);
	error = workbook_close(book);
	return why != OK || error == LXW_NO_ERROR ? why :
	    fail(REASON_XML, "workbook: %s", lxw_strerror(error));
}

enum reason
table_xlsx_of(const char *sheet, const char *const *cells, size_t columns,
    size_t rows, const bool *numbers, struct buf *out)
{
	const struct table	 t = { cells, columns, rows, numbers };
	int			 fd = memfd_create("table", MFD_CLOEXEC);
	enum reason		 why;

	if (fd == -1)
		return fail(REASON_XML, "no memory file");
	if ((why = write_to(fd, sheet, &t)) == OK) {
		if (lseek(fd, 0, SEEK_SET) == 0)
			why = buf_read_fd(out, fd);
		else
			why = fail(REASON_XML, "memory file");
	}
	close(fd);
	return why;
}

enum reason
table_xlsx(const char *sheet, const char *const *cells, size_t columns,
    size_t rows, struct buf *out)
{

	return table_xlsx_of(sheet, cells, columns, rows, NULL, out);
}
