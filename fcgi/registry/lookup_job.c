#include <string.h>

#include "registry/lookup_job.h"
#include "registry/registry.h"
#include "registry/registry_private.h"

static const char sql_open[] =
    "CALL lookup_job_open(?, TIMESTAMP('1970-01-01') + INTERVAL ? SECOND,"
    " ?, UNHEX(?), ?)";

static const char sql_add[] = "CALL lookup_row_add(?, ?, ?)";

static const char sql_start[] = "CALL lookup_job_start(?)";

static const char sql_job[] =
    "SELECT UNIX_TIMESTAMP(made_at), UNIX_TIMESTAMP(expires_at), started,"
    " file_digest, row_count, found, not_found, not_checked"
    " FROM lookup_job_status WHERE code = ?";

#define ENTRY_COLUMNS \
	"SELECT number, sealed, outcome, state," \
	" UNIX_TIMESTAMP(state_since), UNIX_TIMESTAMP(checked_at)" \
	" FROM lookup_row_entry WHERE code = ?"

static const char sql_rows[] = ENTRY_COLUMNS " ORDER BY number";

/* LOOKUP_SLICE_ROWS is the limit; who failed waits for the others. */
static const char sql_pending[] = ENTRY_COLUMNS
    " AND started = 1 AND outcome = 'pending' ORDER BY tries, number LIMIT 50";

static const char sql_finish[] =
    "CALL lookup_row_finish(?, ?, ?, ?, ?,"
    " TIMESTAMP('1970-01-01') + INTERVAL ? SECOND)";

static const char sql_fail[] = "CALL lookup_row_fail(?, ?)";

static enum reason
add_rows(struct db *db, const unsigned char *code,
    const struct lookup_entry *entries, size_t count)
{
	enum reason	 why = OK;
	size_t		 i;
	bool		 found;

	for (i = 0; why == OK && i < count; i++) {
		const struct db_value values[] = {
			DB_BYTES_VALUE(code, LOOKUP_CODE_BYTES),
			DB_INT_VALUE(entries[i].number),
			DB_TEXT_VALUE(entries[i].sealed),
		};

		why = db_call(db, sql_add, values, 3, NULL, 0, NULL, &found);
	}
	return why;
}

struct opening {
	const struct db_value		*values;
	const unsigned char		*code;
	const struct lookup_entry	*entries;
	size_t				 count;
};

static enum reason
open_job(struct db *db, void *arg)
{
	const struct opening	*o = arg;
	enum reason		 why;
	bool			 found;

	why = db_call(db, sql_open, o->values, 5, NULL, 0, NULL, &found);
	return why != OK ? why : add_rows(db, o->code, o->entries, o->count);
}

enum reason
registry_lookup_open(struct registry *r,
    const unsigned char code[LOOKUP_CODE_BYTES], const struct lookup_job *job,
    const struct lookup_entry *entries, size_t count)
{
	const struct db_value values[] = {
		DB_BYTES_VALUE(code, LOOKUP_CODE_BYTES),
		DB_INT_VALUE(job->made_at),
		DB_INT_VALUE(job->started),
		DB_TEXT_VALUE(job->file_digest),
		DB_INT_VALUE(count),
	};
	struct opening	 o = { values, code, entries, count };
	struct db	*db = NULL;
	enum reason	 why;

	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = db_transact(db, open_job, &o);
	db_release(&db);
	return why;
}

enum reason
registry_lookup_start(struct registry *r,
    const unsigned char code[LOOKUP_CODE_BYTES])
{
	const struct db_value	 value = DB_BYTES_VALUE(code,
				    LOOKUP_CODE_BYTES);
	bool			 found;

	return registry_call(r, sql_start, &value, 1, NULL, 0, NULL, &found);
}

#define JOB(kind, member)	DB_COLUMN(kind, struct lookup_job, member)

