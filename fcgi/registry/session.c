#include <string.h>

#include "registry/registry.h"
#include "registry/registry_private.h"
#include "registry/session.h"

#define TOKEN_CHARS	(SESSION_TOKEN_BYTES - 1)

static const char sql_begin[] = "CALL session_begin(UNHEX(?), ?, ?)";
static const char sql_find[] = "CALL session_find(UNHEX(?))";
static const char sql_end[] = "CALL session_end(UNHEX(?))";

enum reason
registry_session_start(struct registry *r, const struct holder *holder,
    char token[SESSION_TOKEN_BYTES])
{
	unsigned char	 random[TOKEN_CHARS / 2];
	char		 digest[65];
	enum reason	 why;
	bool		 found;

	if ((why = secret_random(random, sizeof(random))) != OK)
		return why;
	secret_hex(random, sizeof(random), token);
	if ((why = secret_digest_hex(token, TOKEN_CHARS, digest)) != OK)
		return why;
	const struct db_value values[] = {
		DB_TEXT_VALUE(digest),
		DB_BYTES_VALUE(holder->id_hash, sizeof(holder->id_hash)),
		DB_TEXT_VALUE(holder->name),
	};
	return registry_call(r, sql_begin, values, 3, NULL, 0, NULL, &found);
}

struct session_row {
	struct holder	holder;
	time_t		since;
};

enum reason
registry_session_find(struct registry *r, const char *token,
    struct holder *holder, time_t *since, bool *found)
{
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_BYTES, struct session_row, holder.id_hash),
		DB_COLUMN(DB_COL_TEXT, struct session_row, holder.name),
		DB_COLUMN(DB_COL_TIME, struct session_row, since),
	};
	struct session_row	 row;
	char			 digest[65];
	enum reason		 why;

	*found = false;
	memset(&row, 0, sizeof(row));
	if (strlen(token) != TOKEN_CHARS)
		return OK;
	if ((why = secret_digest_hex(token, TOKEN_CHARS, digest)) != OK)
		return why;
	const struct db_value value = DB_TEXT_VALUE(digest);
	why = registry_call(r, sql_find, &value, 1, columns, 3, &row, found);
	if (why == OK && *found) {
		*holder = row.holder;
		*since = row.since;
	}
	return why;
}

enum reason
registry_session_end(struct registry *r, const char *token)
{
	char		 digest[65];
	enum reason	 why;
	bool		 found;

	if (strlen(token) != TOKEN_CHARS)
		return OK;
	if ((why = secret_digest_hex(token, TOKEN_CHARS, digest)) != OK)
		return why;
	const struct db_value value = DB_TEXT_VALUE(digest);
	return registry_call(r, sql_end, &value, 1, NULL, 0, NULL, &found);
}
