/* ecert restore: a backup into an empty database, and is it what it was? */
#define _GNU_SOURCE	/* explicit_bzero */
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "admin/backup_folder.h"
#include "admin/client.h"
#include "admin/command.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/secret.h"
#include "registry/migration.h"
#include "registry/registry.h"

#define CHUNK		65536
#define HELP_BYTES_MAX	(1u << 20)

/* All of the file into the pipe, digested once more on the way. */
static enum reason
feed(int from, int to, char digest[65])
{
	static char		 chunk[CHUNK];
	struct secret_hash	*hash = NULL;
	enum reason		 why, end;
	ssize_t			 n = 0;

	if ((why = secret_hash_begin(&hash)) != OK)
		return why;
	while (why == OK && (n = file_read(from, chunk, sizeof(chunk))) > 0) {
		why = secret_hash_add(hash, chunk, (size_t)n);
		if (why == OK && !file_write(to, chunk, (size_t)n))
			why = fail(REASON_CLIENT_PROGRAM, "mariadb: %s",
			    strerror(errno));
	}
	if (why == OK && n < 0)
		why = fail(REASON_FILE_READ, "%s", strerror(errno));
	explicit_bzero(chunk, sizeof(chunk));
	end = secret_hash_end(&hash, digest);
	return why != OK ? why : end;
}

/*
 * The tables come from outside: a line of them must not run a program or read
 * a file ("\!", "system", "source").  Older clients cannot promise that.
 */
static enum reason
find_sandbox(const struct conf *conf, bool *has)
{
	static char	 program[] = "mariadb", options[] = CLIENT_OPTIONS,
			    help[] = "--help";
	char *const	 argv[] = { program, options, help, NULL };
	struct buf	 text = BUF_INIT(HELP_BYTES_MAX);
	struct client	 client;
	enum reason	 why, end;

	if ((why = client_start(conf, argv, false, &client)) != OK)
		return why;
	why = buf_read_fd(&text, client.pipe);
	end = client_finish(&client);
	if (why == OK && (why = end) == OK)
		*has = strstr(buf_text(&text), "--sandbox") != NULL;
	buf_free(&text);
	return why;
}

/* What the program says explains a broken pipe better than the pipe does. */
static enum reason
load(const struct conf *conf, int from, const struct backup_file *file)
{
	static char	 program[] = "mariadb", options[] = CLIENT_OPTIONS,
			    batch[] = "--batch",
			    packet[] = "--max-allowed-packet=64M",
			    set[] = "--default-character-set=utf8mb4",
			    sandbox[] = "--sandbox";
	char		*argv[] = { program, options, batch, packet, set,
			    conf->db_name, NULL, NULL };
	struct client	 client;
	char		 digest[65];
	enum reason	 why, end;
	bool		 has = false;

	if ((why = find_sandbox(conf, &has)) != OK)
		return why;
	if (has)	/* before the database, which is the last word */
		argv[5] = sandbox, argv[6] = conf->db_name;
	if ((why = client_start(conf, argv, true, &client)) != OK)
		return why;
	why = feed(from, client.pipe, digest);
	end = client_finish(&client);
	if (end != OK)
		return end;
	if (why == OK && strcmp(digest, file->digest) != 0)
		why = fail(REASON_BACKUP_DAMAGED, "%s changed while it was "
		    "loaded", backup_part_name(BACKUP_TABLES));
	return why;
}

/* The tables as the manifest has them, no more, no fewer, with their rows. */
static enum reason
compare_tables(struct backup_db *db, struct manifest *m)
{
	struct backup_table	*tables = NULL, *must;
	size_t			 count = 0, i;
	uint64_t		 rows;
	enum reason		 why;

	if ((why = backup_db_tables(db, &tables, &count)) != OK)
		return why;
	if (count != m->table_count)
		why = fail(REASON_BACKUP_DIFFERS, "%zu tables, not %zu", count,
		    m->table_count);
	for (i = 0; why == OK && i < count; i++) {
		if ((must = manifest_table(m, tables[i].name)) == NULL)
			why = fail(REASON_BACKUP_DIFFERS, "table %s",
			    tables[i].name);
		else if ((why = backup_db_count(db, tables[i].name,
		    &rows)) == OK && rows != must->rows)
			why = fail(REASON_BACKUP_DIFFERS, "%s: %" PRIu64
			    " rows, not %" PRIu64, tables[i].name, rows,
			    must->rows);
	}
	free(tables);
	return why;
}

static enum reason
compare_head(struct backup_db *db, const struct manifest *m)
{
	struct backup_head	 head;
	enum reason		 why;
	int			 schema;

	if ((why = backup_db_schema(db, &schema)) != OK ||
	    (why = backup_db_head(db, &head)) != OK)
		return why;
	if (schema != m->schema)
		return fail(REASON_BACKUP_DIFFERS, "schema %d, not %d", schema,
		    m->schema);
	if (head.last != m->head.last ||
	    strcmp(head.digest, m->head.digest) != 0)
		return fail(REASON_BACKUP_DIFFERS, "the last event is %" PRIu64
		    ", not %" PRIu64 ", or its digest another", head.last,
		    m->head.last);
	return OK;
}

