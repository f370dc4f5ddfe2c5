#include <stdlib.h>
#include <string.h>

#include "registry/intake.h"
#include "registry/registry.h"
#include "registry/registry_private.h"

/* A batch of millions is digested in one statement. */
#define PATIENCE_S	86400
#define VARIANTS_MAX	10000
#define CODES_MAX	1000
#define CLASHES_MAX	(1u << 20)

/* It ends with the connection, also when the program is killed. */
static const char sql_lock[] = "SELECT GET_LOCK('ecert_import', 10)";
static const char sql_lock_batch[] =
    "SELECT GET_LOCK(CONCAT('ecert_bureau_batch_', ?), 10)";

#define FILE_COLUMNS \
	"SELECT import, digest, qualification, approved_on, examination," \
	" source, accept_valid, state, IFNULL(batch, 0), row_count, loaded," \
	" reached, rejected, UNIX_TIMESTAMP(opened_at) DIV 1," \
	" UNIX_TIMESTAMP(finished_at) DIV 1 FROM import_status"

static const char sql_find[] = FILE_COLUMNS " WHERE standing = UNHEX(?)";
static const char sql_list[] = FILE_COLUMNS " ORDER BY import DESC LIMIT ?";

static const char sql_variants[] =
    "SELECT variant, level, specialty FROM variant_entry"
    " WHERE qualification = ? AND edition = edition_on(?, ?)"
    " ORDER BY variant";
static const char sql_provinces[] = "SELECT code, name_zh FROM province";
static const char sql_id_types[] = "SELECT code, name_zh FROM id_type";

static const char sql_check[] = "CALL import_check(?, ?)";
static const char sql_open[] =
    "CALL import_open(UNHEX(?), ?, ?, ?, ?, ?, ?, ?)";
static const char sql_rows[] = "CALL import_rows(?, ?, ?, ?, ?)";
static const char sql_finish[] = "CALL import_finish(?, ?, ?)";
static const char sql_refuse[] =
    "CALL import_refuse(UNHEX(?), ?, ?, ?, ?, ?, ?, ?, ?)";
static const char sql_discard[] = "CALL import_discard(?)";

/* The same for a bureau's batch, which has its particulars itself. */
static const char sql_batch_open[] = "CALL bureau_batch_open(?, ?, ?)";
static const char sql_batch_rows[] = "CALL bureau_batch_rows(?, ?, ?, ?, ?)";
static const char sql_batch_finish[] = "CALL bureau_batch_finish(?, ?, ?)";

struct intake_door {
	struct conf	 conf;		/* a copy with more patience */
	struct registry	*registry;
	struct db	*db;
	struct secret_matcher *matcher;
	bool		 delivers;	/* for a bureau */
	uint64_t	 batch;		/* the bureau's; 0: not kept yet */
};

#define FILE_COL(kind, member)	DB_COLUMN(kind, struct intake_file, member)
static const struct db_column file_columns[] = {
	FILE_COL(DB_COL_UINT, id),
	FILE_COL(DB_COL_TEXT, digest),
	FILE_COL(DB_COL_TEXT, qualification),
	FILE_COL(DB_COL_TEXT, approved_on),
	FILE_COL(DB_COL_TEXT, examination),
	FILE_COL(DB_COL_TEXT, source),
	FILE_COL(DB_COL_INT, accept_valid),
	FILE_COL(DB_COL_TEXT, state),
	FILE_COL(DB_COL_UINT, batch),
	FILE_COL(DB_COL_UINT, rows),
	FILE_COL(DB_COL_UINT, loaded),
	FILE_COL(DB_COL_UINT, reached),
	FILE_COL(DB_COL_UINT, rejected),
	FILE_COL(DB_COL_TIME, opened_at),
	FILE_COL(DB_COL_TIME, finished_at),
};
#define FILE_COUNT	(sizeof(file_columns) / sizeof(file_columns[0]))

static enum reason
take_lock(const struct intake_door *d)
{
	const struct db_value	 batch = DB_INT_VALUE(d->batch);
	struct answer { int got; } answer = { 0 };
	static const struct db_column column =
	    DB_COLUMN(DB_COL_INT, struct answer, got);
	enum reason	 why;
	bool		 found;

	why = d->delivers ? db_select_one(d->db, sql_lock_batch, &batch, 1,
	    &column, 1, &answer, &found) : db_select_one(d->db, sql_lock, NULL,
	    0, &column, 1, &answer, &found);
	return why != OK || (found && answer.got == 1) ? why :
	    fail(REASON_IMPORT_BUSY, "the lock is held");
}

