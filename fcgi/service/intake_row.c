#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "field/date.h"
#include "field/idnumber.h"
#include "field/management_no.h"
#include "field/mask.h"
#include "field/name.h"
#include "field/sex.h"
#include "service/intake_row.h"
#include "service/sheet_cell.h"

#define RESIDENT	"111"	/* GB/T 36903: 居民身份证 */
#define FOREIGNER	"553"	/* its numbers are built like residents' */
#define OTHER		"999"
#define YEARS_MAX	100	/* older than that on the day: BIRTH_OLD */

struct row {
	const struct intake_rules	*rules;
	const struct intake_cells	*cells;
	struct intake_record		*record;
	struct intake_fault		*fault;
	size_t				 faults;
};

static bool
is_given(const struct row *r, enum intake_column column)
{

	return r->cells->cell[column].number != 0 &&
	    r->cells->cell[column].text[0] != '\0';
}

/* What no rule shows: one visible character at either end. */
static void
show_ends(const char *cell, char out[INTAKE_SHOWN_BYTES])
{
	const char	*pos = cell, *after_first, *last = cell;
	size_t		 n = 0, stars, len;

	while (text_next(&pos) != 0)
		n++;
	after_first = cell;
	(void)text_next(&after_first);
	for (pos = cell; *pos != '\0'; (void)text_next(&pos))
		last = pos;
	stars = n < 2 ? n : n == 2 ? 1 : n - 2;
	stars = stars > 40 ? 40 : stars;
	len = n < 2 ? 0 : (size_t)(after_first - cell);
	memcpy(out, cell, len);
	memset(out + len, '*', stars);
	(void)snprintf(out + len + stars, INTAKE_SHOWN_BYTES - len - stars,
	    "%s", n > 2 ? last : "");
}

void
intake_show(enum intake_column column, const char *cell,
    char out[INTAKE_SHOWN_BYTES])
{
	char		 name[NAME_BYTES];
	const char	*pos = cell;
	uint32_t	 c;

	*out = '\0';
	while ((c = text_next(&pos)) != 0)
		if (!text_is_shown(c))
			return;
	if (!text_is_utf8(cell, strlen(cell)))
		return;
	/* A number in the wrong column stays a number. */
	if (column == INTAKE_ID_NUMBER || column == INTAKE_MANAGEMENT_NO ||
	    strcspn(cell, "0123456789") < strlen(cell)) {
		mask_id_number(MASK_KNOWN, cell, out);
	} else if (column == INTAKE_NAME && text_length(cell) <= 32) {
		mask_name(MASK_STRANGER, cell, name);
		(void)snprintf(out, INTAKE_SHOWN_BYTES, "%.*s",
		    INTAKE_SHOWN_BYTES - 1, name);
	} else
		show_ends(cell, out);
}

/* One fault a cell: the first that is found. */
static void
add_fault(struct row *r, enum intake_column column, enum reason why)
{
	struct intake_fault	*f;
	size_t			 i;

	for (i = 0; i < r->faults; i++)
		if (r->fault[i].column == column)
			return;
	f = &r->fault[r->faults++];
	memset(f, 0, sizeof(*f));
	f->row = r->cells->row;
	f->line = r->cells->line;
	f->column = column;
	f->why = why;
	if (column < INTAKE__COLUMNS) {
		f->number = r->cells->cell[column].number;
		intake_show(column, r->cells->cell[column].text, f->shown);
	}
}

static bool
has_fault(const struct row *r, enum intake_column column)
{
	size_t	 i;

	for (i = 0; i < r->faults; i++)
		if (r->fault[i].column == column)
			return true;
	return false;
}

/* What can be wrong with any cell, before it is read. */
static enum reason
check_cell(enum intake_column column, const struct intake_cell *cell)
{
	bool	 is_code = column == INTAKE_ID_NUMBER ||
	    column == INTAKE_MANAGEMENT_NO;

	if (!cell->whole)
		return REASON_CELL_LONG;
	if (!text_is_utf8(cell->text, strlen(cell->text)) ||
	    strstr(cell->text, "\xEF\xBF\xBD") != NULL)
		return column == INTAKE_NAME ? REASON_NAME_ENCODING :
		    REASON_CELL_ENCODING;
	if (sheet_cell_is_error(cell->text))
		return REASON_CELL_ERROR;
	if (sheet_cell_is_formula(cell->text))
		return REASON_CELL_FORMULA;
	return is_code && sheet_cell_is_exponent(cell->text) ?
	    REASON_BATCH_EXPONENT : OK;
}

