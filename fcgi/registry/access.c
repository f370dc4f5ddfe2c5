#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "registry/access.h"
#include "registry/registry.h"
#include "registry/registry_private.h"
#include "registry/together.h"

#define ROW_BYTES	160		/* of one row as JSON, at most */

static const char sql_record[] = "CALL access_record(?, ?, ?, ?, ?, ?)";

static const char sql_record_all[] = "CALL access_record_all(?)";

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

/* Words of letters, digits and hyphens; serial 0: none was found. */
struct access_row {
	const char	*channel;
	uint64_t	 serial;
	unsigned	 version;
	const char	*outcome;
	const char	*actor;
};

/* By itself; the name is a bureau's, NULL for others. */
static enum reason
record_one(struct registry *r, const struct access_row *row,
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

static enum reason
record_alone(struct registry *r, void *row)
{
	return record_one(r, row, NULL);
}

static bool
is_word(const char *s, size_t max)
{
	size_t	 n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return n > 0 && n <= max && s[n] == '\0';
}

/* Nothing of it needs an escape. */
static enum reason
add_row(const struct access_row *row, struct buf *json)
{
	char		 of[48] = "null,null";

	if (row->serial != 0)
		(void)snprintf(of, sizeof(of), "%" PRIu64 ",%u", row->serial,
		    row->version);
	return buf_printf(json, "%s[\"%s\",%s,\"%s\",\"%s\"]",
	    json->len > 1 ? "," : "", row->channel, of, row->outcome,
	    row->actor);
}

/* In one statement and one commit. */
static enum reason
record_all(struct registry *r, void *const *rows, size_t count)
{
	struct buf	 json = BUF_INIT(TOGETHER_MAX * ROW_BYTES);
	enum reason	 why;
	bool		 found;
	size_t		 i;

	why = buf_puts(&json, "[");
	for (i = 0; why == OK && i < count; i++)
		why = add_row(rows[i], &json);
	if (why == OK && (why = buf_puts(&json, "]")) == OK) {
		const struct db_value	 value =
		    DB_TEXT_VALUE(buf_text(&json));

		why = registry_call(r, sql_record_all, &value, 1, NULL, 0,
		    NULL, &found);
	}
	buf_free(&json);
	return why;
}

/* No row is written twice: who waits for a commit waits until it is known. */
const struct together_by access_together = { record_all, record_alone, 0 };

enum reason
registry_access_record(struct registry *r, const char *channel,
    uint64_t serial, unsigned version, const char *outcome,
    enum access_actor actor, const char *actor_name)
{
	struct access_row	 row = { channel, serial, version, outcome,
				    actors[actor] };

	if (actor_name != NULL || !is_word(channel, 16) ||
	    !is_word(outcome, 32))
		return record_one(r, &row, actor_name);
	return together_do(r->accesses, r, &row);
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