/* Into an empty database, and compared. */
static enum reason
load_and_compare(const struct conf *conf, struct manifest *m, int tables,
    bool *begun)
{
	struct backup_db	*db = NULL;
	enum reason		 why;

	if ((why = backup_db_open(conf, &db)) == OK &&
	    (why = backup_db_is_empty(db)) == OK &&
	    (why = backup_db_collates(db)) == OK &&
	    (why = backup_db_may(db, true)) == OK)
		*begun = true;
	if (why == OK &&
	    (why = load(conf, tables, &m->files[BACKUP_TABLES])) == OK &&
	    (why = compare_tables(db, m)) == OK &&
	    (why = compare_head(db, m)) == OK)
		why = backup_db_unlock(db);
	backup_db_close(&db);
	return why;
}

static void
ignore(void *arg, const char *file, bool applied)
{
	(void)arg;
	(void)file;
	(void)applied;
}

/* Only now views: before that nobody can be told that there is no such row. */
static enum reason
finish(const struct conf *conf)
{
	struct backup_db	*db = NULL;
	enum reason		 why;

	if ((why = migration_run(conf, ignore, NULL)) == OK &&
	    (why = backup_db_open(conf, &db)) == OK)
		why = backup_db_chain(db);
	if (why == OK)
		why = backup_db_note(db, true);
	backup_db_close(&db);
	return why;
}

static enum reason
restore(const struct conf *conf, const char *path, struct manifest *m,
    bool *begun)
{
	enum reason	 why;
	int		 dir = -1, tables = -1, program = -1;

	if ((why = folder_read(path, m, &dir)) != OK ||
	    (why = folder_open(dir, m, BACKUP_TABLES, &tables)) != OK ||
	    (why = folder_open(dir, m, BACKUP_PROGRAM, &program)) != OK)
		goto out;
	if (m->schema > REGISTRY_SCHEMA_VERSION)
		why = fail(REASON_BACKUP_NEWER, "the backup has schema %d, "
		    "this program %d", m->schema, REGISTRY_SCHEMA_VERSION);
	else if ((why = load_and_compare(conf, m, tables,
	    begun)) == OK)
		why = finish(conf);
out:
	if (program >= 0)
		close(program);
	if (tables >= 0)
		close(tables);
	if (dir >= 0)
		close(dir);
	return why;
}

static void
tell(struct manifest *m)
{
	const struct backup_table	*certificates, *events;

	certificates = manifest_table(m, "certificate");
	events = manifest_table(m, "event");
	printf("已恢复，与备份清单一致 restored, and the same as the backup of "
	    "%s:\n%zu 张表 tables, %" PRIu64 " 证书版本 versions of "
	    "certificates, %" PRIu64 " 事件 events\n"
	    "最后事件 last event: %" PRIu64 " %s\n"
	    "事件链完整 the chain of events is whole\n", m->made,
	    m->table_count, certificates == NULL ? 0 : certificates->rows,
	    events == NULL ? 0 : events->rows, m->head.last, m->head.digest);
}

/* With a broken chain of before the registry is what it was, and stays. */
static void
tell_remedy(const struct conf *conf, enum reason why, bool begun)
{
	if (!begun && why != REASON_COLLATION)
		return;
	if (begun)
		fputs("ecert: 恢复没有完成，数据库中的内容不能使用。请删除该数据库，"
		    "重新建立后再恢复：\n       The restore was not finished: "
		    "what is in the database must not be used.\n"
		    "       Drop the database, make it again and restore once "
		    "more:\n", stderr);
	fprintf(stderr, "  DROP DATABASE `%s`;\n  CREATE DATABASE `%s` "
	    "CHARACTER SET utf8mb4 COLLATE " BACKUP_COLLATION ";\n",
	    conf->db_name, conf->db_name);
}

int
command_restore(const struct conf *conf, int argc, char **argv)
{
	struct manifest	*m;
	enum reason	 why;
	int		 status = EXIT_YES;
	bool		 begun = false;

	if (argc != 2 || argv[1][0] == '-')
		return command_usage("restore");
	/* A program that ends early is asked why, not died of. */
	signal(SIGPIPE, SIG_IGN);
	if ((m = calloc(1, sizeof(*m))) == NULL)
		why = fail(REASON_MEMORY, "manifest");
	else
		why = restore(conf, argv[1], m, &begun);
	if (why == OK)
		tell(m);
	else
		status = command_fail("restore", why);
	if (why == REASON_CHAIN_FAULT && !m->whole)
		fputs("ecert: 备份之前事件链已断裂，其余与备份一致。\n       The "
		    "chain was broken before the backup was made; the rest is "
		    "as it was.\n", stderr);
	else if (why != OK)
		tell_remedy(conf, why, begun);
	free(m);
	return status;
}
