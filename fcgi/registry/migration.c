/* Files of SQL applied once each, in order, with a record of it. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/secret.h"
#include "registry/db.h"
#include "registry/migration.h"
#include "registry/registry_private.h"

#define FILE_MAX_BYTES	(1u << 20)
#define MIGRATION_S	86400	/* a migration over data may take hours */

static const char sql_lock[] = "SELECT GET_LOCK('ecert_migrate', 0)";
static const char sql_has_table[] =
    "SELECT COUNT(*) FROM information_schema.tables"
    " WHERE table_schema = DATABASE() AND table_name = 'schema_migration'";
static const char sql_newest[] =
    "SELECT COALESCE(MAX(version), 0) FROM schema_migration";
static const char sql_read[] =
    "SELECT digest, finished_at IS NOT NULL FROM schema_migration"
    " WHERE version = ?";
static const char sql_begin[] =
    "INSERT INTO schema_migration (version, name, digest) VALUES (?, ?, ?)";
static const char sql_finish[] =
    "UPDATE schema_migration SET finished_at = UTC_TIMESTAMP()"
    " WHERE version = ?";

struct run {
	struct db	*db;
	const char	*dir;
	migration_told	*told;
	void		*arg;
	struct buf	 path;
	struct buf	 text;
};

struct number { int n; };
static const struct db_column number_column =
    DB_COLUMN(DB_COL_INT, struct number, n);

static enum reason
ask_number(struct run *r, const char *sql, int *out)
{
	struct number	 number = { 0 };
	enum reason	 why;
	bool		 found;

	why = db_select_one(r->db, sql, NULL, 0, &number_column, 1, &number,
	    &found);
	*out = number.n;
	return why;
}

static enum reason
read_sql(struct run *r, const char *folder, const char *file)
{
	enum reason	 why;

	buf_clear(&r->path);
	buf_clear(&r->text);
	why = buf_printf(&r->path, "%s/%s%s%s", r->dir, folder,
	    *folder == '\0' ? "" : "/", file);
	return why != OK ? why : buf_read_file(&r->text, buf_text(&r->path));
}

static enum reason
apply_text(struct run *r, const char *file)
{
	char		 told[400];
	enum reason	 why;

	if ((why = db_script(r->db, buf_text(&r->text))) == OK)
		return OK;
	memcpy(told, fail_detail(), sizeof(told) - 1);
	told[sizeof(told) - 1] = '\0';
	return fail(why, "%s: %s", file, told);
}

/* Routines, views, catalogue, grants: the newest text always stands. */
static enum reason
apply_again(struct run *r, const char *folder, const char *file)
{
	enum reason	 why;

	if ((why = read_sql(r, folder, file)) != OK ||
	    (why = apply_text(r, file)) != OK)
		return why;
	r->told(r->arg, file, true);
	return OK;
}

struct record { char digest[65]; int finished; };

/* Was this one applied before?  It must then be the same, and whole. */
static enum reason
look_up(struct run *r, int version, const char *file, const char *digest,
    bool *applied)
{
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_TEXT, struct record, digest),
		DB_COLUMN(DB_COL_INT, struct record, finished),
	};
	const struct db_value	 value = DB_INT_VALUE(version);
	struct record		 record;
	enum reason		 why;

	why = db_select_one(r->db, sql_read, &value, 1, columns, 2, &record,
	    applied);
	if (why != OK || !*applied)
		return why;
	if (!record.finished)
		return fail(REASON_SCHEMA, "%s was cut off half-way: look at "
		    "the tables, mend them, and correct schema_migration",
		    file);
	if (strcmp(record.digest, digest) != 0)
		return fail(REASON_SCHEMA, "%s has changed since it was "
		    "applied: put the change into a new migration", file);
	return OK;
}

static enum reason
record(struct run *r, const char *sql, int version, const char *file,
    const char *digest)
{
	const struct db_value	 values[] = {
		DB_INT_VALUE(version),
		DB_TEXT_VALUE(file),
		DB_TEXT_VALUE(digest),
	};

	return db_change(r->db, sql, values, sql == sql_begin ? 3 : 1);
}

