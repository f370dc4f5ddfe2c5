/*
 * The one status function: every path that says whether a certificate is good
 * reads the view certificate_status, or the certificate_standing that it is
 * made of, and has its state accepted by state_accept() below.
 */
#include <stdlib.h>
#include <string.h>

#include "registry/certificates.h"
#include "registry/change.h"
#include "registry/holder.h"
#include "registry/registry.h"
#include "registry/registry_private.h"
#include "registry/status_private.h"

#define STATUS_COLUMNS	STATUS_LIST " FROM certificate_status"

/*
 * Time must not tell an unissued certificate from none.  So the one descent of
 * certificate_triple stops at the version asked for or, when there is none, at
 * the one before that place; its status is read in any case, and only then is
 * it dropped.  Nothing is sent unless it is public and the one asked for.
 */
#define NEAREST_PUBLIC \
	" JOIN (SELECT serial, version," \
	"   id_hash = ? AND management_no = ? AND name = ? AS is_exact" \
	"  FROM certificate_key" \
	"  WHERE id_hash <= ?" \
	"  AND NOT (id_hash = ? AND (management_no, name) > (?, ?))" \
	"  ORDER BY id_hash DESC, management_no DESC, name DESC, version DESC" \
	"  LIMIT 1) AS nearest USING (serial, version)" \
	" WHERE CASE state WHEN 'approved' THEN 0 ELSE is_exact END = 1"

static const char sql_by_triple[] = STATUS_COLUMNS NEAREST_PUBLIC;

static const char sql_standing[] = "SELECT serial, version, state"
    " FROM certificate_standing" NEAREST_PUBLIC;

static const char sql_by_serial[] = STATUS_COLUMNS
    " WHERE serial = ? AND version = ?";

static const char sql_by_document[] = STATUS_COLUMNS
    " WHERE management_no = ? AND version = ?";

static const char sql_by_holder[] = STATUS_COLUMNS
    " WHERE id_hash = ? AND name = ? ORDER BY serial DESC, version DESC";

static const char sql_by_id_number[] = STATUS_COLUMNS
    " WHERE id_hash = ? ORDER BY serial DESC, version DESC";

/* For a number that is not there, another's are read and dropped. */
static const char sql_versions[] = STATUS_COLUMNS
    " WHERE serial = IFNULL((SELECT serial FROM certificate_status"
    "  WHERE version = 1 AND management_no = ?), 1)"
    " ORDER BY version DESC";

/* Each version keeps the number; who has it alone asks for the first. */
static const char sql_newest[] = STATUS_COLUMNS
    " WHERE serial = (SELECT serial FROM certificate_status"
    "  WHERE version = 1 AND management_no = ?)"
    " ORDER BY version DESC LIMIT 1";

#define CERT(kind, member)	DB_COLUMN(kind, struct status_row, c.member)
const struct db_column status_columns[] = {
	CERT(DB_COL_U64, serial),
	CERT(DB_COL_UINT, version),
	CERT(DB_COL_TEXT, management_no),
	DB_COLUMN(DB_COL_TEXT, struct status_row, state),
	CERT(DB_COL_TIME, state_since),
	CERT(DB_COL_TEXT, state_reason),
	CERT(DB_COL_TEXT, state_reason_en),
	FACE_MEMBERS(CERT),
};

#define AT(kind, member)	DB_COLUMN(kind, struct standing_row, member)
const struct db_column standing_columns[] = {
	AT(DB_COL_U64, at.serial),
	AT(DB_COL_UINT, at.version),
	AT(DB_COL_TEXT, state),
};

enum reason
state_accept(const char *word, uint64_t serial, unsigned version,
    enum asker asker, enum certificate_state *state, bool *found)
{
	*state = certificate_state_named(word);
	if (*state == STATE_UNKNOWN || version < 1 || version > 999)
		return fail(REASON_DATA, "unknown state of serial %llu",
		    (unsigned long long)serial);
	if (!certificate_state_is_public(*state) && asker == PUBLIC)
		*found = false;
	return OK;
}

