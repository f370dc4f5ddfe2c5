#include <stdlib.h>
#include <string.h>

#include "base/secret.h"
#include "registry/bureau_batch.h"
#include "registry/copy_pack.h"
#include "registry/registry.h"
#include "registry/registry_private.h"

static const char sql_add[] =
    "CALL bureau_batch_add(UNHEX(?), ?, ?, ?, UNHEX(?), ?, ?, ?, ?, ?, ?, ?,"
    " ?, ?, ?, ?, ?, UNHEX(?), ?, UNHEX(?))";
static const char sql_refuse[] =
    "CALL bureau_batch_refuse(?, ?, ?, ?, ?, ?, UNHEX(?))";
static const char sql_discard[] = "CALL bureau_batch_discard(?)";

#define BATCH_COLUMNS \
	"SELECT bureau_batch, bureau, code, state, format, encoding, digest," \
	" bytes, qualification, approved_on, examination, source, province," \
	" accept_valid, row_count, rejected, faults, import, loaded, reached," \
	" UNIX_TIMESTAMP(made_at) DIV 1, UNIX_TIMESTAMP(expires_at) DIV 1," \
	" UNIX_TIMESTAMP(finished_at) DIV 1" \
	" FROM bureau_batch_status WHERE bureau = ?"

static const char sql_find[] = BATCH_COLUMNS " AND code = ?";
static const char sql_standing[] = BATCH_COLUMNS " AND standing = UNHEX(?)"
    " AND state IN ('checked', 'loading', 'approved')";
static const char sql_call[] = BATCH_COLUMNS " AND idempotency_key = ?"
    " AND made_at > UTC_TIMESTAMP(3) - INTERVAL 1 DAY";
static const char sql_request[] = "SELECT request FROM bureau_batch_status"
    " WHERE bureau = ? AND code = ?";
static const char sql_list[] = BATCH_COLUMNS " AND bureau_batch < ?"
    " ORDER BY bureau_batch DESC LIMIT ?";

#define KEPT	" FROM bureau_batch_content WHERE bureau = ? AND code = ?"
static const char sql_table[] = "SELECT content, bytes, digest" KEPT;
static const char sql_faults[] =
    "SELECT faults, faults_size, faults_digest" KEPT;

#define COL(kind, member)	DB_COLUMN(kind, struct bureau_batch, member)
static const struct db_column batch_columns[] = {
	COL(DB_COL_U64, number),
	COL(DB_COL_UINT, bureau),
	COL(DB_COL_TEXT, id),
	COL(DB_COL_TEXT, state),
	COL(DB_COL_TEXT, format),
	COL(DB_COL_TEXT, encoding),
	COL(DB_COL_TEXT, digest),
	COL(DB_COL_UINT, bytes),
	COL(DB_COL_TEXT, qualification),
	COL(DB_COL_TEXT, approved_on),
	COL(DB_COL_TEXT, examination),
	COL(DB_COL_TEXT, source),
	COL(DB_COL_TEXT, province),
	COL(DB_COL_INT, accept_valid),
	COL(DB_COL_UINT, rows),
	COL(DB_COL_UINT, rejected),
	COL(DB_COL_UINT, faults),
	COL(DB_COL_UINT, import),
	COL(DB_COL_UINT, loaded),
	COL(DB_COL_UINT, reached),
	COL(DB_COL_TIME, made_at),
	COL(DB_COL_TIME, expires_at),
	COL(DB_COL_TIME, finished_at),
};
#define BATCH_COUNT	(sizeof(batch_columns) / sizeof(batch_columns[0]))

/* A list of faults as the procedures take it. */
struct packed {
	struct buf	gz;
	char		digest[65];
};

static enum reason
pack_list(const struct buf *list, struct packed *p)
{
	enum reason	 why;

	p->gz = (struct buf)BUF_INIT(BUREAU_BATCH_LIST_MAX);
	if (list->len == 0)
		return OK;
	why = pack_within(list->data, list->len, BUREAU_BATCH_LIST_MAX,
	    &p->gz);
	return why != OK ? why : secret_digest_hex(list->data, list->len,
	    p->digest);
}

static struct db_value
bytes_or_null(const struct buf *b)
{

	return b->len == 0 ? (struct db_value){ .type = DB_NULL } :
	    (struct db_value)DB_BYTES_VALUE(b->data, b->len);
}

/* What the procedure tells: the batch that there is now. */
struct told {
	char	id[BUREAU_BATCH_ID_BYTES];
	int	repeated;
};

