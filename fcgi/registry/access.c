#include <string.h>

#include "registry/access.h"
#include "registry/access_queue.h"
#include "registry/registry.h"
#include "registry/registry_private.h"

static const char sql_record[] = "CALL access_record(?, ?, ?, ?, ?, ?)";

/* ACCESS_LIST_MAX is the limit. */
static const char sql_list[] =
    "SELECT UNIX_TIMESTAMP(at) DIV 1, channel, version, outcome, actor,"
    " actor_name, matter, cause"
    " FROM access_log WHERE serial = ?"
    " ORDER BY at DESC, access DESC LIMIT 200";

static const char	*const actors[] = {
	[ACCESS_PUBLIC] = "public",
	[ACCESS_HOLDER] = "holder",
	[ACCESS_BUREAU] = "bureau",
	[ACCESS_OPERATOR] = "operator",
};

enum reason
access_record_one(struct registry *r, const struct access_row *row,
    const char *actor_name)
{
	static const struct db_value	 none = { .type = DB_NULL };
	const struct db_value values[] = {
		DB_TEXT_VALUE(row->channel),
		row->serial == 0 ? none :
		    (struct db_value)DB_INT_VALUE(row->serial),
		row->serial == 0 ? none :
		    (struct db_value)DB_INT_VALUE(row->version),
		DB_TEXT_VALUE(row->outcome),
		DB_TEXT_VALUE(row->actor),
		actor_name == NULL ? none :
		    (struct db_value)DB_TEXT_VALUE(actor_name),
	};
	bool	 found;

	return registry_call(r, sql_record, values, 6, NULL, 0, NULL, &found);
}

enum reason
registry_access_record(struct registry *r, const char *channel,
    uint64_t serial, unsigned version, const char *outcome,
    enum access_actor actor, const char *actor_name)
{
	const struct access_row	 row = { channel, serial, version, outcome,
				    actors[actor] };

	return actor_name != NULL ? access_record_one(r, &row, actor_name) :
	    access_queue_write(r->accesses, r, &row);
}

#define ENTRY(kind, member)	DB_COLUMN(kind, struct access_entry, member)

enum reason
registry_access_of(struct registry *r, uint64_t serial,
    struct access_entry **list, size_t *count)
{
	static const struct db_column columns[] = {
		ENTRY(DB_COL_TIME, at),
		ENTRY(DB_COL_TEXT, channel),
		ENTRY(DB_COL_UINT, version),
		ENTRY(DB_COL_TEXT, outcome),
		ENTRY(DB_COL_TEXT, actor),
		ENTRY(DB_COL_TEXT, actor_name),
		ENTRY(DB_COL_TEXT, matter),
		ENTRY(DB_COL_TEXT, cause),
	};
	const struct db_value	 value = DB_INT_VALUE(serial);
	struct db		*db = NULL;
	void			*rows = NULL;
	enum reason		 why;

	*list = NULL;
	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = db_select_all(db, sql_list, &value, 1, columns,
	    sizeof(columns) / sizeof(columns[0]), sizeof(struct access_entry),
	    ACCESS_LIST_MAX, &rows, count);
	db_release(&db);
	if (why == OK)
		*list = rows;
	return why;
}