static enum reason
door_open(const struct conf *conf, bool loads, const struct intake_door *of,
    struct intake_door **out)
{
	struct intake_door	*d = calloc(1, sizeof(*d));
	enum reason		 why;

	*out = NULL;
	if (d == NULL)
		return fail(REASON_MEMORY, "import");
	*d = *of;
	d->conf = *conf;
	d->conf.db_timeout_s = d->delivers ? conf->request_s : PATIENCE_S;
	d->conf.db_pool = 1;
	if ((why = registry_open(&d->conf, &d->registry)) == OK &&
	    (why = registry_health(d->registry)) == OK)
		why = db_acquire(d->registry->pool, &d->db);
	if (why == OK)
		why = secret_matcher_open(d->registry->match_key, &d->matcher);
	if (why == OK && loads)
		why = take_lock(d);
	if (why != OK)
		intake_door_close(&d);
	*out = d;
	return why;
}

enum reason
intake_door_open(const struct conf *conf, bool loads,
    struct intake_door **out)
{
	const struct intake_door	 of = { .delivers = false };

	return door_open(conf, loads, &of, out);
}

enum reason
intake_door_deliver(const struct conf *conf, bool loads, uint64_t batch,
    struct intake_door **out)
{
	const struct intake_door	 of = { .delivers = true,
	    .batch = batch };

	return door_open(conf, loads, &of, out);
}

void
intake_door_close(struct intake_door **d)
{
	if (*d == NULL)
		return;
	secret_matcher_free(&(*d)->matcher);
	db_release(&(*d)->db);
	registry_free(&(*d)->registry);
	free(*d);
	*d = NULL;
}

enum reason
intake_door_find(struct intake_door *d, const char *digest,
    struct intake_file *file, bool *found)
{
	const struct db_value	 value = DB_TEXT_VALUE(digest);

	return db_select_one(d->db, sql_find, &value, 1, file_columns,
	    FILE_COUNT, file, found);
}

enum reason
intake_door_list(struct intake_door *d, struct intake_file **list,
    size_t *count)
{
	const struct db_value	 value = DB_INT_VALUE(INTAKE_LIST_MAX);
	void			*rows = NULL;
	enum reason		 why;

	why = db_select_all(d->db, sql_list, &value, 1, file_columns,
	    FILE_COUNT, sizeof(**list), INTAKE_LIST_MAX, &rows, count);
	*list = why == OK ? rows : NULL;
	return why;
}

enum reason
intake_door_variants(struct intake_door *d, const char *qualification,
    const char *approved_on, struct intake_variant **list, size_t *count)
{
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_UINT, struct intake_variant, variant),
		DB_COLUMN(DB_COL_TEXT, struct intake_variant, level),
		DB_COLUMN(DB_COL_TEXT, struct intake_variant, specialty),
	};
	const struct db_value values[] = {
		DB_TEXT_VALUE(qualification),
		DB_TEXT_VALUE(qualification),
		DB_TEXT_VALUE(approved_on),
	};
	void		*rows = NULL;
	enum reason	 why;

	why = db_select_all(d->db, sql_variants, values, 3, columns, 3,
	    sizeof(**list), VARIANTS_MAX, &rows, count);
	*list = why == OK ? rows : NULL;
	return why;
}

static enum reason
read_codes(struct intake_door *d, const char *sql, struct intake_code **list,
    size_t *count)
{
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_TEXT, struct intake_code, code),
		DB_COLUMN(DB_COL_TEXT, struct intake_code, name),
	};
	void		*rows = NULL;
	enum reason	 why;

	why = db_select_all(d->db, sql, NULL, 0, columns, 2, sizeof(**list),
	    CODES_MAX, &rows, count);
	*list = why == OK ? rows : NULL;
	return why;
}

enum reason
intake_door_provinces(struct intake_door *d, struct intake_code **list,
    size_t *count)
{

	return read_codes(d, sql_provinces, list, count);
}

enum reason
intake_door_id_types(struct intake_door *d, struct intake_code **list,
    size_t *count)
{

	return read_codes(d, sql_id_types, list, count);
}

