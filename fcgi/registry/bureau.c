#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "registry/bureau.h"
#include "registry/registry.h"
#include "registry/registry_private.h"

static const char sql_admit[] =
    "CALL bureau_admit(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

static const char sql_access_list[] = "CALL bureau_access_list(?, ?, ?)";

static const char sql_access[] = "CALL bureau_access(?, ?, ?, ?, ?)";

static const char sql_certificate[] =
    "SELECT certificate FROM bureau_certificate WHERE fingerprint = UNHEX(?)";

#define OUTCOME_ADMITTED	"admitted"

struct admission {
	char		 outcome[41];
	struct bureau	 bureau;
};

#define ENTRY(kind, member)	DB_COLUMN(kind, struct admission, member)
static const struct db_column columns[] = {
	ENTRY(DB_COL_TEXT, outcome),
	ENTRY(DB_COL_U64, bureau.call),
	ENTRY(DB_COL_UINT, bureau.id),
	ENTRY(DB_COL_TEXT, bureau.code),
	ENTRY(DB_COL_TEXT, bureau.name_zh),
	ENTRY(DB_COL_TEXT, bureau.province),
	ENTRY(DB_COL_TEXT, bureau.scopes),
	ENTRY(DB_COL_UINT, bureau.per_minute),
	ENTRY(DB_COL_UINT, bureau.minute_left),
	ENTRY(DB_COL_UINT, bureau.minute_s),
	ENTRY(DB_COL_UINT, bureau.per_day),
	ENTRY(DB_COL_UINT, bureau.day_left),
	ENTRY(DB_COL_UINT, bureau.day_s),
};

/* A text, or NULL for "". */
static struct db_value
some(const char *text)
{
	static const struct db_value	 none = { .type = DB_NULL };

	return *text == '\0' ? none :
	    (struct db_value)DB_TEXT_VALUE(text);
}

static const char *
code_of(enum reason why)
{
	return why == OK ? "" : reason_info(why)->code;
}

/* What the procedure refuses with is a code of the catalogue. */
static enum reason
outcome_reason(const struct bureau_call *call, const char *outcome)
{
	enum reason	 why;

	if (strcmp(outcome, OUTCOME_ADMITTED) == 0)
		return OK;
	if ((why = reason_named(outcome)) == OK)
		return fail(REASON_DATA, "outcome of an admission");
	/* The detail of our own refusal is there already. */
	return why == call->refusal || why == call->purpose_fault ? why :
	    fail(why, "%s", outcome);
}

enum reason
registry_bureau_admit(struct registry *r, const struct bureau_call *call,
    struct bureau *out)
{
	const struct purpose	*p = &call->purpose;
	const struct db_value	 values[] = {
		some(call->fingerprint),
		DB_TEXT_VALUE(call->proof),
		DB_TEXT_VALUE(code_of(call->refusal)),
		DB_TEXT_VALUE(scope_word(call->scope)),
		DB_TEXT_VALUE(call->route),
		some(call->nonce),
		DB_TEXT_VALUE(code_of(call->purpose_fault)),
		some(p->item_code), some(p->item_name), some(p->cause),
		some(p->officer),
	};
	struct admission	 row;
	enum reason		 why;
	bool			 found;

	memset(&row, 0, sizeof(row));
	why = registry_call(r, sql_admit, values,
	    sizeof(values) / sizeof(values[0]), columns,
	    sizeof(columns) / sizeof(columns[0]), &row, &found);
	if (why == OK && !found)
		why = fail(REASON_DATA, "no admission");
	if (why != OK)
		return why;
	*out = row.bureau;
	return outcome_reason(call, row.outcome);
}

enum reason
registry_bureau_access(struct registry *r, uint64_t call,
    const char *channel, uint64_t serial, unsigned version,
    const char *outcome)
{
	static const struct db_value	 none = { .type = DB_NULL };
	const struct db_value		 values[] = {
		DB_INT_VALUE(call), DB_TEXT_VALUE(channel),
		serial == 0 ? none : (struct db_value)DB_INT_VALUE(serial),
		serial == 0 ? none : (struct db_value)DB_INT_VALUE(version),
		DB_TEXT_VALUE(outcome),
	};
	bool	 found;

	return registry_call(r, sql_access, values, 5, NULL, 0, NULL, &found);
}

enum reason
registry_bureau_certificate(struct registry *r, const char *fingerprint,
    struct buf *der, bool *found)
{
	static const struct db_column	 column =
	    { DB_COL_BLOB, 0, sizeof(struct buf) };
	const struct db_value		 value = DB_TEXT_VALUE(fingerprint);

	return registry_one(r, sql_certificate, &value, 1, &column, 1, der,
	    found);
}

#define TOLD_BYTES	80	/* one row of the list, with room */

enum reason
registry_bureau_access_list(struct registry *r, uint64_t call,
    const char *channel, const struct bureau_told *told, size_t count)
{
	struct buf	 rows = BUF_INIT(count * TOLD_BYTES + 8);
	enum reason	 why;
	bool		 found;
	size_t		 i;

	why = buf_puts(&rows, "[");
	for (i = 0; why == OK && i < count; i++) {
		const char	*comma = i > 0 ? "," : "";

		/* Words and numbers: nothing needs an escape. */
		why = told[i].serial == 0 ? buf_printf(&rows,
		    "%s[null,null,\"%s\"]", comma, told[i].outcome) :
		    buf_printf(&rows, "%s[%" PRIu64 ",%u,\"%s\"]", comma,
		    told[i].serial, told[i].version, told[i].outcome);
	}
	if (why == OK)
		why = buf_puts(&rows, "]");
	if (why == OK) {
		const struct db_value	 values[] = {
			DB_INT_VALUE(call), DB_TEXT_VALUE(channel),
			DB_TEXT_VALUE(buf_text(&rows)),
		};

		why = registry_call(r, sql_access_list, values, 3, NULL, 0,
		    NULL, &found);
	}
	buf_free(&rows);
	return why;
}
