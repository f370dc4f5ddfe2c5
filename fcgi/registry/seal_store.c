#include <string.h>

#include "registry/registry.h"
#include "registry/registry_private.h"
#include "registry/seal_store.h"
#include "registry/seal_store_private.h"

#define FILE_COLUMNS \
	"SELECT seal_file, seal, es_id, name, owner, picture_type," \
	" TIMESTAMPDIFF(SECOND, DATE '1970-01-01', valid_from)," \
	" TIMESTAMPDIFF(SECOND, DATE '1970-01-01', valid_until), digest," \
	" UNIX_TIMESTAMP(imported_at) DIV 1, imported_by," \
	" UNIX_TIMESTAMP(disabled_at) DIV 1, signers"

static const char sql_list[] = FILE_COLUMNS
    " FROM seal_file_status ORDER BY seal_file";

static const char sql_one[] = FILE_COLUMNS
    " FROM seal_file_status WHERE seal_file = ?";

static const char sql_one_der[] = FILE_COLUMNS
    ", der FROM seal_file_status WHERE seal_file = ?";

/* A day of China's begins eight hours before the same one in UTC. */
#define CURRENT_FILE \
	" FROM seal_file_status" \
	" WHERE seal = ? AND valid_from < ? + INTERVAL 16 HOUR" \
	" AND valid_until >= ? - INTERVAL 8 HOUR" \
	" ORDER BY disabled_at IS NOT NULL, seal_file DESC LIMIT 1"

static const char sql_current[] = FILE_COLUMNS CURRENT_FILE;

static const char sql_current_der[] = FILE_COLUMNS ", der" CURRENT_FILE;

static const char sql_signer[] =
    "SELECT certificate FROM seal_signer_entry"
    " WHERE seal_file = ? ORDER BY ordinal LIMIT ?, 1";

static const char sql_serves[] =
    "SELECT COUNT(*), COALESCE(SUM(qualification = ? AND valid_from <= ?"
    " AND valid_until > ?), 0) FROM seal_scope_entry WHERE digest = UNHEX(?)";

static const char sql_import[] =
    "CALL seal_import(?, ?, ?, ?, ?, DATE '1970-01-01' + INTERVAL ? SECOND,"
    " DATE '1970-01-01' + INTERVAL ? SECOND,"
    " ?, ?)";
static const char sql_signer_add[] = "CALL seal_signer_add(?, ?)";
static const char sql_disable[] = "CALL seal_disable(?, ?)";

/* The file comes first: a list is made of these without their DER. */
struct file_row {
	struct seal_file	 file;
	struct buf		 der;
};

#define FILE_COL(kind, member)	DB_COLUMN(kind, struct file_row, file.member)
static const struct db_column file_columns[] = {
	FILE_COL(DB_COL_UINT, id),
	FILE_COL(DB_COL_TEXT, seal),
	FILE_COL(DB_COL_TEXT, es_id),
	FILE_COL(DB_COL_TEXT, name),
	FILE_COL(DB_COL_TEXT, owner),
	FILE_COL(DB_COL_TEXT, picture_type),
	FILE_COL(DB_COL_TIME, valid_from),
	FILE_COL(DB_COL_TIME, valid_until),
	FILE_COL(DB_COL_TEXT, digest),
	FILE_COL(DB_COL_TIME, imported_at),
	FILE_COL(DB_COL_TEXT, imported_by),
	FILE_COL(DB_COL_TIME, disabled_at),
	FILE_COL(DB_COL_UINT, signers),
	DB_COLUMN(DB_COL_BLOB, struct file_row, der),
};
#define FILE_COUNT	(sizeof(file_columns) / sizeof(file_columns[0]) - 1)

/* der NULL: the statement has no such column. */
static enum reason
ask_file(struct db *db, const char *sql, const struct db_value *values,
    size_t n, struct seal_file *out, struct buf *der, bool *found)
{
	struct file_row	 row = { .der = BUF_INIT(SEAL_FILE_BYTES_MAX) };
	enum reason	 why;

	*found = false;
	why = db_select_one(db, sql, values, n, file_columns,
	    FILE_COUNT + (der != NULL), &row, found);
	if (why == OK && *found && der != NULL)
		why = buf_add(der, row.der.data, row.der.len);
	if (why == OK && *found)
		*out = row.file;
	buf_free(&row.der);
	return why;
}

enum reason
seal_file_read(struct db *db, unsigned id, struct seal_file *out,
    struct buf *der, bool *found)
{
	const struct db_value	 value = DB_INT_VALUE(id);

	return ask_file(db, der == NULL ? sql_one : sql_one_der, &value, 1,
	    out, der, found);
}

