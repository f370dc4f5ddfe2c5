#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "service/bureau_faults.h"
#include "service/intake_fault.h"

#define PARTS	7	/* of a line */

enum reason
bureau_faults_add(struct bureau_faults *f, const struct intake_fault *fault)
{
	struct intake_fault	*more;
	size_t			 room;

	if (f->count == BUREAU_FAULTS_KEPT)
		return OK;
	if (f->count == f->room) {
		room = f->room == 0 ? 64 : f->room * 2;
		more = realloc(f->list, room * sizeof(*more));
		if (more == NULL)
			return fail(REASON_MEMORY, "faults");
		f->list = more;
		f->room = room;
	}
	f->list[f->count++] = *fault;
	return OK;
}

void
bureau_faults_free(struct bureau_faults *f)
{

	free(f->list);
	memset(f, 0, sizeof(*f));
}

static int
by_place(const void *a, const void *b)
{
	const struct intake_fault	*x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	if (x->number != y->number)
		return x->number < y->number ? -1 : 1;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	return (int)x->why - (int)y->why;
}

enum reason
bureau_faults_write(struct bureau_faults *f, struct buf *out)
{
	const struct intake_fault	*one;
	enum reason			 why = OK;
	size_t				 i;

	if (f->count > 0)
		qsort(f->list, f->count, sizeof(f->list[0]), by_place);
	for (i = 0; why == OK && i < f->count; i++) {
		one = &f->list[i];
		why = buf_printf(out, "%u\t%u\t%s\t%u\t%s\t%u\t%s\n", one->row,
		    one->line, intake_column_name(one->column, true),
		    one->number, reason_info(one->why)->code, one->other,
		    one->shown);
	}
	return why;
}

static enum intake_column
find_column(const char *name, size_t len)
{
	const char	*is;
	int		 c;

	for (c = 0; c < INTAKE__COLUMNS; c++) {
		is = intake_column_name(c, true);
		if (strlen(is) == len && memcmp(is, name, len) == 0)
			break;
	}
	return c;
}

/* INTERNAL for a code that an older program had. */
static enum reason
find_code(const char *code, size_t len)
{
	const char	*is;
	int		 i;

	for (i = OK + 1; i < REASON__MAX; i++) {
		is = reason_info(i)->code;
		if (strlen(is) == len && memcmp(is, code, len) == 0)
			return i;
	}
	return REASON_INTERNAL;
}

static bool
read_line(const char *at, const char *end, struct intake_fault *f)
{
	const char	*part[PARTS];
	size_t		 len[PARTS], i;

	for (i = 0; i < PARTS; i++) {
		part[i] = at;
		at = i == PARTS - 1 ? end : memchr(at, '\t',
		    (size_t)(end - at));
		if (at == NULL)
			return false;
		len[i] = (size_t)(at - part[i]);
		at += i < PARTS - 1;
	}
	memset(f, 0, sizeof(*f));
	if (len[PARTS - 1] >= sizeof(f->shown))
		return false;
	f->row = (uint32_t)strtoul(part[0], NULL, 10);
	f->line = (uint32_t)strtoul(part[1], NULL, 10);
	f->column = find_column(part[2], len[2]);
	f->number = (unsigned)strtoul(part[3], NULL, 10);
	f->why = find_code(part[4], len[4]);
	f->other = (uint32_t)strtoul(part[5], NULL, 10);
	memcpy(f->shown, part[6], len[6]);
	return true;
}

enum reason
bureau_faults_read(const char *text, size_t max, struct bureau_faults *out)
{
	struct intake_fault	 f;
	const char		*end;
	enum reason		 why = OK;

	for (; why == OK && *text != '\0' && out->count < max;
	    text = end + 1) {
		end = strchr(text, '\n');
		if (end == NULL || !read_line(text, end, &f))
			return fail(REASON_DATA, "list of faults");
		why = bureau_faults_add(out, &f);
	}
	return why;
}

enum reason
bureau_faults_csv(const struct bureau_faults *f, struct buf *out)
{
	enum reason	 why;
	size_t		 i;

	why = intake_fault_head(out);
	for (i = 0; why == OK && i < f->count; i++)
		why = intake_fault_row(&f->list[i], out);
	return why;
}
