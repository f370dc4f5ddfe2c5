/*
 * The one status function: every path that says whether a certificate is good
 * reads the view certificate_status, or the certificate_standing that it is
 * made of, and has its state accepted by state_accept() below.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "registry/certificates.h"
#include "registry/change.h"
#include "registry/holder.h"
#include "registry/registry.h"
#include "registry/registry_private.h"

#define STATUS_LIST \
	"SELECT serial, version, management_no, state," \
	" UNIX_TIMESTAMP(state_since), state_reason_zh, state_reason_en," \
	" name, id_type, id_type_zh, id_number, sex, birth_date," \
	" approved_on, issued_on, province, qualification, style," \
	" title_zh, title_en, level, specialty, authorities, issuer," \
	" statement, seal_code, seal_name, licence_type, licence_issuer"

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

/*
 * The same of many triples at once, each [hash, number, name] in hexadecimal
 * digits.  For one that is not there the status of the registry's first version
 * is read and dropped.
 */
static const char sql_by_triples[] = STATUS_LIST ", n"
    " FROM (SELECT j.n, IFNULL(k.serial, 1) AS at_serial,"
    "   IFNULL(k.version, 1) AS at_version,"
    "   k.serial IS NOT NULL AS is_exact"
    "  FROM JSON_TABLE(?, '$[*]' COLUMNS (n FOR ORDINALITY,"
    "   id_hash VARCHAR(32) PATH '$[0]',"
    "   management_no VARCHAR(256) PATH '$[1]',"
    "   name VARCHAR(800) PATH '$[2]')) AS j"
    "  LEFT JOIN certificate_key AS k ON k.id_hash = UNHEX(j.id_hash)"
    "   AND k.management_no = CONVERT(UNHEX(j.management_no) USING utf8mb4)"
    "   AND k.name = CONVERT(UNHEX(j.name) USING utf8mb4)) AS asked"
    " STRAIGHT_JOIN certificate_status"
    " ON serial = at_serial AND version = at_version"
    " WHERE CASE state WHEN 'approved' THEN 0 ELSE is_exact END = 1"
    " ORDER BY n, version DESC";

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

struct status_row {
	struct certificate	 c;
	char			 state[16];
};

#define CERT(kind, member)	DB_COLUMN(kind, struct status_row, c.member)
static const struct db_column status_columns[] = {
	CERT(DB_COL_U64, serial),
	CERT(DB_COL_UINT, version),
	CERT(DB_COL_TEXT, management_no),
	DB_COLUMN(DB_COL_TEXT, struct status_row, state),
	CERT(DB_COL_TIME, state_since),
	CERT(DB_COL_TEXT, state_reason),
	CERT(DB_COL_TEXT, state_reason_en),
	FACE_MEMBERS(CERT),
};

/* Who asks: the public, which is told of what was issued alone, or not. */
enum asker { PUBLIC, ADMINISTRATOR };

/*
 * The state's word, and whether the asker is told of it; one that is none is an
 * error, never "valid" or "not found".
 */
static enum reason
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

/* A record that cannot be whole is an error as well. */
static enum reason
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

#define STATUS_COUNT	(sizeof(status_columns) / sizeof(status_columns[0]))

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

/* What NEAREST_PUBLIC asks for, by the hash that the caller keeps. */
static enum reason
nearest_values(struct registry *r, const char *name, const char *id_number,
    const char *management_no, unsigned char hash[MATCH_HASH_BYTES],
    struct db_value out[NEAREST_VALUES])
{
	enum reason	 why;

	if ((why = registry_prove_key(r)) != OK ||
	    (why = secret_match_hash(r->match_key, id_number, hash)) != OK)
		return why;
	const struct db_value values[NEAREST_VALUES] = {
		DB_BYTES_VALUE(hash, MATCH_HASH_BYTES),
		DB_TEXT_VALUE(management_no),
		DB_TEXT_VALUE(name),
		DB_BYTES_VALUE(hash, MATCH_HASH_BYTES),
		DB_BYTES_VALUE(hash, MATCH_HASH_BYTES),
		DB_TEXT_VALUE(management_no),
		DB_TEXT_VALUE(name),
	};
	memcpy(out, values, sizeof(values));
	return OK;
}

enum reason
registry_by_triple(struct registry *r, const char *name,
    const char *id_number, const char *management_no, struct certificate *out,
    bool *found)
{
	struct db_value	 values[NEAREST_VALUES];
	unsigned char	 hash[MATCH_HASH_BYTES];
	enum reason	 why;

	why = nearest_values(r, name, id_number, management_no, hash, values);
	return why != OK ? why : status_select(r, sql_by_triple, values,
	    NEAREST_VALUES, PUBLIC, out, found);
}