enum reason
intake_door_hash(struct intake_door *d, const char *id_number, char out[33])
{
	unsigned char	 hash[MATCH_HASH_BYTES];
	enum reason	 why;

	why = secret_matcher_hash(d->matcher, id_number, hash);
	if (why == OK)
		secret_hex(hash, sizeof(hash), out);
	return why;
}

/* A procedure that gives nothing back. */
static enum reason
call(struct intake_door *d, const char *sql, const struct db_value *values,
    size_t n)
{
	bool	 found;

	return db_call(d->db, sql, values, n, NULL, 0, NULL, &found);
}

enum reason
intake_door_check(struct intake_door *d, unsigned id, const char *json,
    struct buf *clashes)
{
	struct row { struct buf text; } row = { BUF_INIT(CLASHES_MAX) };
	static const struct db_column column =
	    DB_COLUMN(DB_COL_BLOB, struct row, text);
	const struct db_value values[] = {
		DB_INT_VALUE(id),
		DB_TEXT_VALUE(json),
	};
	enum reason	 why;
	bool		 found;

	why = db_call(d->db, sql_check, values, 2, &column, 1, &row, &found);
	if (why == OK)
		why = buf_add(clashes, buf_text(&row.text), row.text.len);
	buf_free(&row.text);
	return why;
}

/* What import_open and import_refuse begin with: which file, how imported. */
#define FILE_VALUES(file) \
	DB_TEXT_VALUE((file)->digest), \
	DB_TEXT_VALUE((file)->qualification), \
	DB_TEXT_VALUE((file)->approved_on), \
	DB_TEXT_VALUE((file)->examination), \
	DB_TEXT_VALUE((file)->source), \
	DB_INT_VALUE((file)->accept_valid), \
	DB_INT_VALUE((file)->rows), \
	DB_INT_VALUE((file)->rejected)

enum reason
intake_door_begin(struct intake_door *d, struct intake_file *file)
{
	static const struct db_column columns[] = {
		FILE_COL(DB_COL_UINT, id),
		FILE_COL(DB_COL_TEXT, state),
		FILE_COL(DB_COL_UINT, batch),
		FILE_COL(DB_COL_UINT, loaded),
		FILE_COL(DB_COL_UINT, reached),
	};
	const struct db_value values[] = {
		FILE_VALUES(file),
	};
	const struct db_value batch[] = {
		DB_INT_VALUE(d->batch),
		DB_INT_VALUE(file->rows),
		DB_INT_VALUE(file->rejected),
	};
	enum reason	 why;
	bool		 found;

	why = d->delivers ? db_call(d->db, sql_batch_open, batch, 3, columns,
	    5, file, &found) : db_call(d->db, sql_open, values, 8, columns, 5,
	    file, &found);
	return why != OK || found ? why :
	    fail(REASON_DATA, "import_open tells nothing");
}

enum reason
intake_door_rows(struct intake_door *d, unsigned id, unsigned after,
    unsigned reached, unsigned count, const struct buf *json)
{
	const struct db_value values[] = {
		DB_INT_VALUE(d->delivers ? d->batch : id),
		DB_INT_VALUE(after),
		DB_INT_VALUE(reached),
		DB_INT_VALUE(count),
		{ .type = DB_TEXT, .data = buf_text(json), .len = json->len },
	};

	return call(d, d->delivers ? sql_batch_rows : sql_rows, values, 5);
}

enum reason
intake_door_finish(struct intake_door *d, unsigned id, unsigned rejected,
    const char *faults)
{
	const struct db_value values[] = {
		DB_INT_VALUE(d->delivers ? d->batch : id),
		DB_INT_VALUE(rejected),
		DB_TEXT_VALUE(faults),
	};

	return call(d, d->delivers ? sql_batch_finish : sql_finish, values, 3);
}

enum reason
intake_door_refuse(struct intake_door *d, const struct intake_file *file,
    const char *faults)
{
	const struct db_value values[] = {
		FILE_VALUES(file),
		DB_TEXT_VALUE(faults),
	};

	return call(d, sql_refuse, values, 9);
}

enum reason
intake_door_discard(struct intake_door *d, unsigned id)
{
	const struct db_value	 value = DB_INT_VALUE(id);

	return call(d, sql_discard, &value, 1);
}