static enum reason
add(struct registry *r, const struct bureau_batch *b, const struct buf *gz,
    const struct bureau_batch_kept *kept, const struct packed *faults,
    struct told *told)
{
	static const struct db_column	 columns[] = {
		DB_COLUMN(DB_COL_TEXT, struct told, id),
		DB_COLUMN(DB_COL_INT, struct told, repeated),
	};
	static const struct db_value	 none = { .type = DB_NULL };
	const struct buf		*list = kept->list;
	const struct db_value values[] = {
		DB_TEXT_VALUE(b->id),
		DB_INT_VALUE(b->bureau),
		DB_TEXT_VALUE(b->format),
		DB_TEXT_VALUE(b->encoding),
		DB_TEXT_VALUE(b->digest),
		DB_INT_VALUE(b->bytes),
		DB_TEXT_VALUE(b->qualification),
		DB_TEXT_VALUE(b->approved_on),
		DB_TEXT_VALUE(b->examination),
		DB_INT_VALUE(b->accept_valid),
		DB_INT_VALUE(b->rows),
		DB_INT_VALUE(b->rejected),
		DB_INT_VALUE(b->faults),
		DB_TEXT_VALUE(kept->by_reason),
		bytes_or_null(gz),
		bytes_or_null(&faults->gz),
		list->len == 0 ? none :
		    (struct db_value)DB_INT_VALUE(list->len),
		list->len == 0 ? none :
		    (struct db_value)DB_TEXT_VALUE(faults->digest),
		DB_TEXT_VALUE(kept->key),
		DB_TEXT_VALUE(kept->request),
	};
	enum reason	 why;
	bool		 found;

	why = registry_call(r, sql_add, values, 20, columns, 2, told, &found);
	return why != OK || found ? why :
	    fail(REASON_DATA, "bureau_batch_add tells nothing");
}

enum reason
registry_bureau_batch_add(struct registry *r, struct bureau_batch *b,
    const struct bureau_batch_kept *kept, bool *was_there)
{
	unsigned char	 code[(BUREAU_BATCH_ID_BYTES - 1) / 2];
	struct told	 told = { .id = "" };
	struct buf	 gz = BUF_INIT(BUREAU_BATCH_TABLE_MAX);
	struct packed	 faults = { .digest = "" };
	enum reason	 why;

	if ((why = secret_random(code, sizeof(code))) != OK)
		return why;
	secret_hex(code, sizeof(code), b->id);
	if (kept->table->len > 0)
		why = pack_within(kept->table->data, kept->table->len,
		    BUREAU_BATCH_TABLE_MAX, &gz);
	if (why == OK)
		why = pack_list(kept->list, &faults);
	if (why == OK)
		why = add(r, b, &gz, kept, &faults, &told);
	if (why == OK) {
		*was_there = !told.repeated && strcmp(told.id, b->id) != 0;
		memcpy(b->id, told.id, sizeof(told.id));
	}
	buf_cleanse(&gz);
	buf_free(&faults.gz);
	return why;
}

enum reason
registry_bureau_batch_find(struct registry *r, unsigned bureau,
    const char *id, struct bureau_batch *b)
{
	const struct db_value values[] = {
		DB_INT_VALUE(bureau),
		DB_TEXT_VALUE(id),
	};
	enum reason	 why;
	bool		 found;

	memset(b, 0, sizeof(*b));
	why = registry_one(r, sql_find, values, 2, batch_columns, BATCH_COUNT,
	    b, &found);
	return why != OK || found ? why :
	    fail(REASON_DELIVERY_UNKNOWN, "no such batch of this bureau");
}

enum reason
registry_bureau_batch_of_call(struct registry *r, unsigned bureau,
    const char *key, const char *request, struct bureau_batch *b, bool *found)
{
	struct row { char request[65]; } row = { "" };
	static const struct db_column column =
	    DB_COLUMN(DB_COL_TEXT, struct row, request);
	const struct db_value	 by_key[] = {
		DB_INT_VALUE(bureau),
		DB_TEXT_VALUE(key),
	};
	enum reason		 why;
	bool			 known;

	memset(b, 0, sizeof(*b));
	why = registry_one(r, sql_call, by_key, 2, batch_columns, BATCH_COUNT,
	    b, found);
	if (why != OK || !*found)
		return why;
	const struct db_value	 by_id[] = {
		DB_INT_VALUE(bureau),
		DB_TEXT_VALUE(b->id),
	};
	why = registry_one(r, sql_request, by_id, 2, &column, 1, &row, &known);
	return why != OK || strcmp(row.request, request) == 0 ? why :
	    fail(REASON_IDEMPOTENCY_DIFFERS, "another digest");
}

