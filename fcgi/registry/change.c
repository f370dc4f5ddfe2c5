#include <string.h>

#include "registry/change.h"
#include "registry/change_private.h"
#include "registry/registry.h"
#include "registry/registry_private.h"

static const char sql_issue[] =
    "CALL certificate_issue(?, ?, " CHANGE_TIME ")";
static const char sql_suspend[] =
    "CALL certificate_suspend(?, ?, ?, ?, " CHANGE_TIME ")";
static const char sql_reinstate[] =
    "CALL certificate_reinstate(?, ?, ?, ?, " CHANGE_TIME ")";

static const char sql_classes[] =
    "SELECT code, sentence_zh, sentence_en FROM reason_class"
    " WHERE kind = ? ORDER BY code";

static const char sql_history[] =
    "SELECT id, version, kind, batch, state_after,"
    " UNIX_TIMESTAMP(effective_at) DIV 1, UNIX_TIMESTAMP(recorded_at) DIV 1,"
    " actor, proposed_by, reason_class, reason_text, successor_version"
    " FROM certificate_event WHERE serial = ? ORDER BY id, version";

struct db_value
change_time(time_t at)
{
	return at == 0 ? (struct db_value){ .type = DB_NULL } :
	    (struct db_value)DB_INT_VALUE(at);
}

struct db_value
change_text(const char *text)
{
	return text == NULL ? (struct db_value){ .type = DB_NULL } :
	    (struct db_value)DB_TEXT_VALUE(text);
}

enum reason
registry_certificate_issue(struct registry *r, uint64_t serial,
    unsigned version, time_t at)
{
	const struct db_value values[] = {
		DB_INT_VALUE(serial), DB_INT_VALUE(version), change_time(at),
	};
	bool	 found;

	return registry_call(r, sql_issue, values, 3, NULL, 0, NULL, &found);
}

static enum reason
call_change(struct registry *r, const char *sql, uint64_t serial,
    unsigned version, const struct change *c)
{
	const struct db_value values[] = {
		DB_INT_VALUE(serial), DB_INT_VALUE(version),
		DB_TEXT_VALUE(c->reason_class), change_text(c->text),
		change_time(c->effective_at),
	};
	bool	 found;

	return registry_call(r, sql, values, 5, NULL, 0, NULL, &found);
}

enum reason
registry_certificate_suspend(struct registry *r, uint64_t serial,
    unsigned version, const struct change *c)
{
	return call_change(r, sql_suspend, serial, version, c);
}

enum reason
registry_certificate_reinstate(struct registry *r, uint64_t serial,
    unsigned version, const struct change *c)
{
	return call_change(r, sql_reinstate, serial, version, c);
}

enum reason
registry_all(struct registry *r, const char *sql,
    const struct db_value *values, size_t nvalues,
    const struct db_column *columns, size_t ncolumns, size_t row_size,
    size_t max, void **rows, size_t *count)
{
	struct db	*db = NULL;
	enum reason	 why;

	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = db_select_all(db, sql, values, nvalues, columns, ncolumns,
	    row_size, max, rows, count);
	db_release(&db);
	return why;
}

#define CLASS(member)	DB_COLUMN(DB_COL_TEXT, struct reason_class, member)

enum reason
registry_reason_classes(struct registry *r, const char *kind,
    struct reason_class **list, size_t *count)
{
	static const struct db_column columns[] = {
		CLASS(code), CLASS(sentence_zh), CLASS(sentence_en),
	};
	const struct db_value	 value = DB_TEXT_VALUE(kind);
	void			*rows = NULL;
	enum reason		 why;

	why = registry_all(r, sql_classes, &value, 1, columns, 3,
	    sizeof(struct reason_class), REASON_CLASSES_MAX, &rows, count);
	*list = rows;
	return why;
}

#define ENTRY(kind, member)	DB_COLUMN(kind, struct history_entry, member)

enum reason
registry_history(struct registry *r, uint64_t serial,
    struct history_entry **list, size_t *count)
{
	static const struct db_column columns[] = {
		ENTRY(DB_COL_U64, id),
		ENTRY(DB_COL_UINT, version),
		ENTRY(DB_COL_TEXT, kind),
		ENTRY(DB_COL_UINT, batch),
		ENTRY(DB_COL_TEXT, state_after),
		ENTRY(DB_COL_TIME, effective_at),
		ENTRY(DB_COL_TIME, recorded_at),
		ENTRY(DB_COL_TEXT, actor),
		ENTRY(DB_COL_TEXT, proposed_by),
		ENTRY(DB_COL_TEXT, reason_class),
		ENTRY(DB_COL_TEXT, reason_text),
		ENTRY(DB_COL_UINT, successor),
	};
	const struct db_value	 value = DB_INT_VALUE(serial);
	void			*rows = NULL;
	enum reason		 why;

	why = registry_all(r, sql_history, &value, 1, columns,
	    sizeof(columns) / sizeof(columns[0]), sizeof(struct history_entry),
	    HISTORY_MAX, &rows, count);
	*list = rows;
	return why;
}
