/* Results of any length: a procedure's rows, told one after the other. */
#include <mysql.h>

#include <stdlib.h>
#include <string.h>

#include "base/metrics.h"
#include "registry/db.h"
#include "registry/db_private.h"

#define COLUMNS_MAX	32
#define VALUES_MAX	8

/* One call under way. */
struct stream {
	struct db	*db;
	const char	*sql;
	const struct db_value *values;
	size_t		 value_count;
	const char *const *names;
	size_t		 columns;
	MYSQL_STMT	*stmt;
	/* Where a row lands. */
	MYSQL_BIND	 bind[COLUMNS_MAX];
	unsigned long	 length[COLUMNS_MAX];
	my_bool		 is_null[COLUMNS_MAX];
	char		 text[COLUMNS_MAX][DB_CELL_BYTES];
	const char	*cells[COLUMNS_MAX];
};

static enum reason
refused(const struct stream *s, const char *what, bool *lost)
{
	unsigned int	 code = mysql_stmt_errno(s->stmt);

	*lost = db_error_is_repeatable(s->db, code);
	return db_refusal(code, what, mysql_stmt_error(s->stmt));
}

static void
close_statement(struct stream *s)
{

	if (s->stmt != NULL)
		mysql_stmt_close(s->stmt);
	s->stmt = NULL;
}

static enum reason
execute(struct stream *s, bool *lost)
{
	MYSQL_BIND	 binds[VALUES_MAX];
	enum reason	 why;
	size_t		 i;

	*lost = false;
	if ((why = db_connected(s->db)) != OK)
		return why;
	if ((s->stmt = mysql_stmt_init(s->db->mysql)) == NULL)
		return fail(REASON_MEMORY, "statement");
	if (mysql_stmt_prepare(s->stmt, s->sql, strlen(s->sql)) != 0)
		return refused(s, "prepare", lost);
	if (mysql_stmt_param_count(s->stmt) != s->value_count)
		return fail(REASON_INTERNAL, "values do not fit statement");
	for (i = 0; i < s->value_count; i++)
		db_bind_value(&binds[i], &s->values[i]);
	if ((i > 0 && mysql_stmt_bind_param(s->stmt, binds)) ||
	    mysql_stmt_execute(s->stmt) != 0)
		return refused(s, "execute", lost);
	return OK;
}

/* Is it the result that was described? */
static enum reason
check_names(struct stream *s)
{
	MYSQL_RES	*meta = mysql_stmt_result_metadata(s->stmt);
	MYSQL_FIELD	*fields;
	enum reason	 why = OK;
	size_t		 i;

	if (meta == NULL || mysql_num_fields(meta) != s->columns) {
		why = fail(REASON_DATA, "%u columns, %zu are described",
		    meta == NULL ? 0 : mysql_num_fields(meta), s->columns);
	} else {
		fields = mysql_fetch_fields(meta);
		for (i = 0; why == OK && i < s->columns; i++)
			if (strcmp(fields[i].name, s->names[i]) != 0)
				why = fail(REASON_DATA, "column %zu is %s, "
				    "described as %s", i + 1, fields[i].name,
				    s->names[i]);
	}
	if (meta != NULL)
		mysql_free_result(meta);
	return why;
}

static enum reason
bind_columns(struct stream *s)
{
	size_t	 i;

	for (i = 0; i < s->columns; i++) {
		s->bind[i].buffer_type = MYSQL_TYPE_STRING;
		s->bind[i].buffer = s->text[i];
		s->bind[i].buffer_length = sizeof(s->text[i]) - 1;
		s->bind[i].length = &s->length[i];
		s->bind[i].is_null = &s->is_null[i];
		s->cells[i] = s->text[i];
	}
	return mysql_stmt_bind_result(s->stmt, s->bind) ?
	    fail(REASON_DATABASE, "bind: %s", mysql_stmt_error(s->stmt)) : OK;
}

static enum reason
end_cells(struct stream *s)
{
	size_t	 i;

	for (i = 0; i < s->columns; i++) {
		if (s->is_null[i])
			s->length[i] = 0;
		if (s->length[i] >= sizeof(s->text[i]))
			return fail(REASON_DATA, "column %zu too long", i + 1);
		s->text[i][s->length[i]] = '\0';
	}
	return OK;
}

static enum reason
tell_rows(struct stream *s, db_row_told *told, void *arg)
{
	enum reason	 why;
	bool		 lost;
	int		 rc;

	if ((why = check_names(s)) != OK || (why = bind_columns(s)) != OK)
		return why;
	while ((rc = mysql_stmt_fetch(s->stmt)) != MYSQL_NO_DATA) {
		if (rc != 0 && rc != MYSQL_DATA_TRUNCATED)
			return refused(s, "fetch", &lost);
		if ((why = end_cells(s)) != OK ||
		    (why = told(arg, s->cells, s->columns)) != OK)
			return why;
	}
	return db_drain(s->stmt);
}

/* Once more when the connection turned out to be gone. */
static enum reason
ask(struct stream *s)
{
	enum reason	 why;
	bool		 lost;

	db_begins(s->db);
	why = execute(s, &lost);
	if (why == OK || !lost || s->db->in_transaction)
		return why;
	close_statement(s);
	db_disconnect(s->db);
	return execute(s, &lost);
}

enum reason
db_call_each(struct db *db, const char *sql, const struct db_value *values,
    size_t nvalues, const char *const *names, size_t columns,
    db_row_told *told, void *arg)
{
	struct stream	*s;
	enum reason	 why;
	METRICS_STAGE(STAGE_SELECT);

	metrics_add(COUNT_QUESTIONS, 1);
	if (columns > COLUMNS_MAX || nvalues > VALUES_MAX)
		return fail(REASON_INTERNAL, "too many columns or values");
	if ((s = calloc(1, sizeof(*s))) == NULL)
		return fail(REASON_MEMORY, "stream");
	s->db = db;
	s->sql = sql;
	s->values = values;
	s->value_count = nvalues;
	s->names = names;
	s->columns = columns;
	if ((why = ask(s)) == OK) {
		why = tell_rows(s, told, arg);
		/* What of the answer is still under way is not waited for. */
		if (why != OK) {
			close_statement(s);
			db_disconnect(db);
		}
	}
	close_statement(s);
	free(s);
	return why;
}
