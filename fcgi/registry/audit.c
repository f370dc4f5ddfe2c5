#include <string.h>

#include "registry/audit.h"
#include "registry/registry.h"
#include "registry/registry_private.h"

/* The last of time that a DATETIME holds. */
#define NO_END	"TIMESTAMP('9999-12-31')"

static const char sql_audit[] =
    "SELECT UNIX_TIMESTAMP(at) DIV 1, actor, action, serial, version,"
    " management_no, detail FROM audit_entry"
    " WHERE at >= TIMESTAMP('1970-01-01') + INTERVAL ? SECOND"
    " AND at < IFNULL(TIMESTAMP('1970-01-01') + INTERVAL ? SECOND, " NO_END ")"
    " AND (? = '' OR actor = ? OR LEFT(actor, CHAR_LENGTH(actor) - 1"
    "  - CHAR_LENGTH(SUBSTRING_INDEX(actor, '@', -1))) = ?)"
    " AND (? = 0 OR serial = ?)"
    " ORDER BY at, serial, detail";

#define ENTRY(kind, member)	DB_COLUMN(kind, struct audit_entry, member)
static const struct db_column columns[] = {
	ENTRY(DB_COL_TIME, at),
	ENTRY(DB_COL_TEXT, actor),
	ENTRY(DB_COL_TEXT, action),
	ENTRY(DB_COL_U64, serial),
	ENTRY(DB_COL_UINT, version),
	ENTRY(DB_COL_TEXT, management_no),
	ENTRY(DB_COL_TEXT, detail),
};

struct taker { audit_take *take; void *arg; };

static enum reason
take_entry(void *arg, const void *row)
{
	const struct taker	*t = arg;

	return t->take(t->arg, row);
}

enum reason
registry_audit(struct registry *r, const struct audit_question *q,
    audit_take *take, void *arg)
{
	const struct db_value values[] = {
		DB_INT_VALUE(q->from),
		q->until == 0 ? (struct db_value){ .type = DB_NULL } :
		    (struct db_value)DB_INT_VALUE(q->until),
		DB_TEXT_VALUE(q->actor), DB_TEXT_VALUE(q->actor),
		DB_TEXT_VALUE(q->actor),
		DB_INT_VALUE(q->serial), DB_INT_VALUE(q->serial),
	};
	struct taker		 taker = { take, arg };
	struct audit_entry	 row;
	struct db		*db = NULL;
	enum reason		 why;

	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = db_select_each(db, sql_audit, values, 7, columns,
	    sizeof(columns) / sizeof(columns[0]), &row, take_entry, &taker);
	db_release(&db);
	return why;
}
