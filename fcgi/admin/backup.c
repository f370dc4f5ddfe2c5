/* ecert backup: a copy of the whole registry in a folder, or a look at one. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "admin/backup_dump.h"
#include "admin/backup_folder.h"
#include "admin/command.h"
#include "base/clock.h"

/* What the registry says of itself before it is copied. */
static enum reason
describe(struct backup_db *db, struct manifest *m)
{
	struct backup_table	*tables = NULL;
	size_t			 count = 0;
	enum reason		 why;

	snprintf(m->program, sizeof(m->program), "%s", PACKAGE_VERSION);
	clock_utc(clock_now(), m->made);
	if ((why = backup_db_tables(db, &tables, &count)) != OK ||
	    (why = backup_db_server(db, m->server)) != OK ||
	    (why = backup_db_schema(db, &m->schema)) != OK)
		goto out;
	m->table_count = count;
	memcpy(m->tables, tables, count * sizeof(*tables));
	/* A registry whose chain is broken is worth a copy all the same. */
	why = backup_db_chain(db);
	m->whole = why == OK;
	if (why == REASON_CHAIN_FAULT) {
		command_explain("backup", why);
		why = OK;
	}
out:
	free(tables);
	return why;
}

static enum reason
copy(const struct conf *conf, struct backup_db *db, int dir,
    struct manifest *m)
{
	struct backup_table	*views = NULL;
	size_t			 count = 0;
	enum reason		 why;

	if ((why = backup_db_may(db, false)) == OK &&
	    (why = backup_db_note(db, false)) == OK &&
	    (why = describe(db, m)) == OK &&
	    (why = backup_db_views(db, &views, &count)) == OK &&
	    (why = dump_tables(conf, dir, m)) == OK)
		why = dump_program(conf, dir, views, count, m);
	free(views);
	return why;
}

static enum reason
make(const struct conf *conf, const char *path, struct manifest *m)
{
	struct backup_db	*db = NULL;
	char			*name = NULL;
	enum reason		 why;
	int			 dir = -1;

	if ((why = folder_new(path, &name, &dir)) != OK)
		return why;
	if ((why = backup_db_open(conf, &db)) == OK &&
	    (why = copy(conf, db, dir, m)) == OK)
		why = folder_complete(dir, m, name, path);
	if (why != OK)
		folder_discard(dir, name);
	backup_db_close(&db);
	close(dir);
	free(name);
	return why;
}

static void
tell(const struct manifest *m)
{
	uint64_t	 rows = 0, bytes = 0;
	size_t		 i;

	for (i = 0; i < m->table_count; i++)
		rows += m->tables[i].rows;
	for (i = 0; i < BACKUP__PARTS; i++)
		bytes += m->files[i].bytes;
	printf("备份时间 made: %s, schema %d, MariaDB %s\n"
	    "%zu 张表 tables, %" PRIu64 " 行 rows, %" PRIu64 " 字节 bytes\n"
	    "最后事件 last event: %" PRIu64 " %s\n"
	    "事件链 chain of events: %s\n", m->made, m->schema, m->server,
	    m->table_count, rows, bytes, m->head.last, m->head.digest,
	    m->whole ? "完整 whole" : "断裂 BROKEN");
}

static enum reason
check(const char *path, struct manifest *m)
{
	enum reason	 why;
	int		 dir = -1, fd;
	size_t		 i;

	why = folder_read(path, m, &dir);
	for (i = 0; why == OK && i < BACKUP__PARTS; i++) {
		why = folder_open(dir, m, (enum backup_part)i, &fd);
		if (why == OK)
			close(fd);
	}
	if (dir >= 0)
		close(dir);
	return why;
}

int
command_backup(const struct conf *conf, int argc, char **argv)
{
	struct manifest	*m;
	enum reason	 why;
	bool		 checks = argc == 3 && strcmp(argv[1], "--check") == 0;
	int		 status;

	if (!checks && (argc != 2 || argv[1][0] == '-' ||
	    argv[1][0] == '\0'))
		return command_usage("backup");
	if ((m = calloc(1, sizeof(*m))) == NULL)
		why = fail(REASON_MEMORY, "manifest");
	else
		why = checks ? check(argv[2], m) : make(conf, argv[1], m);
	if (why == OK) {
		tell(m);
		puts(checks ? "备份完整 the backup is whole" :
		    "备份完成 the backup is complete");
		status = checks || m->whole ? EXIT_YES : EXIT_NO;
	} else
		status = command_fail("backup", why);
	free(m);
	return status;
}
