/* Tables of people to look up. */
#include "fuzz.h"

#include "base/text.h"
#include "document/table.h"
#include "field/idnumber.h"
#include "field/management_no.h"
#include "field/name.h"
#include "service/lookup_csv.h"

static bool
is_expected(enum reason why)
{
	return why == OK || why == REASON_BATCH_EMPTY ||
	    why == REASON_BATCH_LARGE || why == REASON_BATCH_ROWS ||
	    why == REASON_BATCH_ENCODING || why == REASON_BATCH_FORMAT ||
	    why == REASON_BATCH_COLUMNS;
}

static void
check_row(const struct lookup_row *row)
{
	char	 text[LOOKUP_SHOWN_BYTES > 256 ? LOOKUP_SHOWN_BYTES : 256];

	HOLDS(name_normalise(row->triple.name, text) == OK &&
	    strcmp(text, row->triple.name) == 0);
	HOLDS(idnumber_normalise(row->triple.id_number, text) == OK &&
	    strcmp(text, row->triple.id_number) == 0);
	HOLDS(management_no_normalise(row->triple.management_no, text) == OK &&
	    strcmp(text, row->triple.management_no) == 0);
}

static void
check_fault(const struct lookup_fault *f)
{
	HOLDS(f->why != OK && f->column <= LOOKUP__COLUMNS);
	HOLDS(memchr(f->shown, '\0', sizeof(f->shown)) != NULL);
	HOLDS(text_is_xml(f->shown));
}

/* Every row is there once, as good or as bad, in the order of the file. */
static void
check_sheet(const struct lookup_sheet *s)
{
	unsigned	 before = 1;
	size_t		 i, bad = 0;

	HOLDS(s->rows + s->bad_rows >= 1);
	HOLDS(s->rows + s->bad_rows <= LOOKUP_ROWS_MAX);
	for (i = 0; i < s->rows; i++) {
		HOLDS(s->row[i].number > before);
		before = s->row[i].number;
		check_row(&s->row[i]);
	}
	for (i = 0, before = 1; i < s->faults; i++) {
		HOLDS(s->fault[i].row >= before && s->fault[i].row > 1);
		bad += s->fault[i].row > before;
		before = s->fault[i].row;
		check_fault(&s->fault[i]);
	}
	HOLDS(bad == s->bad_rows);
}

/* What is good is good again, when it is sent as we write tables. */
static void
check_again(const struct lookup_sheet *s)
{
	static const char	*cells[3 * (LOOKUP_ROWS_MAX + 1)] = {
		"姓名", "证件号码", "管理号"
	};
	struct buf		 text = BUF_INIT(1u << 24);
	struct lookup_sheet	 again;
	size_t			 i;

	for (i = 0; i < s->rows; i++) {
		cells[3 * i + 3] = s->row[i].triple.name;
		cells[3 * i + 4] = s->row[i].triple.id_number;
		cells[3 * i + 5] = s->row[i].triple.management_no;
	}
	HOLDS(table_csv(cells, 3, s->rows + 1, &text) == OK);
	if (text.len <= LOOKUP_FILE_MAX) {
		HOLDS(lookup_csv_read(buf_text(&text), text.len, &again) == OK);
		HOLDS(again.rows == s->rows && again.faults == 0);
		for (i = 0; i < s->rows; i++) {
			HOLDS(strcmp(again.row[i].triple.name,
			    s->row[i].triple.name) == 0);
			HOLDS(strcmp(again.row[i].triple.id_number,
			    s->row[i].triple.id_number) == 0);
			HOLDS(strcmp(again.row[i].triple.management_no,
			    s->row[i].triple.management_no) == 0);
		}
		lookup_sheet_free(&again);
	}
	buf_free(&text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct lookup_sheet	 sheet;
	enum reason		 why;

	why = lookup_csv_read((const char *)bytes, len, &sheet);
	HOLDS(is_expected(why));
	if (why == OK)
		check_sheet(&sheet);
	if (why == OK && sheet.rows > 0)
		check_again(&sheet);
	lookup_sheet_free(&sheet);
	return 0;
}