static enum reason
check_name(const char *typed, char out[NAME_BYTES])
{
	/* ? * and their full-width twins, and what fonts and people put. */
	static const char *const lost[] = {
		"?", "*", "？", "＊", "□", "■", "〓", "▢",
	};
	const char		*pos = typed;
	enum reason		 why;
	size_t			 i;
	uint32_t		 c;

	if ((why = name_normalise(typed, out)) != OK)
		return why;
	why = REASON_NAME_LOST;
	for (i = 0; i < sizeof(lost) / sizeof(lost[0]); i++)
		if (strstr(out, lost[i]) != NULL)
			goto bad;
	why = REASON_NAME_DIGIT;
	while ((c = text_next(&pos)) != 0)
		if ((c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19))
			goto bad;
	return OK;
bad:
	out[0] = '\0';
	return why;
}

/* A code or a name of a list; NULL when it is neither. */
static const char *
find_code(const struct intake_code *list, size_t n, const char *typed)
{
	char	 s[INTAKE_CELL_BYTES];
	size_t	 i;

	if (!text_fold_code_to(typed, s, sizeof(s)))
		return NULL;
	for (i = 0; i < n; i++)
		if (strcmp(s, list[i].code) == 0 ||
		    strcmp(s, list[i].name) == 0)
			return list[i].code;
	return NULL;
}

static void
read_id_type(struct row *r)
{
	static const struct { const char *word, *code; } common[] = {
		{ "身份证", RESIDENT }, { "居民身份证号", RESIDENT },
		{ "中华人民共和国居民身份证", RESIDENT },
		{ "护照", "414" }, { "军官证", "114" },
		{ "回乡证", "516" }, { "台胞证", "511" },
	};
	const char	*typed = r->cells->cell[INTAKE_ID_TYPE].text;
	const char	*code = NULL;
	size_t		 i;

	if (!is_given(r, INTAKE_ID_TYPE))
		code = RESIDENT;
	for (i = 0; code == NULL && i < sizeof(common) / sizeof(common[0]);
	    i++)
		if (strcmp(typed, common[i].word) == 0)
			code = common[i].code;
	if (code == NULL)
		code = find_code(r->rules->id_types, r->rules->nid_types,
		    typed);
	if (code == NULL)
		add_fault(r, INTAKE_ID_TYPE, REASON_ID_TYPE_UNKNOWN);
	else
		(void)snprintf(r->record->id_type,
		    sizeof(r->record->id_type), "%s", code);
}

static bool
is_resident(const struct row *r)
{

	return strcmp(r->record->id_type, RESIDENT) == 0;
}

static void
read_id_number(struct row *r)
{
	const char	*typed = r->cells->cell[INTAKE_ID_NUMBER].text;
	char		*out = r->record->id_number;
	enum reason	 why;

	/* Of an unknown document only what every number must be. */
	if (!is_resident(r))
		why = idnumber_normalise_other(typed, out);
	else if ((why = idnumber_normalise(typed, out)) == OK &&
	    idnumber_check_resident(out) != OK)
		why = REASON_ID_NOT_RESIDENT;
	if (why != OK) {
		add_fault(r, INTAKE_ID_NUMBER, why);
		out[0] = '\0';
		return;
	}
	if (!is_resident(r) && r->record->id_type[0] != '\0' &&
	    strcmp(r->record->id_type, FOREIGNER) != 0 &&
	    strcmp(r->record->id_type, OTHER) != 0 &&
	    idnumber_check_resident(out) == OK)
		add_fault(r, INTAKE_ID_NUMBER, REASON_ID_IS_RESIDENT);
}

