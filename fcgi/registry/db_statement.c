/* Statements: prepare once, bind values, fetch into structs. */
#include <mysql.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/metrics.h"
#include "registry/db.h"
#include "registry/db_private.h"

#define VALUES_MAX	48
#define COLUMNS_MAX	48

void
db_disconnect(struct db *db)
{
	size_t	 i;

	for (i = 0; i < db->prepared_count; i++)
		mysql_stmt_close(db->prepared[i].stmt);
	db->prepared_count = 0;
	if (db->mysql != NULL)
		mysql_close(db->mysql);
	db->mysql = NULL;
}

static enum reason
prepare(struct db *db, const char *sql, MYSQL_STMT **out, unsigned int *code)
{
	MYSQL_STMT	*stmt;
	enum reason	 why;
	size_t		 i;

	*code = 0;
	for (i = 0; i < db->prepared_count; i++)
		if (db->prepared[i].sql == sql) {
			*out = db->prepared[i].stmt;
			return OK;
		}
	if (db->prepared_count == DB_STATEMENTS_MAX)
		return fail(REASON_INTERNAL, "too many statements");
	if ((stmt = mysql_stmt_init(db->mysql)) == NULL)
		return fail(REASON_MEMORY, "statement");
	if (mysql_stmt_prepare(stmt, sql, strlen(sql)) != 0) {
		*code = mysql_stmt_errno(stmt);
		why = db_refusal(*code, "prepare", mysql_stmt_error(stmt));
		mysql_stmt_close(stmt);
		return why;
	}
	db->prepared[db->prepared_count].sql = sql;
	db->prepared[db->prepared_count++].stmt = stmt;
	*out = stmt;
	return OK;
}

void
db_bind_value(MYSQL_BIND *bind, const struct db_value *value)
{
	memset(bind, 0, sizeof(*bind));
	switch (value->type) {
	case DB_NULL:
		bind->buffer_type = MYSQL_TYPE_NULL;
		break;
	case DB_TEXT:
	case DB_BYTES:
		bind->buffer_type = value->type == DB_TEXT ?
		    MYSQL_TYPE_STRING : MYSQL_TYPE_BLOB;
		/* The library's binds are not const; it only reads here. */
		memcpy(&bind->buffer, &value->data, sizeof(bind->buffer));
		bind->buffer_length = value->len;
		break;
	case DB_INT:
		bind->buffer_type = MYSQL_TYPE_LONGLONG;
		memcpy(&bind->buffer, &(const void *){ &value->number },
		    sizeof(bind->buffer));
		break;
	}
}

/* What the library writes into while a row is fetched. */
struct landing {
	MYSQL_BIND	 bind[COLUMNS_MAX];
	unsigned long	 length[COLUMNS_MAX];
	my_bool		 is_null[COLUMNS_MAX];
	my_bool		 error[COLUMNS_MAX];
	int64_t		 number[COLUMNS_MAX];
};

static void
bind_columns(struct landing *l, const struct db_column *columns, size_t n,
    char *row)
{
	size_t	 i;

	memset(l, 0, sizeof(*l));
	for (i = 0; i < n; i++) {
		l->bind[i].length = &l->length[i];
		l->bind[i].is_null = &l->is_null[i];
		l->bind[i].error = &l->error[i];
		switch (columns[i].kind) {
		case DB_COL_TEXT:
			l->bind[i].buffer_type = MYSQL_TYPE_STRING;
			l->bind[i].buffer = row + columns[i].offset;
			l->bind[i].buffer_length = columns[i].size - 1;
			break;
		case DB_COL_BYTES:
			l->bind[i].buffer_type = MYSQL_TYPE_BLOB;
			l->bind[i].buffer = row + columns[i].offset;
			l->bind[i].buffer_length = columns[i].size;
			break;
		case DB_COL_BLOB:	/* land_blob() takes it */
			l->bind[i].buffer_type = MYSQL_TYPE_BLOB;
			break;
		default:
			l->bind[i].buffer_type = MYSQL_TYPE_LONGLONG;
			l->bind[i].buffer = &l->number[i];
		}
	}
}

