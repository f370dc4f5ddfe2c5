/*
 * What the account may do in the database, before anything is begun.  A role's
 * privileges are in no table that the account can read, but SHOW GRANTS tells
 * it of its own and of those of its role.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "registry/backup_private.h"
#include "registry/db.h"

#define RIGHTS_MAX	20
#define GRANT_BYTES	2048

static const char sql_grants[] = "SHOW GRANTS";
static const char sql_account[] = "SELECT CURRENT_USER()";
static const char sql_collation[] =
    "SELECT default_collation_name FROM information_schema.schemata"
    " WHERE schema_name = DATABASE()";

/* Of mariadb-dump: a table that cannot be seen would not be missed. */
static const char *const	 to_copy[] = { "SELECT", "SHOW VIEW" };
/* Of the tables as they are written down, then of `ecert migrate`. */
static const char *const	 to_restore[] = { "SELECT", "INSERT", "UPDATE",
    "DELETE", "CREATE", "DROP", "REFERENCES", "INDEX", "ALTER", "LOCK TABLES",
    "EXECUTE", "CREATE VIEW", "SHOW VIEW", "CREATE ROUTINE", "ALTER ROUTINE",
    "TRIGGER", "GRANT OPTION" };

struct rights {
	const char		*database;
	const char *const	*needed;
	size_t			 count;
	bool			 have[RIGHTS_MAX];
};

struct line { char text[GRANT_BYTES]; };

/* A database's name in a grant is a pattern of LIKE. */
static bool
is_like(const char *pattern, const char *end, const char *name)
{
	for (; pattern < end; pattern++, name++) {
		if (*pattern == '%') {
			for (; *name != '\0'; name++)
				if (is_like(pattern + 1, end, name))
					return true;
			return pattern + 1 == end;
		}
		if (*pattern == '\\' && pattern + 1 < end)
			pattern++;
		else if (*pattern == '_' && *name != '\0')
			continue;
		if (*pattern != *name)
			return false;
	}
	return *name == '\0';
}

/* "*.* TO ..." or "`ecert`.* TO ..." */
static bool
covers(const char *scope, const char *database)
{
	const char	*end;

	if (strncmp(scope, "*.* ", 4) == 0)
		return true;
	return *scope == '`' && (end = strstr(scope, "`.* ")) != NULL &&
	    is_like(scope + 1, end, database);
}

/* Is it among "SELECT, SHOW VIEW", which ends at `end`? */
static bool
lists(const char *list, const char *end, const char *right)
{
	size_t	 len;

	for (; list < end; list += len + 2) {
		for (len = 0; list + len < end && list[len] != ','; len++)
			continue;
		if ((len == strlen("ALL PRIVILEGES") &&
		    strncmp(list, "ALL PRIVILEGES", len) == 0) ||
		    (len == strlen(right) && strncmp(list, right, len) == 0))
			return true;
	}
	return false;
}

static enum reason
take_grant(void *arg, const void *row)
{
	struct rights	*r = arg;
	const char	*line = ((const struct line *)row)->text, *on;
	size_t		 i;

	if (strncmp(line, "GRANT ", 6) != 0 ||
	    (on = strstr(line, " ON ")) == NULL || !covers(on + 4, r->database))
		return OK;
	for (i = 0; i < r->count; i++)
		r->have[i] |= strcmp(r->needed[i], "GRANT OPTION") == 0 ?
		    strstr(on, " WITH GRANT OPTION") != NULL :
		    lists(line + 6, on, r->needed[i]);
	return OK;
}

static enum reason
ask_text(struct db *db, const char *sql, struct line *out)
{
	static const struct db_column column =
	    DB_COLUMN(DB_COL_TEXT, struct line, text);
	enum reason	 why;
	bool		 found;

	why = db_select_one(db, sql, NULL, 0, &column, 1, out, &found);
	if (why == OK && !found)
		why = fail(REASON_DATA, "%s: nothing", sql);
	return why;
}

static enum reason
missing(struct db *db, const struct rights *r)
{
	struct buf	 list = BUF_INIT(1024);
	struct line	 account;
	enum reason	 why = OK;
	size_t		 i;

	for (i = 0; why == OK && i < r->count; i++)
		if (!r->have[i])
			why = buf_printf(&list, "%s%s", list.len > 0 ? ", " :
			    "", r->needed[i]);
	if (why == OK && list.len > 0 &&
	    (why = ask_text(db, sql_account, &account)) == OK)
		why = fail(REASON_ACCESS_DENIED, "%s lacks on database %s: %s",
		    account.text, r->database, buf_text(&list));
	buf_free(&list);
	return why;
}

enum reason
backup_db_may(struct backup_db *b, bool restore)
{
	static const struct db_column column =
	    DB_COLUMN(DB_COL_TEXT, struct line, text);
	struct rights	 r = { .database = b->conf.db_name };
	struct line	 row;
	enum reason	 why;

	r.needed = restore ? to_restore : to_copy;
	r.count = restore ? sizeof(to_restore) / sizeof(to_restore[0]) :
	    sizeof(to_copy) / sizeof(to_copy[0]);
	why = db_select_each(b->db, sql_grants, NULL, 0, &column, 1, &row,
	    take_grant, &r);
	return why != OK ? why : missing(b->db, &r);
}

enum reason
backup_db_collates(struct backup_db *b)
{
	struct line	 is;
	enum reason	 why;

	if ((why = ask_text(b->db, sql_collation, &is)) != OK)
		return why;
	return strcmp(is.text, BACKUP_COLLATION) == 0 ? OK :
	    fail(REASON_COLLATION, "%s has %s, not " BACKUP_COLLATION,
	    b->conf.db_name, is.text);
}
