/*
 * What is to be corrected, from standard input: names and identity numbers do
 * not belong on a command line, which everybody on the machine can read.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "admin/change.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"
#include "field/idnumber.h"
#include "field/name.h"

#define LINE_BYTES	2048

static enum reason
take_name(const char *value, struct correction *c)
{
	return name_normalise(value, c->name);
}

static enum reason
take_type(const char *value, struct correction *c)
{
	if (!idtype_is_known(value))
		return fail(REASON_CODE_UNKNOWN, "id_type");
	memcpy(c->id_type, value, sizeof(c->id_type));
	return OK;
}

static enum reason
take_number(const char *value, struct correction *c)
{
	return idnumber_normalise(value, c->id_number);
}

static enum reason
take_sex(const char *value, struct correction *c)
{
	if (strlen(value) != 1 || strchr("0129", *value) == NULL)
		return fail(REASON_CODE_UNKNOWN, "sex");
	c->sex = *value - '0';
	return OK;
}

static enum reason
take_birth(const char *value, struct correction *c)
{
	time_t	 at;

	if (strlen(value) != DATE_BYTES - 1 || !wish_time(value, &at))
		return fail(REASON_FORM_INVALID, "birth_date");
	memcpy(c->birth_date, value, sizeof(c->birth_date));
	return OK;
}

static const struct {
	const char	*name;
	const char	*zh;
	enum reason	(*take)(const char *, struct correction *);
} fields[] = {
	{ "name", "姓名", take_name },
	{ "id_type", "证件类型代码（GB/T 36903）", take_type },
	{ "id_number", "证件号码", take_number },
	{ "sex", "性别（1 男 2 女）", take_sex },
	{ "birth_date", "出生日期（YYYY-MM-DD）", take_birth },
};
#define FIELDS	(sizeof(fields) / sizeof(fields[0]))

/* A line without its end; false at the end of input or when it is too long. */
static bool
read_line(char line[LINE_BYTES])
{
	size_t	 n;

	if (fgets(line, LINE_BYTES, stdin) == NULL)
		return false;
	n = strlen(line);
	if (n == LINE_BYTES - 1 && line[n - 1] != '\n')
		return false;
	line[strcspn(line, "\r\n")] = '\0';
	return text_is_utf8(line, strlen(line));
}

static enum reason
ask_fields(struct correction *c)
{
	char		 line[LINE_BYTES];
	enum reason	 why = OK;
	size_t		 i;

	fputs("逐项输入更正后的内容，不变的直接回车。\n"
	    "Type what each is to be, return where it stays.\n", stderr);
	for (i = 0; why == OK && i < FIELDS; i++) {
		fprintf(stderr, "  %s %s: ", fields[i].zh, fields[i].name);
		if (!read_line(line))
			why = fail(REASON_FORM_INVALID, "no more input");
		else if (*line != '\0')
			why = fields[i].take(line, c);
	}
	explicit_bzero(line, sizeof(line));
	return why;
}

/* "field value": the first blank parts them. */
static enum reason
take_line(const char *line, struct correction *c)
{
	size_t	 i, n = strcspn(line, " \t");

	if (*line == '\0')
		return OK;
	for (i = 0; i < FIELDS; i++)
		if (strlen(fields[i].name) == n &&
		    memcmp(line, fields[i].name, n) == 0)
			return fields[i].take(line + n +
			    strspn(line + n, " \t"), c);
	return fail(REASON_FORM_INVALID, "a line of standard input does not "
	    "begin with name, id_type, id_number, sex or birth_date");
}

static enum reason
read_lines(struct correction *c)
{
	char		 line[LINE_BYTES];
	enum reason	 why = OK;

	while (why == OK && read_line(line))
		why = take_line(line, c);
	explicit_bzero(line, sizeof(line));
	if (why == OK && !feof(stdin))
		why = fail(REASON_FORM_INVALID, "a line of standard input is "
		    "too long or not UTF-8");
	return why;
}

/* A resident number says birth date and sex itself. */
static void
complete(struct correction *c)
{
	if (*c->birth_date == '\0')
		idnumber_birth(c->id_number, c->birth_date);
	if (c->sex < 0 && idnumber_sex(c->id_number) > 0)
		c->sex = idnumber_sex(c->id_number);
}

enum reason
correction_read(struct correction *c)
{
	enum reason	 why;

	memset(c, 0, sizeof(*c));
	c->sex = -1;
	why = isatty(STDIN_FILENO) ? ask_fields(c) : read_lines(c);
	if (why == OK)
		complete(c);
	return why;
}