/* The length is known now: fetch the bytes themselves behind what *to holds. */
static enum reason
land_blob(MYSQL_STMT *stmt, const struct landing *l, size_t i, struct buf *to)
{
	MYSQL_BIND	 bind;
	unsigned long	 length = 0;
	my_bool		 is_null = 0, error = 0;
	void		*bytes;
	enum reason	 why;

	if (l->is_null[i] || l->length[i] == 0)
		return OK;
	if (l->length[i] > to->max - to->len)
		return fail(REASON_DATA, "column %zu too long", i);
	if ((bytes = malloc(l->length[i])) == NULL)
		return fail(REASON_MEMORY, "column of %lu bytes",
		    l->length[i]);
	memset(&bind, 0, sizeof(bind));
	bind.buffer_type = MYSQL_TYPE_BLOB;
	bind.buffer = bytes;
	bind.buffer_length = l->length[i];
	bind.length = &length;
	bind.is_null = &is_null;
	bind.error = &error;
	if (mysql_stmt_fetch_column(stmt, &bind, (unsigned int)i, 0) != 0)
		why = fail(REASON_DATABASE, "fetch: %s",
		    mysql_stmt_error(stmt));
	else
		why = buf_add(to, bytes, l->length[i]);
	free(bytes);
	return why;
}

static enum reason
land_column(MYSQL_STMT *stmt, const struct landing *l, size_t i,
    const struct db_column *column, char *row)
{
	char		*to = row + column->offset;
	int64_t		 number = l->is_null[i] ? 0 : l->number[i];

	switch (column->kind) {
	case DB_COL_TEXT:
		if (!l->is_null[i] && l->length[i] >= column->size)
			return fail(REASON_DATA, "column %zu too long", i);
		to[l->is_null[i] ? 0 : l->length[i]] = '\0';
		return OK;
	case DB_COL_INT:
		memcpy(to, &(int){ (int)number }, sizeof(int));
		return OK;
	case DB_COL_UINT:
		memcpy(to, &(unsigned){ (unsigned)number }, sizeof(unsigned));
		return OK;
	case DB_COL_U64:
		memcpy(to, &number, sizeof(number));
		return OK;
	case DB_COL_TIME:
		memcpy(to, &(time_t){ (time_t)number }, sizeof(time_t));
		return OK;
	case DB_COL_BYTES:
		if (l->is_null[i])
			memset(to, 0, column->size);
		else if (l->length[i] != column->size)
			return fail(REASON_DATA, "column %zu of %lu bytes", i,
			    l->length[i]);
		return OK;
	case DB_COL_BLOB:
		return land_blob(stmt, l, i, (struct buf *)(void *)to);
	}
	return fail(REASON_INTERNAL, "column kind");
}

/* Fetch the next row; *more is false at the end. */
static enum reason
fetch(MYSQL_STMT *stmt, struct landing *l, const struct db_column *columns,
    size_t n, char *row, bool *more)
{
	enum reason	 why;
	size_t		 i;
	int		 rc = mysql_stmt_fetch(stmt);

	*more = false;
	if (rc == MYSQL_NO_DATA)
		return OK;
	if (rc != 0 && rc != MYSQL_DATA_TRUNCATED)
		return fail(REASON_DATABASE, "fetch: %s",
		    mysql_stmt_error(stmt));
	for (i = 0; i < n; i++)
		if ((why = land_column(stmt, l, i, &columns[i],
		    row)) != OK)
			return why;
	*more = true;
	return OK;
}