enum reason
registry_lookup_job(struct registry *r,
    const unsigned char code[LOOKUP_CODE_BYTES], struct lookup_job *job)
{
	static const struct db_column columns[] = {
		JOB(DB_COL_TIME, made_at),
		JOB(DB_COL_TIME, expires_at),
		JOB(DB_COL_INT, started),
		JOB(DB_COL_TEXT, file_digest),
		JOB(DB_COL_UINT, rows),
		JOB(DB_COL_UINT, found),
		JOB(DB_COL_UINT, not_found),
		JOB(DB_COL_UINT, not_checked),
	};
	const struct db_value	 value = DB_BYTES_VALUE(code,
				    LOOKUP_CODE_BYTES);
	enum reason		 why;
	bool			 found;

	memset(job, 0, sizeof(*job));
	why = registry_one(r, sql_job, &value, 1, columns,
	    sizeof(columns) / sizeof(columns[0]), job, &found);
	return why != OK || found ? why :
	    fail(REASON_BATCH_GONE, "no such batch");
}

#define ENTRY(kind, member)	DB_COLUMN(kind, struct lookup_entry, member)

static enum reason
list_rows(struct registry *r, const char *sql, const unsigned char *code,
    struct lookup_entry **list, size_t *count)
{
	static const struct db_column columns[] = {
		ENTRY(DB_COL_UINT, number),
		ENTRY(DB_COL_TEXT, sealed),
		ENTRY(DB_COL_TEXT, outcome),
		ENTRY(DB_COL_TEXT, state),
		ENTRY(DB_COL_TIME, state_since),
		ENTRY(DB_COL_TIME, checked_at),
	};
	const struct db_value	 value = DB_BYTES_VALUE(code,
				    LOOKUP_CODE_BYTES);
	struct db		*db = NULL;
	void			*rows = NULL;
	enum reason		 why;

	*list = NULL;
	*count = 0;
	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = db_select_all(db, sql, &value, 1, columns,
	    sizeof(columns) / sizeof(columns[0]), sizeof(struct lookup_entry),
	    LOOKUP_JOB_ROWS_MAX, &rows, count);
	db_release(&db);
	if (why == OK)
		*list = rows;
	return why;
}

enum reason
registry_lookup_rows(struct registry *r,
    const unsigned char code[LOOKUP_CODE_BYTES], struct lookup_entry **list,
    size_t *count)
{

	return list_rows(r, sql_rows, code, list, count);
}

enum reason
registry_lookup_pending(struct registry *r,
    const unsigned char code[LOOKUP_CODE_BYTES], struct lookup_entry **list,
    size_t *count)
{

	return list_rows(r, sql_pending, code, list, count);
}

enum reason
registry_lookup_finish(struct registry *r,
    const unsigned char code[LOOKUP_CODE_BYTES], unsigned number,
    const struct certificate *c)
{
	static const struct db_value	 none = { .type = DB_NULL };
	const char			*state = c == NULL ? "" :
					    certificate_state_word(c->state);
	const struct db_value values[] = {
		DB_BYTES_VALUE(code, LOOKUP_CODE_BYTES),
		DB_INT_VALUE(number),
		c == NULL ? none : (struct db_value)DB_INT_VALUE(c->serial),
		c == NULL ? none : (struct db_value)DB_INT_VALUE(c->version),
		c == NULL ? none : (struct db_value)DB_TEXT_VALUE(state),
		c == NULL || c->state_since == 0 ? none :
		    (struct db_value)DB_INT_VALUE(c->state_since),
	};
	bool	 found;

	return registry_call(r, sql_finish, values, 6, NULL, 0, NULL, &found);
}

enum reason
registry_lookup_fail(struct registry *r,
    const unsigned char code[LOOKUP_CODE_BYTES], unsigned number)
{
	const struct db_value values[] = {
		DB_BYTES_VALUE(code, LOOKUP_CODE_BYTES),
		DB_INT_VALUE(number),
	};
	bool	 found;

	return registry_call(r, sql_fail, values, 2, NULL, 0, NULL, &found);
}
