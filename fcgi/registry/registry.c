/* The registry handle: its pool, its matching key, its health. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "registry/registry.h"
#include "registry/registry_private.h"
#include "registry/together.h"

static const char sql_schema_version[] =
    "SELECT COALESCE(MAX(version), 0) FROM schema_migration";

/* Any of the first will do; the bound keeps the question small. */
static const char sql_any_hash[] =
    "SELECT id_number, HEX(id_hash) FROM certificate_status"
    " WHERE serial <= 100 LIMIT 1";

/* SUPER, REPLICATION and YES keep it from all accounts of ours. */
static const char sql_time_kept[] = "SELECT @@secure_timestamp <> 'NO'";

static const char sql_clock[] = "SELECT UNIX_TIMESTAMP()";

enum reason
registry_open_keyless(const struct conf *conf, struct registry **out)
{
	struct registry	*r;
	enum reason	 why;

	if ((r = calloc(1, sizeof(*r))) == NULL)
		return fail(REASON_MEMORY, "registry");
	if ((why = db_pool_open(conf, &r->pool)) != OK ||
	    (why = together_open(&access_together, &r->accesses)) != OK ||
	    (why = together_open(&standing_together, &r->standings)) != OK ||
	    (why = together_open(&status_together, &r->statuses)) != OK)
		registry_free(&r);
	else
		*out = r;
	return why;
}

enum reason
registry_open(const struct conf *conf, struct registry **out)
{
	enum reason	 why;

	if ((why = registry_open_keyless(conf, out)) != OK)
		return why;
	why = conf_read_key(conf->match_key_file, (*out)->match_key);
	if (why != OK)
		registry_free(out);
	return why;
}

void
registry_free(struct registry **r)
{
	if (*r == NULL)
		return;
	together_free(&(*r)->accesses);
	together_free(&(*r)->standings);
	together_free(&(*r)->statuses);
	db_pool_free(&(*r)->pool);
	explicit_bzero((*r)->match_key, sizeof((*r)->match_key));
	free(*r);
	*r = NULL;
}

enum reason
registry_one(struct registry *r, const char *sql,
    const struct db_value *values, size_t nvalues,
    const struct db_column *columns, size_t ncolumns, void *row, bool *found)
{
	struct db	*db = NULL;
	enum reason	 why;

	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = db_select_one(db, sql, values, nvalues, columns, ncolumns, row,
	    found);
	db_release(&db);
	return why;
}

enum reason
registry_prove_key(struct registry *r)
{
	struct any {
		char	 id_number[ID_NUMBER_BYTES];
		char	 hash[2 * MATCH_HASH_BYTES + 1];
	} any;
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_TEXT, struct any, id_number),
		DB_COLUMN(DB_COL_TEXT, struct any, hash),
	};
	unsigned char	 hash[MATCH_HASH_BYTES];
	char		 hex[2 * MATCH_HASH_BYTES + 1];
	enum reason	 why;
	bool		 found;

	if (atomic_load(&r->key_is_proven))
		return OK;
	why = registry_one(r, sql_any_hash, NULL, 0, columns, 2, &any, &found);
	if (why != OK || !found)
		return why;
	why = secret_match_hash(r->match_key, any.id_number, hash);
	secret_hex(hash, sizeof(hash), hex);
	if (why == OK && strcasecmp(hex, any.hash) != 0)
		why = fail(REASON_MATCH_KEY, "the registry was filled under "
		    "another match key");
	if (why == OK)
		atomic_store(&r->key_is_proven, true);
	explicit_bzero(&any, sizeof(any));
	return why;
}

enum reason
registry_call(struct registry *r, const char *sql,
    const struct db_value *values, size_t nvalues,
    const struct db_column *columns, size_t ncolumns, void *row, bool *found)
{
	struct db	*db = NULL;
	enum reason	 why;

	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = db_call(db, sql, values, nvalues, columns, ncolumns, row, found);
	db_release(&db);
	return why;
}

enum reason
registry_schema(struct registry *r)
{
	struct version { int number; } version = { 0 };
	static const struct db_column column =
	    DB_COLUMN(DB_COL_INT, struct version, number);
	enum reason	 why;
	bool		 found;

	why = registry_one(r, sql_schema_version, NULL, 0, &column, 1,
	    &version, &found);
	if (why != OK)
		return why;
	if (version.number != REGISTRY_SCHEMA_VERSION)
		return fail(REASON_SCHEMA, "schema %d, program %d",
		    version.number, REGISTRY_SCHEMA_VERSION);
	return OK;
}

enum reason
registry_health(struct registry *r)
{
	enum reason	 why;

	return (why = registry_schema(r)) != OK ? why : registry_prove_key(r);
}

enum reason
registry_time_is_kept(struct db *db)
{
	struct answer { int kept; } answer = { 0 };
	static const struct db_column column =
	    DB_COLUMN(DB_COL_INT, struct answer, kept);
	enum reason	 why;
	bool		 found;

	why = db_select_one(db, sql_time_kept, NULL, 0, &column, 1, &answer,
	    &found);
	return why != OK || answer.kept ? why :
	    fail(REASON_TIME_OPEN, "secure_timestamp is NO");
}

enum reason
registry_clock(struct registry *r, time_t *now)
{
	struct clock { time_t now; } clock = { 0 };
	static const struct db_column column =
	    DB_COLUMN(DB_COL_TIME, struct clock, now);
	struct db	*db = NULL;
	enum reason	 why;
	bool		 found;

	if ((why = db_acquire(r->pool, &db)) == OK &&
	    (why = registry_time_is_kept(db)) == OK)
		why = db_select_one(db, sql_clock, NULL, 0, &column, 1,
		    &clock, &found);
	db_release(&db);
	*now = clock.now;
	return why;
}
