#include <string.h>

#include "registry/bureau_admin.h"
#include "registry/registry.h"
#include "registry/registry_private.h"

static const char sql_add[] =
    "CALL bureau_add(?, ?, ?, ?, ?, ?, ?, ?, ?)";

static const char sql_key_add[] =
    "CALL bureau_key_add(?, ?, TIMESTAMP('1970-01-01') + INTERVAL ? SECOND,"
    " TIMESTAMP('1970-01-01') + INTERVAL ? SECOND)";

static const char sql_terms[] = "CALL bureau_terms_set(?, ?, ?, ?, ?, ?, ?)";

static const char sql_disable[] = "CALL bureau_disable(?, ?, ?)";

/* BUREAUS_MAX is the limit. */
static const char sql_list[] =
    "SELECT code, name_zh, province, scopes, proof, per_minute, per_day,"
    " valid_from, valid_until, state, calls_today"
    " FROM bureau_entry ORDER BY code LIMIT 4096";

static const char sql_keys[] =
    "SELECT code, fingerprint, UNIX_TIMESTAMP(valid_from) DIV 1,"
    " UNIX_TIMESTAMP(valid_until) DIV 1, state"
    " FROM bureau_key_entry ORDER BY code, bureau_key LIMIT 16384";

#define KEYS_MAX	16384

static struct db_value
text_or_null(const char *text)
{
	return text == NULL ? (struct db_value){ .type = DB_NULL } :
	    (struct db_value)DB_TEXT_VALUE(text);
}

static struct db_value
number_or_null(unsigned n)
{
	return n == 0 ? (struct db_value){ .type = DB_NULL } :
	    (struct db_value)DB_INT_VALUE(n);
}

static enum reason
key_add(struct db *db, const char *code, const struct bureau_key_new *key)
{
	const struct db_value	 values[] = {
		DB_TEXT_VALUE(code),
		DB_BYTES_VALUE(key->der->data, key->der->len),
		DB_INT_VALUE(key->valid_from), DB_INT_VALUE(key->valid_until),
	};
	bool	 found;

	return db_call(db, sql_key_add, values, 4, NULL, 0, NULL, &found);
}

static enum reason
add(struct db *db, const struct bureau_new *b)
{
	const struct db_value	 values[] = {
		DB_TEXT_VALUE(b->code), DB_TEXT_VALUE(b->name_zh),
		DB_TEXT_VALUE(b->province), DB_TEXT_VALUE(b->terms.scopes),
		DB_TEXT_VALUE(b->terms.proof),
		DB_INT_VALUE(b->terms.per_minute),
		DB_INT_VALUE(b->terms.per_day), text_or_null(b->terms.from),
		text_or_null(b->terms.until),
	};
	enum reason	 why;
	bool		 found;

	why = db_call(db, sql_add, values, 9, NULL, 0, NULL, &found);
	return why != OK ? why : key_add(db, b->code, &b->key);
}

static enum reason
add_one(struct db *db, void *arg)
{
	return add(db, *(const struct bureau_new **)arg);
}

enum reason
registry_bureau_add(struct registry *r, const struct bureau_new *b)
{
	struct db	*db = NULL;
	enum reason	 why;

	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = db_transact(db, add_one, &b);
	db_release(&db);
	return why;
}

enum reason
registry_bureau_key_add(struct registry *r, const char *code,
    const struct bureau_key_new *key)
{
	struct db	*db = NULL;
	enum reason	 why;

	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = key_add(db, code, key);
	db_release(&db);
	return why;
}

enum reason
registry_bureau_terms(struct registry *r, const char *code,
    const struct bureau_terms *t)
{
	const struct db_value	 values[] = {
		DB_TEXT_VALUE(code), text_or_null(t->scopes),
		text_or_null(t->proof), number_or_null(t->per_minute),
		number_or_null(t->per_day), text_or_null(t->from),
		text_or_null(t->until),
	};
	bool	 found;

	return registry_call(r, sql_terms, values, 7, NULL, 0, NULL, &found);
}

enum reason
registry_bureau_disable(struct registry *r, const char *code,
    const char *fingerprint, const char *why)
{
	const struct db_value	 values[] = {
		DB_TEXT_VALUE(code), DB_TEXT_VALUE(fingerprint),
		DB_TEXT_VALUE(why),
	};
	bool	 found;

	return registry_call(r, sql_disable, values, 3, NULL, 0, NULL, &found);
}

static enum reason
select_all(struct registry *r, const char *sql,
    const struct db_column *columns, size_t ncolumns, size_t row_size,
    size_t max, void **rows, size_t *count)
{
	struct db	*db = NULL;
	enum reason	 why;

	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = db_select_all(db, sql, NULL, 0, columns, ncolumns, row_size,
	    max, rows, count);
	db_release(&db);
	return why;
}

#define ENTRY(kind, member)	DB_COLUMN(kind, struct bureau_entry, member)

enum reason
registry_bureau_list(struct registry *r, struct bureau_entry **list,
    size_t *count)
{
	static const struct db_column columns[] = {
		ENTRY(DB_COL_TEXT, code),
		ENTRY(DB_COL_TEXT, name_zh),
		ENTRY(DB_COL_TEXT, province),
		ENTRY(DB_COL_TEXT, scopes),
		ENTRY(DB_COL_TEXT, proof),
		ENTRY(DB_COL_UINT, per_minute),
		ENTRY(DB_COL_UINT, per_day),
		ENTRY(DB_COL_TEXT, from),
		ENTRY(DB_COL_TEXT, until),
		ENTRY(DB_COL_TEXT, state),
		ENTRY(DB_COL_UINT, calls_today),
	};
	void		*rows = NULL;
	enum reason	 why;

	why = select_all(r, sql_list, columns,
	    sizeof(columns) / sizeof(columns[0]), sizeof(struct bureau_entry),
	    BUREAUS_MAX, &rows, count);
	*list = rows;
	return why;
}

#define KEY(kind, member)	DB_COLUMN(kind, struct bureau_key_entry, member)

enum reason
registry_bureau_keys(struct registry *r, struct bureau_key_entry **list,
    size_t *count)
{
	static const struct db_column columns[] = {
		KEY(DB_COL_TEXT, code),
		KEY(DB_COL_TEXT, fingerprint),
		KEY(DB_COL_TIME, valid_from),
		KEY(DB_COL_TIME, valid_until),
		KEY(DB_COL_TEXT, state),
	};
	void		*rows = NULL;
	enum reason	 why;

	why = select_all(r, sql_keys, columns,
	    sizeof(columns) / sizeof(columns[0]),
	    sizeof(struct bureau_key_entry), KEYS_MAX, &rows, count);
	*list = rows;
	return why;
}
