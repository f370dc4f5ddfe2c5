#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "document/table.h"
#include "field/mask.h"
#include "service/lookup_table.h"

#define COLUMNS	8

static const char *const headers[2][COLUMNS] = {
	{ "行号", "姓名", "证件号码", "管理号", "结果", "证书状态",
	    "状态起始日期", "核验时间" },
	{ "row", "name", "id_number", "management_no", "result", "state",
	    "state_since", "checked_at" },
};

static const struct {
	const char	*word, *say[2];
} words[] = {
	{ "found", { "已查到", "found" } },
	{ "not-found", { "未查询到", "not found" } },
	{ "not-checked", { "未能核验（不代表证书无效）",
	    "could not check (this does not mean not valid)" } },
	{ "pending", { "尚未核验", "not checked yet" } },
	{ "issued", { "有效", "valid" } },
	{ "suspended", { "暂停使用", "suspended" } },
	{ "revoked", { "已撤销", "revoked" } },
	{ "superseded", { "已更正", "corrected" } },
	{ "", { "", "" } },
};

/* The texts of a line that stand nowhere else. */
struct line {
	char	 number[12];
	char	 id_number[ID_NUMBER_BYTES];
	char	 since[CLOCK_DATE_BYTES];
	char	 checked[CLOCK_ISO_BYTES];
};

static const char *
say(const char *word, bool english)
{
	size_t	 i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].word, word) == 0)
			return words[i].say[english];
	return say("not-checked", english);
}

static void
write_line(const struct lookup_answer *a, bool english, struct line *l,
    const char **cells)
{
	snprintf(l->number, sizeof(l->number), "%u", a->number);
	mask_id_number(MASK_KNOWN, a->asked.id_number, l->id_number);
	if (a->state_since != 0)
		clock_date(a->state_since, l->since);
	if (a->checked_at != 0)
		clock_iso(a->checked_at, l->checked);
	cells[0] = l->number;
	cells[1] = a->asked.name;
	cells[2] = l->id_number;
	cells[3] = a->asked.management_no;
	cells[4] = say(a->outcome, english);
	cells[5] = say(a->state, english);
	cells[6] = l->since;
	cells[7] = l->checked;
}

enum reason
lookup_table(const struct lookup_answer *answers, size_t count, bool english,
    bool xlsx, struct buf *out)
{
	const char	**cells = calloc((count + 1) * COLUMNS,
			    sizeof(*cells));
	struct line	 *lines = calloc(count + 1, sizeof(*lines));
	enum reason	  why;
	size_t		  i;

	if (cells == NULL || lines == NULL) {
		why = fail(REASON_MEMORY, "table");
		goto out;
	}
	memcpy(cells, headers[english], sizeof(headers[english]));
	for (i = 0; i < count; i++)
		write_line(&answers[i], english, &lines[i],
		    cells + (i + 1) * COLUMNS);
	why = xlsx ? table_xlsx(english ? "results" : "核验结果", cells,
	    COLUMNS, count + 1, out) : table_csv(cells, COLUMNS, count + 1,
	    out);
out:
	free(cells);
	free(lines);
	return why;
}