/* 0 and "" when the number says nothing, being wrong or another document's. */
static void
read_sex(struct row *r)
{
	int		 by_number = is_resident(r) ?
	    idnumber_sex(r->record->id_number) : 0;
	int		 sex = by_number;
	enum reason	 why = OK;

	if (is_given(r, INTAKE_SEX))
		why = sex_normalise(r->cells->cell[INTAKE_SEX].text, &sex);
	else if (!is_resident(r) && r->record->id_type[0] != '\0')
		why = REASON_SEX_EMPTY;
	if (why == OK && by_number != 0 && sex != by_number)
		why = REASON_SEX_DIFFERS;
	if (why != OK)
		add_fault(r, INTAKE_SEX, why);
	else
		r->record->sex = sex;
}

/* Day and month as in both, or the day taken from the number. */
static enum reason
agree_birth(struct row *r, char birth[DATE_BYTES])
{
	char	 by_number[DATE_BYTES] = "";
	bool	 has_day = strlen(birth) == DATE_BYTES - 1;

	if (is_resident(r))
		idnumber_birth(r->record->id_number, by_number);
	/* Of a document that is unknown, or whose number is wrong, nothing. */
	if (by_number[0] == '\0')
		return has_day || birth[0] == '\0' || is_resident(r) ? OK :
		    REASON_BIRTH_DAY;
	if (strncmp(birth, by_number, strlen(birth)) != 0)
		return REASON_BIRTH_DIFFERS;
	memcpy(birth, by_number, DATE_BYTES);
	return OK;
}

static enum reason
check_birth(const struct row *r, const char *birth)
{
	long	 years;

	/* Dates of this form sort as text. */
	if (strcmp(birth, r->rules->approved_on) >= 0)
		return REASON_BIRTH_ORDER;
	years = strtol(r->rules->approved_on, NULL, 10) -
	    strtol(birth, NULL, 10);
	return years > YEARS_MAX ? REASON_BIRTH_OLD : OK;
}

static void
read_birth(struct row *r)
{
	char		 birth[DATE_BYTES] = "";
	enum reason	 why = OK;

	if (is_given(r, INTAKE_BIRTH) || (!is_resident(r) &&
	    r->record->id_type[0] != '\0'))
		why = date_normalise(r->cells->cell[INTAKE_BIRTH].text,
		    birth);
	if (why == OK)
		why = agree_birth(r, birth);
	if (why == OK && birth[0] != '\0')
		why = check_birth(r, birth);
	if (why != OK)
		add_fault(r, INTAKE_BIRTH, why);
	else
		memcpy(r->record->birth_date, birth, DATE_BYTES);
}

static void
read_approved(struct row *r)
{
	char		 date[DATE_BYTES];
	enum reason	 why;

	if (!is_given(r, INTAKE_APPROVED))
		return;
	why = date_normalise(r->cells->cell[INTAKE_APPROVED].text, date);
	if (why == OK && strcmp(date, r->rules->approved_on) != 0)
		why = REASON_APPROVED_DIFFERS;
	if (why != OK)
		add_fault(r, INTAKE_APPROVED, why);
}

static void
read_management_no(struct row *r)
{
	const struct intake_cell	*cell =
	    &r->cells->cell[INTAKE_MANAGEMENT_NO];
	enum reason			 why;

	why = management_no_normalise(cell->text, r->record->management_no);
	r->record->number_is_text = cell->is_text;
	if (why != OK)
		add_fault(r, INTAKE_MANAGEMENT_NO, why);
}

/* 北京 for 北京市, 内蒙古 for 内蒙古自治区, 110000 for 11. */
static const char *
find_province(const struct row *r, const char *typed)
{
	const struct intake_code	*list = r->rules->provinces;
	const char			*code;
	char				 s[INTAKE_CELL_BYTES];
	size_t				 i, n;

	if ((code = find_code(list, r->rules->nprovinces, typed)) != NULL ||
	    !text_fold_code_to(typed, s, sizeof(s)))
		return code;
	n = strlen(s);
	for (i = 0; i < r->rules->nprovinces; i++) {
		if (n == 6 && strncmp(s, list[i].code, 2) == 0 &&
		    strcmp(s + 2, "0000") == 0)
			return list[i].code;
		/* Two characters at least: no two begin with the same two. */
		if (n >= 2 * strlen("省") &&
		    strncmp(list[i].name, s, n) == 0)
			return list[i].code;
	}
	return NULL;
}

