/* ecert migrate: bring the registry's schema up to date. */
#include <stdio.h>

#include "admin/command.h"
#include "registry/migration.h"

struct told { int applied, present; };

static void
tell(void *arg, const char *file, bool applied)
{
	struct told	*told = arg;

	if (applied) {
		told->applied++;
		printf("applied %s\n", file);
	} else
		told->present++;
	fflush(stdout);
}

int
command_migrate(const struct conf *conf, int argc, char **argv)
{
	struct told	 told = { 0, 0 };
	enum reason	 why;

	(void)argv;
	if (argc != 1) {
		fputs("usage: ecert [-c FILE] migrate\n", stderr);
		return EXIT_USAGE;
	}
	if ((why = migration_run(conf, tell, &told)) != OK) {
		command_explain("migrate", why);
		return why == REASON_DATABASE || why == REASON_BUSY ||
		    why == REASON_ACCESS_DENIED ? EXIT_UNDECIDED : EXIT_NO;
	}
	printf("登记库已是最新 the registry is up to date: %d applied, "
	    "%d there already\n", told.applied, told.present);
	return EXIT_YES;
}
