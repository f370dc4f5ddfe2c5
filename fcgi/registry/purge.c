#include "registry/purge.h"
#include "registry/registry.h"
#include "registry/registry_private.h"

static const char	*const calls[PURGE__MAX] = {
	[PURGE_COUNT] = "CALL access_count(?)",
	[PURGE_COPIES] = "CALL copy_purge(?)",
	[PURGE_SESSIONS] = "CALL session_purge(?)",
	[PURGE_SIGN_INS] = "CALL sign_in_purge(?)",
	[PURGE_REPORTS] = "CALL report_purge(?)",
	[PURGE_LOOKUPS] = "CALL lookup_purge(?)",
};

struct removed { uint64_t rows; };

enum reason
registry_purge(struct registry *r, enum purge_what what, unsigned batch,
    uint64_t *removed)
{
	static const struct db_column column =
	    DB_COLUMN(DB_COL_U64, struct removed, rows);
	const struct db_value	 value = DB_INT_VALUE(batch);
	struct removed		 now = { 0 };
	enum reason		 why;
	bool			 found;

	*removed = 0;
	do {
		now.rows = 0;
		why = registry_call(r, calls[what], &value, 1, &column, 1,
		    &now, &found);
		*removed += why == OK ? now.rows : 0;
	} while (why == OK && now.rows >= batch);
	return why;
}