enum reason
registry_seal_current(struct registry *r, const char *seal, const char *day,
    struct seal_file *out, struct buf *der, bool *found)
{
	const struct db_value values[] = {
		DB_TEXT_VALUE(seal),
		DB_TEXT_VALUE(day),
		DB_TEXT_VALUE(day),
	};
	struct db	*db = NULL;
	enum reason	 why;

	*found = false;
	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = ask_file(db, der == NULL ? sql_current : sql_current_der, values,
	    3, out, der, found);
	db_release(&db);
	return why;
}

enum reason
registry_seal_file(struct registry *r, unsigned id, struct seal_file *out,
    struct buf *der, bool *found)
{
	struct db	*db = NULL;
	enum reason	 why;

	*found = false;
	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = seal_file_read(db, id, out, der, found);
	db_release(&db);
	return why;
}

enum reason
registry_seal_list(struct registry *r, struct seal_file **list, size_t *count)
{
	struct db		*db = NULL;
	void			*rows = NULL;
	enum reason		 why;

	*list = NULL;
	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = db_select_all(db, sql_list, NULL, 0, file_columns, FILE_COUNT,
	    sizeof(struct seal_file), SEAL_FILES_MAX, &rows, count);
	db_release(&db);
	if (why == OK)
		*list = rows;
	return why;
}

static enum reason
import(struct db *db, struct seal_file *file, struct seal_part der,
    struct seal_part maker, const struct seal_part *signers, size_t count)
{
	static const struct db_column id =
	    DB_COLUMN(DB_COL_UINT, struct seal_file, id);
	const struct db_value values[] = {
		DB_TEXT_VALUE(file->seal),
		DB_TEXT_VALUE(file->es_id),
		DB_TEXT_VALUE(file->name),
		DB_TEXT_VALUE(file->owner),
		DB_TEXT_VALUE(file->picture_type),
		DB_INT_VALUE(file->valid_from),
		DB_INT_VALUE(file->valid_until),
		DB_BYTES_VALUE(maker.data, maker.len),
		DB_BYTES_VALUE(der.data, der.len),
	};
	enum reason	 why;
	bool		 found;
	size_t		 i;

	why = db_call(db, sql_import, values, 9, &id, 1, file, &found);
	if (why == OK && !found)
		why = fail(REASON_DATA, "seal_import tells nothing");
	for (i = 0; why == OK && i < count; i++) {
		const struct db_value signer[] = {
			DB_INT_VALUE(file->id),
			DB_BYTES_VALUE(signers[i].data, signers[i].len),
		};

		why = db_call(db, sql_signer_add, signer, 2, NULL, 0, NULL,
		    &found);
	}
	return why;
}

enum reason
registry_seal_import(struct registry *r, struct seal_file *file,
    struct seal_part der, struct seal_part maker,
    const struct seal_part *signers, size_t count)
{
	struct db	*db = NULL;
	enum reason	 why;

	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	if ((why = db_begin(db)) == OK &&
	    (why = import(db, file, der, maker, signers, count)) == OK)
		why = db_commit(db);
	db_release(&db);
	return why;
}

enum reason
registry_seal_disable(struct registry *r, unsigned id, const char *why_text)
{
	const struct db_value values[] = {
		DB_INT_VALUE(id),
		DB_TEXT_VALUE(why_text),
	};
	bool	 found;

	return registry_call(r, sql_disable, values, 2, NULL, 0, NULL, &found);
}

enum reason
registry_seal_signer(struct registry *r, unsigned id, size_t i,
    struct buf *der, bool *found)
{
	struct signer_row { struct buf der; } row = {
	    BUF_INIT(SEAL_FILE_BYTES_MAX) };
	static const struct db_column column =
	    DB_COLUMN(DB_COL_BLOB, struct signer_row, der);
	const struct db_value values[] = {
		DB_INT_VALUE(id),
		DB_INT_VALUE(i),
	};
	enum reason	 why;

	*found = false;
	why = registry_one(r, sql_signer, values, 2, &column, 1, &row, found);
	if (why == OK && *found)
		why = buf_add(der, row.der.data, row.der.len);
	buf_free(&row.der);
	return why;
}
enum reason
registry_seal_serves(struct registry *r, const char *digest,
    const char *qualification, const char *day, bool *known, bool *serves)
{
	struct row {
		int	 rows;
		int	 serving;
	} row = { 0, 0 };
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_INT, struct row, rows),
		DB_COLUMN(DB_COL_INT, struct row, serving),
	};
	const struct db_value values[] = {
		DB_TEXT_VALUE(qualification),
		DB_TEXT_VALUE(day),
		DB_TEXT_VALUE(day),
		DB_TEXT_VALUE(digest),
	};
	enum reason	 why;
	bool		 found;

	why = registry_one(r, sql_serves, values, 4, columns, 2, &row, &found);
	*known = why == OK && found && row.rows > 0;
	*serves = *known && row.serving > 0;
	return why;
}
