/* The catalogue of qualifications in force, as the public page lists them. */
#include <string.h>

#include "registry/registry.h"
#include "registry/registry_private.h"

static const char sql_entries[] =
    "SELECT code, paragraph, ordinal, style, valid_from, name_zh, title_zh,"
    " title_en, levels, specialties, authorities, issuer, seal_code,"
    " seal_name"
    " FROM catalogue_entry ORDER BY paragraph, ordinal, code";

static const char sql_version[] =
    "SELECT version FROM catalogue_version";

#define ENTRY(kind, member)	DB_COLUMN(kind, struct catalogue_entry, member)
static const struct db_column entry_columns[] = {
	ENTRY(DB_COL_TEXT, code),
	ENTRY(DB_COL_INT, list),
	ENTRY(DB_COL_INT, ordinal),
	ENTRY(DB_COL_INT, style),
	ENTRY(DB_COL_TEXT, effective_from),
	ENTRY(DB_COL_TEXT, name),
	ENTRY(DB_COL_TEXT, title_zh),
	ENTRY(DB_COL_TEXT, title_en),
	ENTRY(DB_COL_TEXT, levels),
	ENTRY(DB_COL_TEXT, specialties),
	ENTRY(DB_COL_TEXT, authorities),
	ENTRY(DB_COL_TEXT, issuer),
	ENTRY(DB_COL_TEXT, seal_code),
	ENTRY(DB_COL_TEXT, seal_name),
};

enum reason
registry_catalogue(struct registry *r, struct catalogue_entry **entries,
    size_t *count)
{
	struct db	*db = NULL;
	void		*rows = NULL;
	enum reason	 why;

	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = db_select_all(db, sql_entries, NULL, 0, entry_columns,
	    sizeof(entry_columns) / sizeof(entry_columns[0]),
	    sizeof(struct catalogue_entry), CATALOGUE_MAX, &rows, count);
	db_release(&db);
	if (why == OK)
		*entries = rows;
	return why;
}

enum reason
registry_catalogue_version(struct registry *r, char out[65])
{
	struct version { char text[65]; } version;
	static const struct db_column column =
	    DB_COLUMN(DB_COL_TEXT, struct version, text);
	enum reason	 why;
	bool		 found;

	why = registry_one(r, sql_version, NULL, 0, &column, 1, &version,
	    &found);
	if (why == OK && !found)
		why = fail(REASON_DATA, "no catalogue version");
	if (why == OK)
		memcpy(out, version.text, sizeof(version.text));
	return why;
}