enum reason
status_accept(struct status_row *row, enum asker asker, bool *found)
{
	struct certificate	*c = &row->c;
	enum reason		 why;
	bool			 is_public;

	why = state_accept(row->state, c->serial, c->version, asker, &c->state,
	    found);
	if (why != OK || !*found)
		return why;
	is_public = certificate_state_is_public(c->state);
	if (*c->name == '\0' ||
	    *c->title_zh == '\0' || *c->statement == '\0' ||
	    (is_public && *c->issued_on == '\0') ||
	    (c->style != 1 && c->style != 2))
		return fail(REASON_DATA, "record of serial %llu is not whole",
		    (unsigned long long)c->serial);
	return OK;
}

static enum reason
status_ask(struct db *db, const char *sql, const struct db_value *values,
    size_t n, enum asker asker, struct certificate *out, bool *found)
{
	struct status_row	 row;
	enum reason		 why;

	memset(&row, 0, sizeof(row));
	*found = false;
	why = db_select_one(db, sql, values, n, status_columns, STATUS_COUNT,
	    &row, found);
	if (why == OK && *found)
		why = status_accept(&row, asker, found);
	if (why == OK && *found)
		*out = row.c;
	else
		*found = false;
	return why;
}

static enum reason
status_select(struct registry *r, const char *sql,
    const struct db_value *values, size_t n, enum asker asker,
    struct certificate *out, bool *found)
{
	struct db	*db = NULL;
	enum reason	 why;

	*found = false;
	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = status_ask(db, sql, values, n, asker, out, found);
	db_release(&db);
	return why;
}

#define NEAREST_VALUES	7

static void
nearest_values(const struct triple_key *key,
    struct db_value out[NEAREST_VALUES])
{
	const struct db_value values[NEAREST_VALUES] = {
		DB_BYTES_VALUE(key->hash, MATCH_HASH_BYTES),
		DB_TEXT_VALUE(key->management_no),
		DB_TEXT_VALUE(key->name),
		DB_BYTES_VALUE(key->hash, MATCH_HASH_BYTES),
		DB_BYTES_VALUE(key->hash, MATCH_HASH_BYTES),
		DB_TEXT_VALUE(key->management_no),
		DB_TEXT_VALUE(key->name),
	};

	memcpy(out, values, sizeof(values));
}

enum reason
triple_key(struct registry *r, const char *name, const char *id_number,
    const char *management_no, struct triple_key *out)
{
	enum reason	 why;

	out->name = name;
	out->management_no = management_no;
	why = registry_prove_key(r);
	return why != OK ? why :
	    secret_match_hash(r->match_key, id_number, out->hash);
}

enum reason
registry_by_triple(struct registry *r, const char *name,
    const char *id_number, const char *management_no, struct certificate *out,
    bool *found)
{
	struct db_value		 values[NEAREST_VALUES];
	struct triple_key	 key;
	enum reason		 why;

	why = triple_key(r, name, id_number, management_no, &key);
	if (why != OK)
		return why;
	nearest_values(&key, values);
	return status_select(r, sql_by_triple, values, NEAREST_VALUES, PUBLIC,
	    out, found);
}

enum reason
standing_by_key(struct registry *r, const struct triple_key *key,
    struct standing *out, bool *found)
{
	struct standing_row	 row = { 0 };
	struct db_value		 values[NEAREST_VALUES];
	enum reason		 why;

	nearest_values(key, values);
	why = registry_one(r, sql_standing, values, NEAREST_VALUES,
	    standing_columns, STANDING_COUNT, &row, found);
	if (why == OK && *found)
		why = state_accept(row.state, row.at.serial, row.at.version,
		    PUBLIC, &row.at.state, found);
	if (why != OK)
		*found = false;
	*out = row.at;
	return why;
}

enum reason
status_by_serial(struct db *db, uint64_t serial, unsigned version,
    struct certificate *out, bool *found)
{
	const struct db_value values[] = {
		DB_INT_VALUE(serial),
		DB_INT_VALUE(version),
	};

	return status_ask(db, sql_by_serial, values, 2, PUBLIC, out, found);
}

enum reason
registry_by_document(struct registry *r, const char *management_no,
    unsigned version, struct certificate *out, bool *found)
{
	const struct db_value values[] = {
		DB_TEXT_VALUE(management_no),
		DB_INT_VALUE(version),
	};

	return status_select(r, sql_by_document, values, 2, PUBLIC, out,
	    found);
}

enum reason
registry_certificate_newest(struct registry *r, const char *management_no,
    struct certificate *out, bool *found)
{
	const struct db_value	 value = DB_TEXT_VALUE(management_no);