struct standing_row {
	struct standing	 at;
	char		 state[16];
};

enum reason
registry_standing(struct registry *r, const char *name, const char *id_number,
    const char *management_no, struct standing *out, bool *found)
{
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_U64, struct standing_row, at.serial),
		DB_COLUMN(DB_COL_UINT, struct standing_row, at.version),
		DB_COLUMN(DB_COL_TEXT, struct standing_row, state),
	};
	struct standing_row	 row = { 0 };
	struct db_value		 values[NEAREST_VALUES];
	unsigned char		 hash[MATCH_HASH_BYTES];
	struct db		*db = NULL;
	enum reason		 why;

	*found = false;
	why = nearest_values(r, name, id_number, management_no, hash, values);
	if (why != OK || (why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = db_select_one(db, sql_standing, values, NEAREST_VALUES, columns,
	    sizeof(columns) / sizeof(columns[0]), &row, found);
	db_release(&db);
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
registry_by_serial(struct registry *r, uint64_t serial, unsigned version,
    struct certificate *out, bool *found)
{
	struct db	*db = NULL;
	enum reason	 why;

	*found = false;
	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = status_by_serial(db, serial, version, out, found);
	db_release(&db);
	return why;
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

/* ["hash","number","name"] of each, hexadecimal: nothing needs an escape. */
static enum reason
write_triple(struct registry *r, const struct triple *t, struct buf *json)
{
	unsigned char	 hash[MATCH_HASH_BYTES];
	char		 of_hash[2 * MATCH_HASH_BYTES + 1];
	char		 of_no[2 * MANAGEMENT_NO_BYTES];
	char		 of_name[2 * NAME_BYTES];
	enum reason	 why;

	if ((why = secret_match_hash(r->match_key, t->id_number, hash)) != OK)
		return why;
	secret_hex(hash, sizeof(hash), of_hash);
	secret_hex((const unsigned char *)t->management_no,
	    strlen(t->management_no), of_no);
	secret_hex((const unsigned char *)t->name, strlen(t->name), of_name);
	return buf_printf(json, "%s[\"%s\",\"%s\",\"%s\"]",
	    json->len > 1 ? "," : "", of_hash, of_no, of_name);
}

/* A row of sql_by_triples: the status, and which triple asked for it. */
struct triple_row {
	struct status_row	 status;
	unsigned		 n;		/* from 1 on */
};

struct triple_taking {
	triple_found	*tell;
	void		*arg;
	size_t		 count;
	unsigned	 last;		/* told of already */
};

static enum reason
take_triple(void *arg, const void *data)
{
	struct triple_taking	*taking = arg;
	struct triple_row	 row = *(const struct triple_row *)data;
	enum reason		 why;
	bool			 found = true;

	if (row.n == 0 || row.n > taking->count)
		return fail(REASON_DATA, "triple %u", row.n);
	if (row.n == taking->last)
		return OK;
	taking->last = row.n;
	why = status_accept(&row.status, PUBLIC, &found);
	if (why == OK && !found)
		return OK;
	return taking->tell(taking->arg, row.n - 1, why == OK ?
	    &row.status.c : NULL, why);
}

#define TRIPLES_JSON_MAX \
	(TRIPLES_MAX * (2 * (MATCH_HASH_BYTES + MANAGEMENT_NO_BYTES + \
	NAME_BYTES) + 16))

enum reason
registry_by_triples(struct registry *r, const struct triple *const *list,
    size_t count, triple_found *tell, void *arg)
{
	struct db_column	 columns[STATUS_COUNT + 1];
	struct triple_taking	 taking = { tell, arg, count, 0 };
	struct triple_row	 row;
	struct buf		 json = BUF_INIT(TRIPLES_JSON_MAX);
	struct db		*db = NULL;
	enum reason		 why;
	size_t			 i;

	memcpy(columns, status_columns, sizeof(status_columns));
	columns[STATUS_COUNT] = (struct db_column)
	    DB_COLUMN(DB_COL_UINT, struct triple_row, n);
	if ((why = registry_prove_key(r)) != OK ||
	    (why = buf_puts(&json, "[")) != OK)
		goto out;
	for (i = 0; why == OK && i < count; i++)
		why = write_triple(r, list[i], &json);
	if (why != OK || (why = buf_puts(&json, "]")) != OK ||
	    (why = db_acquire(r->pool, &db)) != OK)
		goto out;
	const struct db_value	 value = DB_TEXT_VALUE(buf_text(&json));

	why = db_select_each(db, sql_by_triples, &value, 1, columns,
	    STATUS_COUNT + 1, &row, take_triple, &taking);
out:
	db_release(&db);
	buf_cleanse(&json);
	return why;
}
