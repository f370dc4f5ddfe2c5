/* Signing in: an attempt, its code, its end. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "registry/holder.h"
#include "registry/refusal.h"
#include "registry/registry.h"
#include "registry/registry_private.h"

#define HANDLE_RANDOM_BYTES	((SIGN_IN_HANDLE_BYTES - 1) / 2)
#define CODES			1000000u	/* of six digits */

static const char sql_begin[] =
    "CALL sign_in_begin(?, ?, UNHEX(?), UNHEX(?))";
static const char sql_finish[] =
    "CALL sign_in_finish(UNHEX(?), UNHEX(?))";

enum reason
registry_holder_named(struct registry *r, const char *name,
    const char *id_number, struct holder *out)
{
	size_t	 len = strlen(name);

	if (len >= sizeof(out->name))
		return fail(REASON_INTERNAL, "name of %zu bytes", len);
	memcpy(out->name, name, len + 1);
	return secret_match_hash(r->match_key, id_number, out->id_hash);
}

/* Six digits, each as likely as any other. */
static enum reason
make_code(char out[SIGN_IN_CODE_BYTES])
{
	uint32_t	 n;
	enum reason	 why;

	do
		if ((why = secret_random(&n, sizeof(n))) != OK)
			return why;
	while (n >= UINT32_MAX / CODES * CODES);
	snprintf(out, SIGN_IN_CODE_BYTES, "%06u", (unsigned)(n % CODES));
	return OK;
}

/*
 * What the registry keeps of an attempt.  The handle is never kept, so that
 * the million codes cannot be tried against a copy of the table.
 */
static enum reason
digest_both(const char *handle, const char *code, char of_handle[65],
    char of_code[65])
{
	struct buf	 both = BUF_INIT(256);
	enum reason	 why;

	if ((why = secret_digest_hex(handle, strlen(handle),
	    of_handle)) == OK &&
	    (why = buf_printf(&both, "%s:%s", handle, code)) == OK)
		why = secret_digest_hex(buf_text(&both), both.len, of_code);
	buf_cleanse(&both);
	return why;
}

enum reason
registry_sign_in_begin(struct registry *r, const struct holder *holder,
    struct sign_in *out)
{
	static const struct db_column column =
	    DB_COLUMN(DB_COL_TEXT, struct sign_in, phone);
	unsigned char	 random[HANDLE_RANDOM_BYTES];
	char		 of_handle[65], of_code[65];
	enum reason	 why;
	bool		 found;

	memset(out, 0, sizeof(*out));
	if ((why = secret_random(random, sizeof(random))) != OK ||
	    (why = make_code(out->code)) != OK)
		return why;
	secret_hex(random, sizeof(random), out->handle);
	if ((why = digest_both(out->handle, out->code, of_handle,
	    of_code)) != OK)
		return why;
	const struct db_value values[] = {
		DB_BYTES_VALUE(holder->id_hash, sizeof(holder->id_hash)),
		DB_TEXT_VALUE(holder->name),
		DB_TEXT_VALUE(of_handle),
		DB_TEXT_VALUE(of_code),
	};
	why = registry_call(r, sql_begin, values, 4, &column, 1, out, &found);
	if (why == OK && !found)
		why = fail(REASON_DATA, "sign_in_begin tells nothing");
	return why;
}

struct finish_row {
	char		outcome[33];
	struct holder	holder;
};

enum reason
registry_sign_in_finish(struct registry *r, const char *handle,
    const char *code, struct holder *out)
{
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_TEXT, struct finish_row, outcome),
		DB_COLUMN(DB_COL_BYTES, struct finish_row, holder.id_hash),
		DB_COLUMN(DB_COL_TEXT, struct finish_row, holder.name),
	};
	struct finish_row	 row;
	char			 of_handle[65], of_code[65];
	enum reason		 why;
	bool			 found;

	memset(&row, 0, sizeof(row));
	if (strlen(handle) >= SIGN_IN_HANDLE_BYTES ||
	    strlen(code) >= SIGN_IN_CODE_BYTES)
		return REASON_CODE_WRONG;
	if ((why = digest_both(handle, code, of_handle, of_code)) != OK)
		return why;
	const struct db_value values[] = {
		DB_TEXT_VALUE(of_handle),
		DB_TEXT_VALUE(of_code),
	};
	why = registry_call(r, sql_finish, values, 2, columns, 3, &row,
	    &found);
	if (why != OK)
		return why;
	if (!found)
		return fail(REASON_DATA, "sign_in_finish tells nothing");
	if (strcmp(row.outcome, "signed-in") != 0)
		return refusal_reason(row.outcome);
	*out = row.holder;
	return OK;
}