static enum reason
apply_once(struct run *r, const char *file)
{
	char		 digest[65];
	int		 version = (int)strtol(file, NULL, 10), has_table;
	enum reason	 why;
	bool		 applied = false;

	if ((why = read_sql(r, "schema", file)) != OK ||
	    (why = secret_digest_hex(buf_text(&r->text), r->text.len,
	    digest)) != OK ||
	    (why = ask_number(r, sql_has_table, &has_table)) != OK)
		return why;
	if (has_table)
		why = look_up(r, version, file, digest, &applied);
	if (why != OK || applied) {
		if (why == OK)
			r->told(r->arg, file, false);
		return why;
	}
	/* The first file makes the table that the others are recorded in. */
	if (has_table)
		why = record(r, sql_begin, version, file, digest);
	if (why == OK)
		why = apply_text(r, file);
	if (why == OK && !has_table)
		why = record(r, sql_begin, version, file, digest);
	if (why == OK)
		why = record(r, sql_finish, version, "", "");
	if (why == OK)
		r->told(r->arg, file, true);
	return why;
}

static int
is_sql(const struct dirent *entry)
{
	const char	*dot = strrchr(entry->d_name, '.');

	return entry->d_name[0] != '.' && dot != NULL &&
	    strcmp(dot, ".sql") == 0;
}

typedef enum reason applier(struct run *, const char *file);

static enum reason
apply_schema(struct run *r, const char *file)
{
	return apply_once(r, file);
}

static enum reason
apply_routine(struct run *r, const char *file)
{
	return apply_again(r, "routine", file);
}

static enum reason
apply_view(struct run *r, const char *file)
{
	return apply_again(r, "view", file);
}

/* Every file of a folder by name; *newest is the last one's number. */
static enum reason
each_file(struct run *r, const char *folder, applier *apply, int *newest)
{
	struct dirent	**list = NULL;
	enum reason	  why = OK;
	int		  i, n;

	buf_clear(&r->path);
	if ((why = buf_printf(&r->path, "%s/%s", r->dir, folder)) != OK)
		return why;
	n = scandir(buf_text(&r->path), &list, is_sql, alphasort);
	if (n <= 0)
		why = fail(REASON_CONFIG, "%s holds no SQL",
		    buf_text(&r->path));
	for (i = 0; i < n; i++) {
		if (why == OK)
			why = apply(r, list[i]->d_name);
		*newest = (int)strtol(list[i]->d_name, NULL, 10);
		free(list[i]);
	}
	free(list);
	return why;
}

static enum reason
apply_all(struct run *r)
{
	enum reason	 why;
	int		 locked, newest = 0, none = 0, have = 0;

	if ((why = registry_time_is_kept(r->db)) != OK ||
	    (why = ask_number(r, sql_lock, &locked)) != OK)
		return why;
	if (locked != 1)
		return fail(REASON_BUSY, "another ecert migrate is running");
	if ((why = each_file(r, "schema", apply_schema, &newest)) != OK ||
	    (why = ask_number(r, sql_newest, &have)) != OK)
		return why;
	if (have > newest)
		return fail(REASON_SCHEMA, "the registry has migration %d, "
		    "the files end at %d: use a newer ecert", have, newest);
	if ((why = each_file(r, "routine", apply_routine, &none)) != OK ||
	    (why = each_file(r, "view", apply_view, &none)) != OK ||
	    (why = apply_again(r, "", "catalogue.sql")) != OK ||
	    (why = apply_again(r, "", "report.sql")) != OK)
		return why;
	return apply_again(r, "", "role.sql");
}

enum reason
migration_run(const struct conf *conf, migration_told *told, void *arg)
{
	struct conf	 patient = *conf;
	struct db_pool	*pool = NULL;
	struct run	 r = { .dir = conf->sql_dir, .told = told, .arg = arg,
	    .path = BUF_INIT(4096), .text = BUF_INIT(FILE_MAX_BYTES) };
	enum reason	 why;

	patient.db_timeout_s = MIGRATION_S;
	patient.db_pool = 1;
	if ((why = db_pool_open(&patient, &pool)) == OK &&
	    (why = db_acquire(pool, &r.db)) == OK)
		why = apply_all(&r);
	db_release(&r.db);
	db_pool_free(&pool);
	buf_free(&r.path);
	buf_free(&r.text);
	return why;
}
