#include <stdio.h>

#include "document/table.h"
#include "service/intake_fault.h"

#define COLUMNS	11

enum reason
intake_fault_line(const struct intake_fault *f, struct buf *out)
{
	const struct reason_info	*info = reason_info(f->why);
	enum reason			 why;

	why = buf_printf(out, "%u:%u: [%s] %s %s", f->line, f->number,
	    info->code, intake_column_name(f->column, false),
	    intake_column_name(f->column, true));
	if (why == OK && f->shown[0] != '\0')
		why = buf_printf(out, " \"%s\"", f->shown);
	if (why == OK)
		why = buf_printf(out, ": %s %s", info->zh, info->en);
	if (why == OK && f->other != 0)
		why = buf_printf(out, " (-> %u)", f->other);
	return why != OK ? why : buf_puts(out, "\n");
}

enum reason
intake_fault_head(struct buf *out)
{
	static const char *const cells[COLUMNS] = {
		"行号 line", "列号 column", "列名", "name", "代码 code",
		"内容（已遮盖）value (masked)", "说明", "如何处理",
		"what is wrong", "what to do", "另一行 other line",
	};

	return table_csv(cells, COLUMNS, 1, out);
}

enum reason
intake_fault_row(const struct intake_fault *f, struct buf *out)
{
	const struct reason_info	*info = reason_info(f->why);
	char				 line[16], number[16], other[16] = "";
	const char			*cells[COLUMNS] = {
		line, number, intake_column_name(f->column, false),
		intake_column_name(f->column, true), info->code, f->shown,
		info->zh, info->zh_next, info->en, info->en_next, other,
	};

	(void)snprintf(line, sizeof(line), "%u", f->line);
	(void)snprintf(number, sizeof(number), "%u", f->number);
	if (f->other != 0)
		(void)snprintf(other, sizeof(other), "%u", f->other);
	return table_csv_row(cells, COLUMNS, out);
}
