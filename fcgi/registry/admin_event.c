#include <string.h>

#include "registry/admin_event.h"
#include "registry/registry.h"
#include "registry/registry_private.h"

static const char sql_export[] = "CALL report_export_note(?, ?)";
static const char sql_note[] = "CALL admin_note(?, ?, ?, ?)";

static const char	*const words[ADMIN__MAX] = {
	[ADMIN_VIEW] = "view",
	[ADMIN_CHANGE] = "change",
	[ADMIN_EXPORT] = "export",
	[ADMIN_IMPORT] = "import",
	[ADMIN_BACKUP] = "backup",
	[ADMIN_RESTORE] = "restore",
	[ADMIN_PURGE] = "purge",
};

const char *
admin_action_word(enum admin_action action)
{
	return words[action];
}

enum reason
admin_note(struct db *db, enum admin_action action, uint64_t serial,
    unsigned version, const char *detail)
{
	static const struct db_value	 none = { .type = DB_NULL };
	const struct db_value values[] = {
		DB_TEXT_VALUE(words[action]),
		serial == 0 ? none : (struct db_value)DB_INT_VALUE(serial),
		serial == 0 ? none : (struct db_value)DB_INT_VALUE(version),
		DB_TEXT_VALUE(detail),
	};
	bool	 found;

	return db_call(db, sql_note, values, 4, NULL, 0, NULL, &found);
}

enum reason
registry_admin_note(struct registry *r, enum admin_action action,
    uint64_t serial, unsigned version, const char *detail)
{
	struct db	*db = NULL;
	enum reason	 why;

	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = admin_note(db, action, serial, version, detail);
	db_release(&db);
	return why;
}

enum reason
registry_export_note(struct registry *r, const char *report, const char *by)
{
	const struct db_value	 values[] = {
		DB_TEXT_VALUE(report),
		DB_TEXT_VALUE(by),
	};
	bool			 found;

	return registry_call(r, sql_export, values, 2, NULL, 0, NULL, &found);
}