/* *code: the server's number of what went wrong, 0 when it was not asked. */
static enum reason
execute(struct db *db, const char *sql, const struct db_value *values,
    size_t n, MYSQL_STMT **stmt, unsigned int *code)
{
	MYSQL_BIND	 binds[VALUES_MAX];
	enum reason	 why;
	size_t		 i;

	*code = 0;
	if (n > VALUES_MAX)
		return fail(REASON_INTERNAL, "too many values");
	if ((why = prepare(db, sql, stmt, code)) != OK)
		return why;
	if (mysql_stmt_param_count(*stmt) != n)
		return fail(REASON_INTERNAL, "values do not fit statement");
	for (i = 0; i < n; i++)
		db_bind_value(&binds[i], &values[i]);
	metrics_add(COUNT_QUESTIONS, 1);
	if ((n > 0 && mysql_stmt_bind_param(*stmt, binds)) ||
	    mysql_stmt_execute(*stmt) != 0) {
		*code = mysql_stmt_errno(*stmt);
		return db_refusal(*code, "execute", mysql_stmt_error(*stmt));
	}
	return OK;
}

/* What a transaction did went with its connection. */
enum reason
db_connected(struct db *db)
{
	if (db->mysql != NULL)
		return OK;
	if (db->in_transaction)
		return fail(REASON_DATABASE, "connection lost earlier");
	return db_connect(db);
}

/*
 * Execute a question.  When the connection was lost, or its server cannot
 * answer, another is made, to whichever now can, and it is asked again.
 */
static enum reason
ask(struct db *db, const char *sql, const struct db_value *values, size_t n,
    MYSQL_STMT **stmt, int *turn)
{
	enum reason	 why;
	unsigned int	 code;

	if (*turn == 0)
		db_begins(db);
	do {
		if ((why = db_connected(db)) != OK)
			return why;
		why = execute(db, sql, values, n, stmt, &code);
		if (why == OK || !(db_error_is_lost(code) ||
		    db_error_is_repeatable(db, code)))
			return why;
		db_disconnect(db);
	} while (!db->in_transaction && db_may_repeat(db, turn));
	return why;
}

/* The answer broke off before anybody had seen any of it. */
static bool
once_more(struct db *db, enum reason why, int *turn)
{
	return why == REASON_DATABASE && !db->in_transaction &&
	    db_may_repeat(db, turn);
}

/* After a failure in mid-answer the connection's state is not known. */
static void
finish(struct db *db, MYSQL_STMT *stmt, enum reason why)
{
	if (why == REASON_DATABASE) {
		metrics_add(COUNT_ERROR_LOST, 1);
		db_disconnect(db);
	} else
		mysql_stmt_free_result(stmt);
}

/* The first row of what was executed; without columns there is to be none. */
static enum reason
take_row(MYSQL_STMT *stmt, const struct db_column *columns, size_t n,
    void *row, bool *found)
{
	struct landing	 l;

	*found = false;
	if (n > COLUMNS_MAX || mysql_stmt_field_count(stmt) != n)
		return fail(REASON_INTERNAL, "columns do not fit statement");
	if (n == 0)
		return OK;
	bind_columns(&l, columns, n, row);
	if (mysql_stmt_bind_result(stmt, l.bind))
		return fail(REASON_DATABASE, "bind: %s",
		    mysql_stmt_error(stmt));
	return fetch(stmt, &l, columns, n, row, found);
}

enum reason
db_select_one(struct db *db, const char *sql, const struct db_value *values,
    size_t n, const struct db_column *columns, size_t ncolumns, void *row,
    bool *found)
{
	MYSQL_STMT	*stmt = NULL;
	enum reason	 why;
	int		 turn = 0;
	METRICS_STAGE(STAGE_SELECT);

	do {
		why = ask(db, sql, values, n, &stmt, &turn);
		if (why != OK)
			return why;
		why = take_row(stmt, columns, ncolumns, row, found);
		finish(db, stmt, why);
	} while (once_more(db, why, &turn));
	return why;
}

/* Up to max rows, one behind the other. */
static enum reason
take_all(MYSQL_STMT *stmt, const struct db_column *columns, size_t n,
    size_t row_size, size_t max, char *all, size_t *count)
{
	struct landing	 l;
	enum reason	 why = OK;
	bool		 more = true;

	*count = 0;
	if (n > COLUMNS_MAX || mysql_stmt_field_count(stmt) != n)
		return fail(REASON_INTERNAL, "columns do not fit statement");
	while (why == OK && more) {
		if (*count == max)
			return mysql_stmt_fetch(stmt) == MYSQL_NO_DATA ? OK :
			    fail(REASON_DATA, "more than %zu rows", max);
		bind_columns(&l, columns, n, all + *count * row_size);
		if (mysql_stmt_bind_result(stmt, l.bind))
			return fail(REASON_DATABASE, "bind: %s",
			    mysql_stmt_error(stmt));
		why = fetch(stmt, &l, columns, n, all + *count * row_size,
		    &more);
		*count += why == OK && more;
	}
	return why;
}

