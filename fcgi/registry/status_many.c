/* Many certificates by one question, asked by one or by threads at once. */
#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "registry/certificates.h"
#include "registry/status_private.h"
#include "registry/together.h"

/* While others have been asking this long, whoever waits asks as well. */
#define PATIENCE_MS	100

/*
 * The triples of a JSON array, each [hash, number, name] in hexadecimal digits.
 * For one that is not there the status of the registry's first version is read
 * and dropped, so that time tells nothing.
 */
#define OF_TRIPLES(view) \
	" FROM (SELECT j.n, IFNULL(k.serial, 1) AS at_serial," \
	"   IFNULL(k.version, 1) AS at_version," \
	"   k.serial IS NOT NULL AS is_exact" \
	"  FROM JSON_TABLE(?, '$[*]' COLUMNS (n FOR ORDINALITY," \
	"   id_hash VARCHAR(32) PATH '$[0]'," \
	"   management_no VARCHAR(256) PATH '$[1]'," \
	"   name VARCHAR(800) PATH '$[2]')) AS j" \
	"  LEFT JOIN certificate_key AS k ON k.id_hash = UNHEX(j.id_hash)" \
	"   AND k.management_no" \
	"    = CONVERT(UNHEX(j.management_no) USING utf8mb4)" \
	"   AND k.name = CONVERT(UNHEX(j.name) USING utf8mb4)) AS asked" \
	" STRAIGHT_JOIN " view \
	" ON serial = at_serial AND version = at_version" \
	" WHERE CASE state WHEN 'approved' THEN 0 ELSE is_exact END = 1"

static const char sql_by_triples[] = STATUS_LIST ", n"
    OF_TRIPLES("certificate_status") " ORDER BY n, version DESC";

static const char sql_standings[] = "SELECT serial, version, state, n"
    OF_TRIPLES("certificate_standing");

