#include <string.h>

#include "registry/purge.h"
#include "registry/registry.h"
#include "registry/registry_private.h"

static const char sql_count[] = "CALL access_count(?)";
static const char sql_purge[] = "CALL retention_purge(?, ?)";

static const char	*const names[PURGE__MAX] = {
	[PURGE_COPIES] = "copy",
	[PURGE_SESSIONS] = "session",
	[PURGE_SIGN_INS] = "sign-in",
	[PURGE_REPORTS] = "report",
	[PURGE_LOOKUPS] = "lookup",
	[PURGE_ACCESSES] = "access",
	[PURGE_PROPOSALS] = "proposal",
	[PURGE_BUREAU_BATCHES] = "bureau-batch",
	[PURGE_BUREAU_REPORTS] = "bureau-report",
};

struct step { uint64_t rows; int ruled; };

enum reason
registry_purge(struct registry *r, enum purge_what what, unsigned batch,
    uint64_t *removed, bool *ruled)
{
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_U64, struct step, rows),
		DB_COLUMN(DB_COL_INT, struct step, ruled),
	};
	const struct db_value	 values[] = {
		DB_TEXT_VALUE(what == PURGE_COUNT ? "" : names[what]),
		DB_INT_VALUE(batch),
	};
	struct step		 now = { 0, 1 };
	bool			 counts = what == PURGE_COUNT;
	enum reason		 why;
	bool			 found;

	*removed = 0;
	do {
		now.rows = 0;
		why = counts ? registry_call(r, sql_count, &values[1], 1,
		    columns, 1, &now, &found) : registry_call(r, sql_purge,
		    values, 2, columns, 2, &now, &found);
		*removed += why == OK ? now.rows : 0;
	} while (why == OK && now.rows >= batch);
	*ruled = now.ruled;
	return why;
}
