#include <string.h>

#include "registry/change_private.h"
#include "registry/issue_plan.h"
#include "registry/registry.h"
#include "registry/registry_private.h"

static const char sql_batch[] =
    "SELECT batch FROM batch WHERE code = ? OR CAST(batch AS CHAR(10)) = ?"
    " ORDER BY code = ? DESC LIMIT 1";

static const char sql_make[] = "CALL batch_issue_plan(?, " CHANGE_TIME ")";
static const char sql_confirm[] = "CALL batch_issue_confirm(?)";

static const char sql_plan[] =
    "SELECT plan, batch, code, qualification, examination,"
    " UNIX_TIMESTAMP(effective_at) DIV 1, certificates, apart, digest,"
    " UNIX_TIMESTAMP(expires_at) DIV 1, event"
    " FROM issue_plan_entry WHERE plan = ?";

#define PLAN(kind, member)	DB_COLUMN(kind, struct issue_plan, member)
static const struct db_column plan_columns[] = {
	PLAN(DB_COL_UINT, number),
	PLAN(DB_COL_UINT, batch),
	PLAN(DB_COL_TEXT, code),
	PLAN(DB_COL_TEXT, qualification),
	PLAN(DB_COL_TEXT, examination),
	PLAN(DB_COL_TIME, effective_at),
	PLAN(DB_COL_U64, certificates),
	PLAN(DB_COL_U64, apart),
	PLAN(DB_COL_TEXT, digest),
	PLAN(DB_COL_TIME, expires_at),
	PLAN(DB_COL_U64, event),
};
#define COLUMNS	(sizeof(plan_columns) / sizeof(plan_columns[0]))

static enum reason
find_batch(struct registry *r, const char *text, unsigned *batch)
{
	struct batch { unsigned number; } row = { 0 };
	static const struct db_column column =
	    DB_COLUMN(DB_COL_UINT, struct batch, number);
	const struct db_value values[] = {
		DB_TEXT_VALUE(text), DB_TEXT_VALUE(text), DB_TEXT_VALUE(text),
	};
	enum reason	 why;
	bool		 found;

	why = registry_one(r, sql_batch, values, 3, &column, 1, &row, &found);
	if (why == OK && !found)
		why = fail(REASON_BATCH_UNKNOWN, "batch");
	*batch = row.number;
	return why;
}

/* What the CALL gives back; the rest is read from the view. */
struct made {
	unsigned	number;
	char		text[6][257];
};

enum reason
registry_issue_plan_make(struct registry *r, const char *batch, time_t at,
    struct issue_plan *plan)
{
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_UINT, struct made, number),
		DB_COLUMN(DB_COL_TEXT, struct made, text[0]),
		DB_COLUMN(DB_COL_TEXT, struct made, text[1]),
		DB_COLUMN(DB_COL_TEXT, struct made, text[2]),
		DB_COLUMN(DB_COL_TEXT, struct made, text[3]),
		DB_COLUMN(DB_COL_TEXT, struct made, text[4]),
		DB_COLUMN(DB_COL_TEXT, struct made, text[5]),
	};
	struct made	 made = { 0 };
	unsigned	 number;
	enum reason	 why;
	bool		 found;

	if ((why = find_batch(r, batch, &number)) != OK)
		return why;
	const struct db_value values[] = {
		DB_INT_VALUE(number), change_time(at),
	};
	why = registry_call(r, sql_make, values, 2, columns, 7, &made, &found);
	if (why == OK)
		why = registry_issue_plan(r, made.number, plan, &found);
	if (why == OK && !found)
		why = fail(REASON_DATA, "a plan without its number");
	return why;
}

enum reason
registry_issue_plan(struct registry *r, unsigned number,
    struct issue_plan *plan, bool *found)
{
	const struct db_value	 value = DB_INT_VALUE(number);

	return registry_one(r, sql_plan, &value, 1, plan_columns, COLUMNS,
	    plan, found);
}

enum reason
registry_issue_plan_confirm(struct registry *r, unsigned number,
    uint64_t *event)
{
	struct done { uint64_t event; } done = { 0 };
	static const struct db_column column =
	    DB_COLUMN(DB_COL_U64, struct done, event);
	const struct db_value	 value = DB_INT_VALUE(number);
	enum reason		 why;
	bool			 found;

	why = registry_call(r, sql_confirm, &value, 1, &column, 1, &done,
	    &found);
	*event = done.event;
	return why;
}