/* Each [serial, version]. */
static const char sql_by_serials[] = STATUS_LIST ", n"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (n FOR ORDINALITY,"
    "  at_serial BIGINT UNSIGNED PATH '$[0]',"
    "  at_version SMALLINT UNSIGNED PATH '$[1]')) AS asked"
    " STRAIGHT_JOIN certificate_status"
    " ON serial = at_serial AND version = at_version";

#define TRIPLE_JSON_BYTES \
	(2 * (MATCH_HASH_BYTES + MANAGEMENT_NO_BYTES + NAME_BYTES) + 16)

/* ["hash","number","name"], hexadecimal: nothing needs an escape. */
static enum reason
write_triple(const struct triple_key *key, struct buf *json)
{
	char	 of_hash[2 * MATCH_HASH_BYTES + 1];
	char	 of_no[2 * MANAGEMENT_NO_BYTES];
	char	 of_name[2 * NAME_BYTES];

	secret_hex(key->hash, sizeof(key->hash), of_hash);
	secret_hex((const unsigned char *)key->management_no,
	    strlen(key->management_no), of_no);
	secret_hex((const unsigned char *)key->name, strlen(key->name),
	    of_name);
	return buf_printf(json, "%s[\"%s\",\"%s\",\"%s\"]",
	    json->len > 1 ? "," : "", of_hash, of_no, of_name);
}

/* All rows of a question whose one value is JSON; `json` is closed here. */
static enum reason
ask_each(struct registry *r, const char *sql, struct buf *json,
    const struct db_column *columns, size_t ncolumns, void *row, db_take *take,
    void *arg)
{
	struct db	*db = NULL;
	enum reason	 why;

	if ((why = buf_puts(json, "]")) != OK ||
	    (why = db_acquire(r->pool, &db)) != OK)
		return why;
	const struct db_value	 value = DB_TEXT_VALUE(buf_text(json));

	why = db_select_each(db, sql, &value, 1, columns, ncolumns, row, take,
	    arg);
	db_release(&db);
	return why;
}

/* A row of certificate_status, and which of those asked for it is. */
struct nth_row {
	struct status_row	 status;
	unsigned		 n;		/* from 1 on */
};

static void
nth_columns(struct db_column columns[STATUS_COUNT + 1])
{
	memcpy(columns, status_columns, sizeof(status_columns));
	columns[STATUS_COUNT] = (struct db_column)
	    DB_COLUMN(DB_COL_UINT, struct nth_row, n);
}

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
	struct nth_row	 row = *(const struct nth_row *)data;
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

enum reason
registry_by_triples(struct registry *r, const struct triple *const *list,
    size_t count, triple_found *tell, void *arg)
{
	struct db_column	 columns[STATUS_COUNT + 1];
	struct triple_taking	 taking = { tell, arg, count, 0 };
	struct triple_key	 key;
	struct nth_row		 row;
	struct buf		 json = BUF_INIT(TRIPLES_MAX *
				    TRIPLE_JSON_BYTES);
	enum reason		 why;
	size_t			 i;

	nth_columns(columns);
	why = buf_puts(&json, "[");
	for (i = 0; why == OK && i < count; i++)
		if ((why = triple_key(r, list[i]->name, list[i]->id_number,
		    list[i]->management_no, &key)) == OK)
			why = write_triple(&key, &json);
	if (why == OK)
		why = ask_each(r, sql_by_triples, &json, columns,
		    STATUS_COUNT + 1, &row, take_triple, &taking);
	buf_cleanse(&json);
	return why;
}

/* A thread's part of a question about triples, and its answer. */
struct standing_part {
	struct triple_key	 key;
	struct standing		 at;
	bool			 found;
};

/* A row of sql_standings, and whose it is. */
struct standing_taking {
	struct nth_standing {
		struct standing_row	 standing;
		unsigned		 n;	/* from 1 on */
	}			 row;
	struct standing_part	*const *parts;
	size_t			 count;
};

/* The newest of a part's. */
static enum reason
take_standing(void *arg, const void *data)
{
	struct standing_taking	*t = arg;
	struct standing		*at = &t->row.standing.at;
	struct standing_part	*part;
	enum reason		 why;
	bool			 found = true;

	(void)data;		/* it is t->row */
	if (t->row.n == 0 || t->row.n > t->count)
		return fail(REASON_DATA, "triple %u", t->row.n);
	part = t->parts[t->row.n - 1];
	why = state_accept(t->row.standing.state, at->serial, at->version,
	    PUBLIC, &at->state, &found);
	if (why == OK && found &&
	    (!part->found || part->at.version < at->version)) {
		part->at = *at;
		part->found = true;
	}
	return why;
}

static enum reason
standing_all(struct registry *r, void *const *parts, size_t count)
{
	struct db_column	 columns[STANDING_COUNT + 1];
	struct standing_part	*list[TOGETHER_MAX];
	struct standing_taking	 taking = { .parts = list, .count = count };
	struct buf		 json = BUF_INIT(TOGETHER_MAX *
				    TRIPLE_JSON_BYTES);
	enum reason		 why;
	size_t			 i;

	memcpy(columns, standing_columns, sizeof(standing_columns));
	columns[STANDING_COUNT] = (struct db_column)
	    DB_COLUMN(DB_COL_UINT, struct nth_standing, n);
	why = buf_puts(&json, "[");
	for (i = 0; why == OK && i < count; i++) {
		list[i] = parts[i];
		list[i]->found = false;
		why = write_triple(&list[i]->key, &json);
	}
	if (why == OK)
		why = ask_each(r, sql_standings, &json, columns,
		    STANDING_COUNT + 1, &taking.row, take_standing, &taking);
	buf_cleanse(&json);
	return why;
}

static enum reason
standing_one(struct registry *r, void *arg)
{
	struct standing_part	*part = arg;

	return standing_by_key(r, &part->key, &part->at, &part->found);
}

const struct together_by standing_together = {
	standing_all, standing_one, PATIENCE_MS
};

enum reason
registry_standing(struct registry *r, const char *name, const char *id_number,
    const char *management_no, struct standing *out, bool *found)
{
	struct standing_part	 part = { .found = false };
	enum reason		 why;

	why = triple_key(r, name, id_number, management_no, &part.key);
	if (why == OK)
		why = together_do(r->standings, r, &part);
	*found = why == OK && part.found;
	*out = part.at;
	return why;
}

/* A thread's part of a question about versions, and where its answer goes. */
struct status_part {
	uint64_t		 serial;
	unsigned		 version;
	struct certificate	*out;
	bool			 found;
};

struct status_taking {
	struct nth_row		 row;
	struct status_part	*const *parts;
	size_t			 count;
};

static enum reason
take_status(void *arg, const void *data)
{
	struct status_taking	*t = arg;
	struct status_part	*part;
	enum reason		 why;
	bool			 found = true;

	(void)data;		/* it is t->row */
	if (t->row.n == 0 || t->row.n > t->count)
		return fail(REASON_DATA, "version %u", t->row.n);
	part = t->parts[t->row.n - 1];
	why = status_accept(&t->row.status, PUBLIC, &found);
	if (why == OK && found) {
		*part->out = t->row.status.c;
		part->found = true;
	}
	return why;
}

static enum reason
status_all(struct registry *r, void *const *parts, size_t count)
{
	struct db_column	 columns[STATUS_COUNT + 1];
	struct status_part	*list[TOGETHER_MAX];
	struct status_taking	 taking = { .parts = list, .count = count };
	struct buf		 json = BUF_INIT(TOGETHER_MAX * 32);
	enum reason		 why;
	size_t			 i;

	nth_columns(columns);
	why = buf_puts(&json, "[");
	for (i = 0; why == OK && i < count; i++) {
		list[i] = parts[i];
		list[i]->found = false;
		why = buf_printf(&json, "%s[%" PRIu64 ",%u]",
		    i > 0 ? "," : "", list[i]->serial, list[i]->version);
	}
	if (why == OK)
		why = ask_each(r, sql_by_serials, &json, columns,
		    STATUS_COUNT + 1, &taking.row, take_status, &taking);
	explicit_bzero(&taking.row, sizeof(taking.row));
	buf_free(&json);
	return why;
}

static enum reason
status_one(struct registry *r, void *arg)
{
	struct status_part	*part = arg;
	struct db		*db = NULL;
	enum reason		 why;

	part->found = false;
	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = status_by_serial(db, part->serial, part->version, part->out,
	    &part->found);
	db_release(&db);
	return why;
}

const struct together_by status_together = {
	status_all, status_one, PATIENCE_MS
};

enum reason
registry_by_serial(struct registry *r, uint64_t serial, unsigned version,
    struct certificate *out, bool *found)
{
	struct status_part	 part = { serial, version, out, false };
	enum reason		 why;

	why = together_do(r->statuses, r, &part);
	*found = why == OK && part.found;
	return why;
}
