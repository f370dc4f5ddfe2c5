/* Quotes for CSV; libxlsxwriter for XLSX. */
#define _GNU_SOURCE		/* memfd_create() */
#include <sys/mman.h>
#include <sys/stat.h>

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "document/table.h"

#define CELL_MAX	8192	/* bytes of a cell; spreadsheets take 32767 */
#define COLUMN_WIDTH	24	/* characters: an ID number and a margin */

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
csv_cell(const char *cell, bool last, struct buf *out)
{
	enum reason	 why;
	size_t		 n;

	if ((why = buf_printf(out, "\"%s", guard(cell))) != OK)
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
		why = csv_cell(cells[i], i == columns - 1, out);
	return why;
}

enum reason
table_csv(const char *const *cells, size_t columns, size_t rows,
    struct buf *out)
{
	enum reason	 why = buf_puts(out, "\xEF\xBB\xBF");
	size_t		 i;

	for (i = 0; why == OK && i < rows; i++)
		why = table_csv_row(cells + i * columns, columns, out);
	return why;
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
fill(lxw_workbook *book, const char *name, const char *const *cells,
    size_t columns, size_t rows)
{
	lxw_worksheet	*sheet = workbook_add_worksheet(book, name);
	lxw_format	*text = workbook_add_format(book);
	lxw_format	*head = workbook_add_format(book);
	enum reason	 why = OK;
	size_t		 i;

	if (sheet == NULL || text == NULL || head == NULL)
		return fail(REASON_XML, "workbook: sheet");
	/* "@" is text: what is typed over an ID later keeps its digits too. */
	format_set_num_format(text, "@");
	format_set_num_format(head, "@");
	format_set_bold(head);
	worksheet_set_column(sheet, 0, (lxw_col_t)(columns - 1), COLUMN_WIDTH,
	    text);
	worksheet_freeze_panes(sheet, 1, 0);
	for (i = 0; why == OK && i < columns * rows; i++)
		why = xlsx_cell(sheet, i / columns, i % columns, cells[i],
		    i < columns ? head : text);
	return why;
}

static enum reason
write_to(int fd, const char *name, const char *const *cells, size_t columns,
    size_t rows)
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
	why = fill(book, name, cells, columns, rows);
	error = workbook_close(book);
	return why != OK || error == LXW_NO_ERROR ? why :
	    fail(REASON_XML, "workbook: %s", lxw_strerror(error));
}

enum reason
table_xlsx(const char *sheet, const char *const *cells, size_t columns,
    size_t rows, struct buf *out)
{
	int		 fd = memfd_create("table", MFD_CLOEXEC);
	enum reason	 why;

	if (fd == -1)
		return fail(REASON_XML, "no memory file");
	if ((why = write_to(fd, sheet, cells, columns, rows)) == OK) {
		if (lseek(fd, 0, SEEK_SET) == 0)
			why = buf_read_fd(out, fd);
		else
			why = fail(REASON_XML, "memory file");
	}
	close(fd);
	return why;
}
