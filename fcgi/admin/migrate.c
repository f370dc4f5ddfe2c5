/* ecert migrate: bring the registry's schema up to date. */
#include <stdio.h>
#include <stdlib.h>

#include "admin/command.h"
#include "registry/migration.h"

struct told { int applied, renewed; long schema; };

/* Migrations have a number, and are applied once; all else always is. */
static void
tell(void *arg, const char *file, bool applied)
{
	struct told	*told = arg;
	long		 version = strtol(file, NULL, 10);

	if (version == 0) {
		told->renewed++;
		return;
	}
	told->schema = version;
	if (!applied)
		return;
	told->applied++;
	printf("applied %s\n", file);
	fflush(stdout);
}

static void
tell_end(const struct told *told)
{
	printf("例程、视图、目录、报表与权限已按程序的文件重设 routines, views, "
	    "catalogue, reports and grants put as the program's files have "
	    "them: %d\n", told->renewed);
	if (told->applied == 0)
		printf("无须升级，结构版本 %ld nothing to do, schema %ld\n",
		    told->schema, told->schema);
	else
		printf("登记库已升级，应用 %d 个迁移，结构版本 %ld the registry is "
		    "up to date: %d migrations applied, schema %ld\n",
		    told->applied, told->schema, told->applied, told->schema);
}

int
command_migrate(const struct conf *conf, int argc, char **argv)
{
	struct told	 told = { .applied = 0 };
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
	tell_end(&told);
	return EXIT_YES;
}