enum reason
registry_bureau_batch_standing(struct registry *r, unsigned bureau,
    const char *digest, struct bureau_batch *b, bool *found)
{
	const struct db_value values[] = {
		DB_INT_VALUE(bureau),
		DB_TEXT_VALUE(digest),
	};

	memset(b, 0, sizeof(*b));
	return registry_one(r, sql_standing, values, 2, batch_columns,
	    BATCH_COUNT, b, found);
}

enum reason
registry_bureau_batch_list(struct registry *r, unsigned bureau,
    const char *after, unsigned limit, struct bureau_batch **list,
    size_t *count)
{
	struct bureau_batch	 last = { .number = INT64_MAX };
	struct db		*db = NULL;
	void			*rows = NULL;
	enum reason		 why = OK;

	*list = NULL;
	*count = 0;
	if (*after != '\0')
		why = registry_bureau_batch_find(r, bureau, after, &last);
	if (why != OK || (why = db_acquire(r->pool, &db)) != OK)
		return why;
	const struct db_value values[] = {
		DB_INT_VALUE(bureau),
		DB_INT_VALUE(last.number),
		DB_INT_VALUE(limit),
	};
	why = db_select_all(db, sql_list, values, 3, batch_columns,
	    BATCH_COUNT, sizeof(**list), BUREAU_BATCH_PAGE_MAX + 1, &rows,
	    count);
	db_release(&db);
	*list = why == OK ? rows : NULL;
	return why;
}

struct kept_row {
	struct buf	gz;
	unsigned	size;
	char		digest[65];
};

static enum reason
read_kept(struct registry *r, const struct bureau_batch *b, const char *sql,
    struct buf *out, bool *row_found)
{
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_BLOB, struct kept_row, gz),
		DB_COLUMN(DB_COL_UINT, struct kept_row, size),
		DB_COLUMN(DB_COL_TEXT, struct kept_row, digest),
	};
	const struct db_value values[] = {
		DB_INT_VALUE(b->bureau),
		DB_TEXT_VALUE(b->id),
	};
	struct kept_row	 row = { .gz = BUF_INIT(BUREAU_BATCH_TABLE_MAX) };
	enum reason	 why;

	why = registry_one(r, sql, values, 2, columns, 3, &row, row_found);
	if (why == OK && *row_found && row.gz.len > 0)
		why = unpack_within(row.gz.data, row.gz.len, row.size,
		    BUREAU_BATCH_TABLE_MAX, row.digest, out);
	buf_cleanse(&row.gz);
	return why;
}

enum reason
registry_bureau_batch_table(struct registry *r, const struct bureau_batch *b,
    struct buf *out)
{
	bool	 found;

	return read_kept(r, b, sql_table, out, &found);
}

enum reason
registry_bureau_batch_faults(struct registry *r, const struct bureau_batch *b,
    struct buf *out, bool *kept)
{

	return read_kept(r, b, sql_faults, out, kept);
}

enum reason
registry_bureau_batch_refuse(struct registry *r, const struct bureau_batch *b,
    const struct bureau_batch_kept *kept)
{
	static const struct db_value	 none = { .type = DB_NULL };
	struct packed			 faults = { .digest = "" };
	enum reason			 why;
	bool				 found;

	if ((why = pack_list(kept->list, &faults)) == OK) {
		const struct db_value values[] = {
			DB_INT_VALUE(b->number),
			DB_INT_VALUE(b->rejected),
			DB_INT_VALUE(b->faults),
			DB_TEXT_VALUE(kept->by_reason),
			bytes_or_null(&faults.gz),
			kept->list->len == 0 ? none :
			    (struct db_value)DB_INT_VALUE(kept->list->len),
			kept->list->len == 0 ? none :
			    (struct db_value)DB_TEXT_VALUE(faults.digest),
		};

		why = registry_call(r, sql_refuse, values, 7, NULL, 0, NULL,
		    &found);
	}
	buf_free(&faults.gz);
	return why;
}

enum reason
registry_bureau_batch_discard(struct registry *r, const struct bureau_batch *b)
{
	const struct db_value	 value = DB_INT_VALUE(b->number);
	bool			 found;

	return registry_call(r, sql_discard, &value, 1, NULL, 0, NULL, &found);
}