enum reason
db_select_all(struct db *db, const char *sql, const struct db_value *values,
    size_t n, const struct db_column *columns, size_t ncolumns,
    size_t row_size, size_t max, void **rows, size_t *count)
{
	MYSQL_STMT	*stmt = NULL;
	char		*all;
	enum reason	 why;
	size_t		 have = 0;
	int		 turn = 0;
	METRICS_STAGE(STAGE_SELECT);

	if ((all = calloc(max, row_size)) == NULL)
		return fail(REASON_MEMORY, "%zu rows", max);
	do {
		why = ask(db, sql, values, n, &stmt, &turn);
		if (why != OK)
			break;
		why = take_all(stmt, columns, ncolumns, row_size, max, all,
		    &have);
		finish(db, stmt, why);
	} while (once_more(db, why, &turn));
	if (why != OK) {
		free(all);
		return why;
	}
	*rows = all;
	*count = have;
	return OK;
}

/* The whole answer to this side, with a place for its rows to land. */
static enum reason
keep_answer(MYSQL_STMT *stmt, struct landing *l,
    const struct db_column *columns, size_t n, void *row)
{
	if (n > COLUMNS_MAX || mysql_stmt_field_count(stmt) != n)
		return fail(REASON_INTERNAL, "columns do not fit statement");
	bind_columns(l, columns, n, row);
	return mysql_stmt_bind_result(stmt, l->bind) ||
	    mysql_stmt_store_result(stmt) != 0 ?
	    fail(REASON_DATABASE, "store: %s", mysql_stmt_error(stmt)) : OK;
}

static enum reason
take_each(MYSQL_STMT *stmt, struct landing *l,
    const struct db_column *columns, size_t n, void *row, db_take *take,
    void *arg)
{
	enum reason	 why;
	bool		 more;

	do {
		why = fetch(stmt, l, columns, n, row, &more);
		if (why == OK && more)
			why = take(arg, row);
	} while (why == OK && more);
	return why;
}

enum reason
db_select_each(struct db *db, const char *sql, const struct db_value *values,
    size_t n, const struct db_column *columns, size_t ncolumns, void *row,
    db_take *take, void *arg)
{
	struct landing	 l;
	MYSQL_STMT	*stmt = NULL;
	enum reason	 why;
	int		 turn = 0;
	METRICS_STAGE(STAGE_SELECT);

	do {
		why = ask(db, sql, values, n, &stmt, &turn);
		if (why != OK)
			return why;
		why = keep_answer(stmt, &l, columns, ncolumns, row);
		if (why != OK)
			finish(db, stmt, why);
	} while (once_more(db, why, &turn));
	if (why == OK) {
		why = take_each(stmt, &l, columns, ncolumns, row, take, arg);
		finish(db, stmt, why);
	}
	return why;
}

/* What a statement that changes something failed with. */
static enum reason
change_failed(struct db *db, enum reason why, unsigned int code)
{
	bool	 uncertain = db_error_is_uncertain(db, code);

	if (db_error_is_lost(code))
		db_disconnect(db);
	return uncertain ? fail(REASON_UNCERTAIN, "connection lost in a "
	    "change") : why;
}

/*
 * Execute a change, which is never repeated.  That it could not be prepared is
 * no change yet: that is tried again as a question is.
 */
