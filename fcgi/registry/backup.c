/* Questions of backup and restore. */
#include <stdlib.h>
#include <string.h>

#include "registry/backup_private.h"
#include "registry/db.h"

#define PATIENT_S	86400	/* to count many millions of rows */

/* Kept for as long as the connection is, however long that sleeps. */
static const char sql_stay[] = "SET SESSION wait_timeout = 604800";
/*
 * The lock of registry/migration.c: a schema must not change meanwhile.  A
 * moment is waited, for a connection that has just been closed may have it.
 */
static const char sql_lock[] = "SELECT GET_LOCK('ecert_migrate', 3)";
#define SCHEMA_WITH_NOTES	10

static const char sql_note_copied[] =
    "CALL admin_note('backup', NULL, NULL, 'whole registry')";
static const char sql_note_restored[] =
    "CALL admin_note('restore', NULL, NULL, 'whole registry')";

static const char sql_unlock[] = "DO RELEASE_LOCK('ecert_migrate')";
static const char sql_things[] =
    "SELECT (SELECT COUNT(*) FROM information_schema.tables"
    " WHERE table_schema = DATABASE())"
    " + (SELECT COUNT(*) FROM information_schema.routines"
    " WHERE routine_schema = DATABASE())";
static const char sql_tables[] =
    "SELECT table_name, 0 FROM information_schema.tables"
    " WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'"
    " ORDER BY table_name = 'schema_migration', table_name";
static const char sql_views[] =
    "SELECT table_name, 0 FROM information_schema.tables"
    " WHERE table_schema = DATABASE() AND table_type = 'VIEW'"
    " ORDER BY table_name";
static const char sql_schema[] =
    "SELECT COALESCE(MAX(version), 0) FROM schema_migration";
static const char sql_server[] = "SELECT LEFT(VERSION(), 64)";
static const char sql_head[] =
    "SELECT last_id, LOWER(HEX(digest)) FROM event_head WHERE only = 1";
static const char sql_fault[] =
    "SELECT id, fault FROM event_chain_fault ORDER BY id LIMIT 1";

struct number { int n; };
static const struct db_column number_column =
    DB_COLUMN(DB_COL_INT, struct number, n);

static enum reason
ask_number(struct backup_db *b, const char *sql, int *out)
{
	struct number	 number = { 0 };
	enum reason	 why;
	bool		 found;

	why = db_select_one(b->db, sql, NULL, 0, &number_column, 1, &number,
	    &found);
	*out = number.n;
	return why;
}

static enum reason
take_lock(struct backup_db *b)
{
	enum reason	 why;
	int		 locked;

	if ((why = db_script(b->db, sql_stay)) != OK ||
	    (why = ask_number(b, sql_lock, &locked)) != OK)
		return why;
	return locked == 1 ? OK : fail(REASON_BUSY, "another backup, restore "
	    "or migration is running");
}

enum reason
backup_db_open(const struct conf *conf, struct backup_db **out)
{
	struct backup_db	*b;
	enum reason		 why;

	if ((b = calloc(1, sizeof(*b))) == NULL)
		return fail(REASON_MEMORY, "backup");
	b->conf = *conf;
	b->conf.db_timeout_s = PATIENT_S;
	b->conf.db_pool = 1;
	if ((why = db_pool_open(&b->conf, &b->pool)) == OK &&
	    (why = db_acquire(b->pool, &b->db)) == OK)
		why = take_lock(b);
	if (why != OK)
		backup_db_close(&b);
	else
		*out = b;
	return why;
}

void
backup_db_close(struct backup_db **b)
{
	if (*b == NULL)
		return;
	db_release(&(*b)->db);
	db_pool_free(&(*b)->pool);
	free(*b);
	*b = NULL;
}

enum reason
backup_db_note(struct backup_db *b, bool restored)
{
	int		 schema;
	enum reason	 why;

	if ((why = backup_db_schema(b, &schema)) != OK ||
	    schema < SCHEMA_WITH_NOTES)
		return why;
	return db_script(b->db, restored ? sql_note_restored :
	    sql_note_copied);
}

enum reason
backup_db_unlock(struct backup_db *b)
{
	return db_script(b->db, sql_unlock);
}

enum reason
backup_db_is_empty(struct backup_db *b)
{
	enum reason	 why;
	int		 things;

	if ((why = ask_number(b, sql_things, &things)) != OK)
		return why;
	return things == 0 ? OK : fail(REASON_NOT_EMPTY,
	    "%d tables, views and routines", things);
}

static enum reason
list(struct backup_db *b, const char *sql, struct backup_table **out,
    size_t *count)
{
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_TEXT, struct backup_table, name),
		DB_COLUMN(DB_COL_U64, struct backup_table, rows),
	};
	void		*rows = NULL;
	enum reason	 why;

	why = db_select_all(b->db, sql, NULL, 0, columns, 2,
	    sizeof(struct backup_table), BACKUP_TABLES_MAX, &rows, count);
	*out = rows;
	return why;
}

enum reason
backup_db_tables(struct backup_db *b, struct backup_table **out, size_t *count)
{
	enum reason	 why;

	if ((why = list(b, sql_tables, out, count)) != OK)
		return why;
	if (*count > 0 &&
	    strcmp((*out)[*count - 1].name, "schema_migration") == 0)
		return OK;
	free(*out);
	*out = NULL;
	*count = 0;
	return fail(REASON_SCHEMA, "the database holds no registry");
}

enum reason
backup_db_views(struct backup_db *b, struct backup_table **out, size_t *count)
{
	return list(b, sql_views, out, count);
}

enum reason
backup_db_count(struct backup_db *b, const char *table, uint64_t *rows)
{
	return db_count(b->db, table, rows);
}

enum reason
backup_db_schema(struct backup_db *b, int *version)
{
	return ask_number(b, sql_schema, version);
}

enum reason
backup_db_server(struct backup_db *b, char out[65])
{
	struct text { char text[65]; } row;
	static const struct db_column column =
	    DB_COLUMN(DB_COL_TEXT, struct text, text);
	enum reason	 why;
	bool		 found;

	why = db_select_one(b->db, sql_server, NULL, 0, &column, 1, &row,
	    &found);
	if (why == OK)
		memcpy(out, row.text, sizeof(row.text));
	return why;
}

enum reason
backup_db_head(struct backup_db *b, struct backup_head *head)
{
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_U64, struct backup_head, last),
		DB_COLUMN(DB_COL_TEXT, struct backup_head, digest),
	};
	enum reason	 why;
	bool		 found;

	why = db_select_one(b->db, sql_head, NULL, 0, columns, 2, head,
	    &found);
	if (why == OK && !found)
		return fail(REASON_CHAIN_FAULT, "event_head has no row");
	return why;
}

enum reason
backup_db_chain(struct backup_db *b)
{
	struct fault { uint64_t id; char what[32]; } fault;
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_U64, struct fault, id),
		DB_COLUMN(DB_COL_TEXT, struct fault, what),
	};
	enum reason	 why;
	bool		 found;

	why = db_select_one(b->db, sql_fault, NULL, 0, columns, 2, &fault,
	    &found);
	if (why != OK || !found)
		return why;
	return fail(REASON_CHAIN_FAULT, "event %llu: %s",
	    (unsigned long long)fault.id, fault.what);
}