	return status_select(r, sql_newest, &value, 1, ADMINISTRATOR, out,
	    found);
}

enum reason
registry_certificate_version(struct registry *r, uint64_t serial,
    unsigned version, struct certificate *out, bool *found)
{
	const struct db_value values[] = {
		DB_INT_VALUE(serial),
		DB_INT_VALUE(version),
	};

	return status_select(r, sql_by_serial, values, 2, ADMINISTRATOR, out,
	    found);
}

/* The newest version of each, of those that the public may be told of. */
static enum reason
pick_newest(struct status_row *rows, size_t n, struct certificate *out,
    size_t *count)
{
	enum reason	 why;
	uint64_t	 last = 0;
	bool		 found;
	size_t		 i;

	*count = 0;
	for (i = 0; i < n; i++) {
		if (rows[i].c.serial == last)
			continue;
		found = true;
		if ((why = status_accept(&rows[i], PUBLIC, &found)) != OK)
			return why;
		if (!found)
			continue;
		last = rows[i].c.serial;
		out[(*count)++] = rows[i].c;
	}
	return OK;
}

/* All rows of a question, at most max, through a choice among them. */
typedef enum reason status_pick(struct status_row *, size_t n,
    struct certificate *, size_t *count);

static enum reason
status_list(struct registry *r, const char *sql,
    const struct db_value *values, size_t nvalues, size_t max,
    status_pick *pick, struct certificate **list, size_t *count)
{
	struct certificate	*out = NULL;
	struct db		*db = NULL;
	void			*rows = NULL;
	enum reason		 why;
	size_t			 n = 0;

	*list = NULL;
	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = db_select_all(db, sql, values, nvalues, status_columns,
	    STATUS_COUNT, sizeof(struct status_row), max, &rows, &n);
	db_release(&db);
	if (why != OK)
		return why;
	if ((out = calloc(n + 1, sizeof(*out))) == NULL)
		why = fail(REASON_MEMORY, "%zu certificates", n);
	else
		why = pick(rows, n, out, count);
	free(rows);
	if (why != OK)
		free(out);
	else
		*list = out;
	return why;
}

enum reason
registry_holder_certificates(struct registry *r, const struct holder *holder,
    struct certificate **list, size_t *count)
{
	const struct db_value values[] = {
		DB_BYTES_VALUE(holder->id_hash, sizeof(holder->id_hash)),
		DB_TEXT_VALUE(holder->name),
	};

	return status_list(r, sql_by_holder, values, 2,
	    HOLDER_CERTIFICATES_MAX, pick_newest, list, count);
}

enum reason
registry_certificates_by_id_number(struct registry *r, const char *id_number,
    struct certificate **list, size_t *count)
{
	unsigned char	 hash[MATCH_HASH_BYTES];
	enum reason	 why;

	if ((why = registry_prove_key(r)) != OK ||
	    (why = secret_match_hash(r->match_key, id_number, hash)) != OK)
		return why;
	const struct db_value	 value = DB_BYTES_VALUE(hash, sizeof(hash));

	return status_list(r, sql_by_id_number, &value, 1,
	    HOLDER_CERTIFICATES_MAX, pick_newest, list, count);
}

static enum reason
pick_public(struct status_row *rows, size_t n, struct certificate *out,
    size_t *count)
{
	enum reason	 why;
	bool		 found;
	size_t		 i;

	*count = 0;
	for (i = 0; i < n; i++) {
		found = true;
		if ((why = status_accept(&rows[i], PUBLIC, &found)) != OK)
			return why;
		if (found)
			out[(*count)++] = rows[i].c;
	}
	return OK;
}

enum reason
registry_certificate_versions(struct registry *r, const char *management_no,
    struct certificate **list, size_t *count)
{
	const struct db_value	 value = DB_TEXT_VALUE(management_no);
	enum reason		 why;

	why = status_list(r, sql_versions, &value, 1, VERSIONS_MAX,
	    pick_public, list, count);
	/* Another's, read to take the same time. */
	if (why == OK && *count > 0 &&
	    strcmp((*list)->management_no, management_no) != 0) {
		explicit_bzero(*list, *count * sizeof(**list));
		*count = 0;
	}
	return why;
}