static enum reason
execute_once(struct db *db, const char *sql, const struct db_value *values,
    size_t n, MYSQL_STMT **stmt)
{
	enum reason	 why;
	unsigned int	 code;
	int		 turn = 0;

	db_begins(db);
	do {
		if ((why = db_connected(db)) != OK)
			return why;
		why = prepare(db, sql, stmt, &code);
		if (why == OK || !(db_error_is_lost(code) ||
		    db_error_is_repeatable(db, code)))
			break;
		db_disconnect(db);
	} while (!db->in_transaction && db_may_repeat(db, &turn));
	if (why != OK)
		return why;
	why = execute(db, sql, values, n, stmt, &code);
	return why == OK ? OK : change_failed(db, why, code);
}

enum reason
db_change(struct db *db, const char *sql, const struct db_value *values,
    size_t n)
{
	MYSQL_STMT	*stmt = NULL;
	enum reason	 why;
	METRICS_STAGE(STAGE_SELECT);

	if ((why = execute_once(db, sql, values, n, &stmt)) == OK)
		mysql_stmt_free_result(stmt);
	return why;
}

enum reason
db_drain(MYSQL_STMT *stmt)
{
	int	 rc;

	do
		mysql_stmt_free_result(stmt);
	while ((rc = mysql_stmt_next_result(stmt)) == 0);
	return rc < 0 ? OK : db_refusal(mysql_stmt_errno(stmt), "call",
	    mysql_stmt_error(stmt));
}

enum reason
db_call(struct db *db, const char *sql, const struct db_value *values,
    size_t n, const struct db_column *columns, size_t ncolumns, void *row,
    bool *found)
{
	MYSQL_STMT	*stmt = NULL;
	enum reason	 why, ended = OK;
	METRICS_STAGE(STAGE_SELECT);

	*found = false;
	if ((why = execute_once(db, sql, values, n, &stmt)) != OK)
		return why;
	why = take_row(stmt, columns, ncolumns, row, found);
	if (why != REASON_DATABASE)
		ended = db_drain(stmt);
	if (why == REASON_DATABASE || ended == REASON_DATABASE) {
		db_disconnect(db);
		why = db->in_transaction ? REASON_DATABASE :
		    fail(REASON_UNCERTAIN, "connection lost in a call");
	} else if (ended != OK &&
	    db_error_is_uncertain(db, mysql_stmt_errno(stmt))) {
		why = fail(REASON_UNCERTAIN, "a wait at the end of a call");
	} else if (why == OK)
		why = ended;
	*found = why == OK && *found;
	return why;
}

enum reason
db_script(struct db *db, const char *sql)
{
	MYSQL_RES	*result;
	enum reason	 why = OK;
	int		 rc;

	mysql_set_server_option(db->mysql, MYSQL_OPTION_MULTI_STATEMENTS_ON);
	rc = mysql_real_query(db->mysql, sql, strlen(sql));
	while (rc == 0) {
		if ((result = mysql_store_result(db->mysql)) != NULL)
			mysql_free_result(result);
		rc = mysql_next_result(db->mysql);
	}
	if (rc > 0)
		why = db_refusal(mysql_errno(db->mysql), "script",
		    mysql_error(db->mysql));
	mysql_set_server_option(db->mysql, MYSQL_OPTION_MULTI_STATEMENTS_OFF);
	return why;
}

enum reason
db_count(struct db *db, const char *table, uint64_t *rows)
{
	char		 sql[128];
	MYSQL_RES	*result;
	MYSQL_ROW	 row = NULL;

	if (table[strspn(table, "abcdefghijklmnopqrstuvwxyz0123456789_")] !=
	    '\0' || (size_t)snprintf(sql, sizeof(sql),
	    "SELECT COUNT(*) FROM `%s`", table) >= sizeof(sql))
		return fail(REASON_INTERNAL, "no name of a table of ours");
	if (mysql_real_query(db->mysql, sql, strlen(sql)) != 0 ||
	    (result = mysql_store_result(db->mysql)) == NULL)
		return db_refusal(mysql_errno(db->mysql), sql,
		    mysql_error(db->mysql));
	if ((row = mysql_fetch_row(result)) != NULL && row[0] != NULL)
		*rows = strtoull(row[0], NULL, 10);
	mysql_free_result(result);
	return row != NULL ? OK : fail(REASON_DATABASE, "%s: no row", sql);
}