static void
read_province(struct row *r)
{
	const char	*typed = r->cells->cell[INTAKE_PROVINCE].text;
	const char	*code;

	if (!is_given(r, INTAKE_PROVINCE))
		add_fault(r, INTAKE_PROVINCE, REASON_PROVINCE_EMPTY);
	else if ((code = find_province(r, typed)) == NULL)
		add_fault(r, INTAKE_PROVINCE, REASON_PROVINCE_UNKNOWN);
	else if (r->rules->province[0] != '\0' &&
	    strcmp(code, r->rules->province) != 0)
		add_fault(r, INTAKE_PROVINCE, REASON_PROVINCE_OTHER);
	else
		(void)snprintf(r->record->province,
		    sizeof(r->record->province), "%s", code);
}

/* Does a name stand among the levels (or specialties) of the catalogue? */
static bool
has_part(const struct intake_rules *rules, bool level, const char *name)
{
	size_t	 i;

	for (i = 0; i < rules->nvariants; i++)
		if (strcmp(level ? rules->variants[i].level :
		    rules->variants[i].specialty, name) == 0)
			return true;
	return false;
}

static bool
check_part(struct row *r, bool level, const char *name)
{
	enum intake_column	 column = level ? INTAKE_LEVEL :
	    INTAKE_SPECIALTY;

	if (has_fault(r, column))
		return false;
	if (has_part(r->rules, level, name))
		return true;
	if (*name == '\0')
		add_fault(r, column, level ? REASON_LEVEL_EMPTY :
		    REASON_SPECIALTY_EMPTY);
	else
		add_fault(r, column, level ? REASON_LEVEL_UNKNOWN :
		    REASON_SPECIALTY_UNKNOWN);
	return false;
}

static void
read_variant(struct row *r)
{
	const char	*level = r->cells->cell[INTAKE_LEVEL].text;
	const char	*specialty = r->cells->cell[INTAKE_SPECIALTY].text;
	size_t		 i;
	bool		 good = check_part(r, true, level);

	if (!check_part(r, false, specialty) || !good)
		return;
	for (i = 0; i < r->rules->nvariants; i++)
		if (strcmp(r->rules->variants[i].level, level) == 0 &&
		    strcmp(r->rules->variants[i].specialty, specialty) == 0) {
			r->record->variant = r->rules->variants[i].variant;
			return;
		}
	add_fault(r, INTAKE_LEVEL, *level == '\0' ? REASON_LEVEL_EMPTY :
	    REASON_LEVEL_UNFIT);
}

static void
check_cells(struct row *r)
{
	const struct intake_cell	*cell;
	enum reason			 why;
	int				 c;

	for (c = 0; c < INTAKE__COLUMNS; c++) {
		cell = &r->cells->cell[c];
		if (cell->number != 0 &&
		    (why = check_cell(c, cell)) != OK)
			add_fault(r, c, why);
	}
}

size_t
intake_row_check(const struct intake_rules *rules,
    const struct intake_cells *cells, struct intake_record *record,
    struct intake_fault fault[INTAKE_FAULTS_MAX])
{
	struct row	 r = { rules, cells, record, fault, 0 };
	enum reason	 why;

	memset(record, 0, sizeof(*record));
	if (cells->count != cells->width) {
		add_fault(&r, INTAKE__COLUMNS, REASON_BATCH_CELLS);
		return r.faults;
	}
	check_cells(&r);
	if (!has_fault(&r, INTAKE_NAME) &&
	    (why = check_name(cells->cell[INTAKE_NAME].text,
	    record->name)) != OK)
		add_fault(&r, INTAKE_NAME, why);
	if (!has_fault(&r, INTAKE_ID_TYPE))
		read_id_type(&r);
	if (!has_fault(&r, INTAKE_ID_NUMBER))
		read_id_number(&r);
	if (!has_fault(&r, INTAKE_SEX))
		read_sex(&r);
	if (!has_fault(&r, INTAKE_BIRTH))
		read_birth(&r);
	if (!has_fault(&r, INTAKE_APPROVED))
		read_approved(&r);
	if (!has_fault(&r, INTAKE_MANAGEMENT_NO))
		read_management_no(&r);
	if (!has_fault(&r, INTAKE_PROVINCE))
		read_province(&r);
	read_variant(&r);
	return r.faults;
}
