/* ecert import --list and --discard: what was delivered, what was cut off. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "admin/command.h"
#include "admin/import_private.h"
#include "base/clock.h"
#include "base/text.h"

/* One a line, tabs between: for people and for cut(1). */
static void
print(const struct intake_file *f)
{
	char	 opened[CLOCK_ISO_BYTES], finished[CLOCK_ISO_BYTES] = "-";

	clock_iso(f->opened_at, opened);
	if (f->finished_at != 0)
		clock_iso(f->finished_at, finished);
	printf("%u\t%s\t%s\t%s\t%s\t%u\t%u\t%u\t%u\t%s\t%s\t%.16s\t%s\n",
	    f->id, f->state, f->qualification, f->approved_on, f->examination,
	    f->rows, f->loaded, f->rejected, f->batch, opened, finished,
	    f->digest, f->source);
}

int
import_list(const struct conf *conf)
{
	struct intake_door	*door = NULL;
	struct intake_file	*list = NULL;
	size_t			 count = 0, i;
	enum reason		 why;

	if ((why = intake_door_open(conf, false, &door)) == OK)
		why = intake_door_list(door, &list, &count);
	for (i = 0; i < count; i++)
		print(&list[i]);
	free(list);
	intake_door_close(&door);
	if (why == OK)
		return EXIT_YES;
	command_explain("import --list", why);
	return EXIT_UNDECIDED;
}

int
import_discard(const struct conf *conf, const char *number)
{
	struct intake_door	*door = NULL;
	enum reason		 why;
	unsigned long		 id = 0;

	errno = 0;
	if (text_is_digits(number))
		id = strtoul(number, NULL, 10);
	if (id == 0 || errno != 0 || id > UINT32_MAX)
		return EXIT_USAGE;
	if ((why = intake_door_open(conf, true, &door)) == OK)
		why = intake_door_discard(door, (unsigned)id);
	intake_door_close(&door);
	if (why == OK) {
		printf("导入 %lu 已撤除 import %lu was discarded\n", id, id);
		return EXIT_YES;
	}
	command_explain("import --discard", why);
	return why == REASON_IMPORT_NOT_OPEN ? EXIT_NO : EXIT_UNDECIDED;
}
