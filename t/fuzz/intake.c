/* Files of certificates: bytes to rows, rows to records or faults. */
#include "fuzz.h"

#include "base/text.h"
#include "field/date.h"
#include "field/idnumber.h"
#include "field/management_no.h"
#include "field/name.h"
#include "service/intake_fault.h"
#include "service/intake_row.h"

static struct intake_variant variants[] = {
	{ 1, "一级", "结构" }, { 2, "二级", "结构" }, { 3, "", "土木" },
};
static struct intake_code provinces[] = {
	{ "11", "北京市" }, { "15", "内蒙古自治区" },
};
static struct intake_code id_types[] = {
	{ "111", "居民身份证" }, { "414", "普通护照" }, { "999", "其他自然人证件" },
};
static const struct intake_rules rules = {
	"2022-01-10", variants, 3, provinces, 2, id_types, 3,
};

/* What one reading gave: a digest of all that was told, in order. */
struct reading {
	uint32_t	 row;
	uint32_t	 line;
	uint64_t	 digest;
};

static void
mix(struct reading *r, const void *bytes, size_t len)
{
	const unsigned char	*at = bytes;

	while (len-- > 0)
		r->digest = (r->digest ^ *at++) * 1099511628211u;
}

/* What passes is as the registry's own constraints want it. */
static void
check_record(const struct intake_record *r)
{
	char	 text[NAME_BYTES], date[DATE_BYTES];

	HOLDS(name_normalise(r->name, text) == OK && strcmp(text, r->name) ==
	    0);
	HOLDS(idtype_is_known(r->id_type));
	HOLDS(idnumber_normalise_other(r->id_number, text) == OK &&
	    strcmp(text, r->id_number) == 0);
	HOLDS(management_no_normalise(r->management_no, text) == OK &&
	    strcmp(text, r->management_no) == 0);
	HOLDS(date_normalise(r->birth_date, date) == OK &&
	    strcmp(date, r->birth_date) == 0 && strlen(date) == 10 &&
	    strcmp(date, rules.approved_on) < 0);
	HOLDS(r->sex == 0 || r->sex == 1 || r->sex == 2 || r->sex == 9);
	HOLDS(strcmp(r->province, "11") == 0 || strcmp(r->province, "15") ==
	    0);
	HOLDS(r->variant >= 1 && r->variant <= 3);
	if (strcmp(r->id_type, "111") != 0)
		return;
	HOLDS(idnumber_check_resident(r->id_number) == OK);
	HOLDS(idnumber_sex(r->id_number) == r->sex);
	idnumber_birth(r->id_number, date);
	HOLDS(strcmp(date, r->birth_date) == 0);
}

static void
check_fault(struct reading *r, const struct intake_fault *f)
{
	struct buf	 text = BUF_INIT(16384);
	const char	*pos = f->shown;
	uint32_t	 c;

	HOLDS(f->why != OK && f->column <= INTAKE__COLUMNS);
	HOLDS(f->row == r->row && f->line == r->line);
	HOLDS(memchr(f->shown, '\0', sizeof(f->shown)) != NULL);
	HOLDS(text_is_utf8(f->shown, strlen(f->shown)));
	while ((c = text_next(&pos)) != 0)
		HOLDS(text_is_shown(c));
	HOLDS(intake_fault_line(f, &text) == OK);
	HOLDS(strchr(buf_text(&text), '\n') == buf_text(&text) + text.len - 1);
	HOLDS(intake_fault_row(f, &text) == OK);
	mix(r, f->shown, strlen(f->shown));
	mix(r, &f->why, sizeof(f->why));
	buf_free(&text);
}

static enum reason
take(void *arg, struct intake_cells *cells)
{
	struct reading		*r = arg;
	struct intake_record	 record;
	struct intake_fault	 faults[INTAKE_FAULTS_MAX];
	size_t			 i, n;

	HOLDS(cells->row == r->row + 1 && cells->line > r->line);
	r->row = cells->row;
	r->line = cells->line;
	n = intake_row_check(&rules, cells, &record, faults);
	HOLDS(n <= INTAKE_FAULTS_MAX);
	for (i = 0; i < n; i++)
		check_fault(r, &faults[i]);
	if (n == 0)
		check_record(&record);
	mix(r, record.name, strlen(record.name));
	mix(r, record.management_no, strlen(record.management_no));
	return OK;
}

static bool
is_expected(enum reason why)
{
	return why == OK || why == REASON_IMPORT_COLUMNS ||
	    why == REASON_IMPORT_EMPTY || why == REASON_BATCH_FORMAT;
}

static enum reason
read_all(const char *bytes, size_t len, size_t piece,
    enum sheet_encoding encoding, struct reading *r)
{
	struct intake_sheet	*sheet = NULL;
	enum reason		 why;
	size_t			 n;

	memset(r, 0, sizeof(*r));
	why = intake_sheet_open(encoding, take, r, &sheet);
	for (; why == OK && len > 0; bytes += n, len -= n) {
		n = len < piece ? len : piece;
		why = intake_sheet_add(sheet, bytes, n);
	}
	if (why == OK)
		why = intake_sheet_end(sheet);
	intake_sheet_free(&sheet);
	HOLDS(is_expected(why));
	return why;
}

/* In pieces of any size the same comes of it. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	const char		*text = (const char *)bytes;
	struct sheet_guess	 guess = { 0 };
	struct reading		 whole, pieces;
	enum sheet_encoding	 encoding;
	enum reason		 why;

	sheet_guess_add(&guess, text, len);
	if ((why = sheet_guess_end(&guess, &encoding)) != OK) {
		HOLDS(why == REASON_BATCH_FORMAT ||
		    why == REASON_BATCH_ENCODING);
		return 0;
	}
	why = read_all(text, len, len + 1, encoding, &whole);
	HOLDS(read_all(text, len, 1 + len % 7, encoding, &pieces) == why);
	HOLDS(why != OK || (whole.row == pieces.row &&
	    whole.digest == pieces.digest));
	return 0;
}
