/* Annotations: read, counted, withdrawn, their documents fetched. */
#include <stdlib.h>
#include <string.h>

#include "registry/annotation.h"
#include "registry/annotation_private.h"
#include "registry/registry.h"
#include "registry/registry_private.h"

/* The columns that annotation_create tells, in its order. */
#define SELECT_ANNOTATION \
	"SELECT annotation, code, serial, version, scene, scene_zh, scene_en," \
	" recipient, days, UNIX_TIMESTAMP(made_at)," \
	" UNIX_TIMESTAMP(expires_at), UNIX_TIMESTAMP(withdrawn_at), maker," \
	" seal_file, state, matter, bureau" \
	" FROM annotation_status"

static const char sql_by_code[] = SELECT_ANNOTATION " WHERE code = ?";

/* ANNOTATIONS_MAX is the limit. */
static const char sql_by_serial[] = SELECT_ANNOTATION
    " WHERE serial = ? ORDER BY made_at DESC, annotation DESC LIMIT 200";

static const char sql_quota[] =
    "SELECT used, allowed, UNIX_TIMESTAMP(next_free_at)"
    " FROM annotation_quota WHERE serial = ?"
    " UNION ALL SELECT 0, 3, NULL LIMIT 1";

static const char sql_scenes[] =
    "SELECT code, name_zh, name_en"
    " FROM annotation_scene_entry ORDER BY ordinal, code";

static const char sql_copy[] =
    "SELECT bytes, size, digest FROM copy_file WHERE annotation = ?";

static const char sql_withdraw[] = "CALL annotation_withdraw(?, ?, ?)";

#define ROW(kind, member)	DB_COLUMN(kind, struct annotation_row, member)
const struct db_column annotation_columns[ANNOTATION_COLUMNS] = {
	ROW(DB_COL_U64, a.id),
	ROW(DB_COL_BYTES, code),
	ROW(DB_COL_U64, a.serial),
	ROW(DB_COL_UINT, a.version),
	ROW(DB_COL_TEXT, a.scene),
	ROW(DB_COL_TEXT, a.scene_zh),
	ROW(DB_COL_TEXT, a.scene_en),
	ROW(DB_COL_TEXT, a.recipient),
	ROW(DB_COL_INT, a.days),
	ROW(DB_COL_TIME, a.made_at),
	ROW(DB_COL_TIME, a.expires_at),
	ROW(DB_COL_TIME, a.withdrawn_at),
	ROW(DB_COL_TEXT, a.maker),
	ROW(DB_COL_UINT, a.seal_file),
	ROW(DB_COL_TEXT, state),
	ROW(DB_COL_TEXT, a.matter),
	ROW(DB_COL_UINT, a.bureau),
};

enum reason
annotation_accept(struct annotation_row *row)
{

	annotation_code_format(row->code, row->a.code);
	row->a.state = annotation_state_named(row->state);
	if (row->a.state == ANNOTATION_UNKNOWN ||
	    (row->a.bureau == 0) != (*row->a.matter == '\0') ||
	    annotation_days_check(row->a.days) != OK ||
	    row->a.expires_at != annotation_expires(row->a.made_at,
	    row->a.days))
		return fail(REASON_DATA, "annotation %llu is not whole",
		    (unsigned long long)row->a.id);
	return OK;
}

enum reason
registry_annotation_scenes(struct registry *r, struct annotation_scene **list,
    size_t *count)
{
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_TEXT, struct annotation_scene, code),
		DB_COLUMN(DB_COL_TEXT, struct annotation_scene, name_zh),
		DB_COLUMN(DB_COL_TEXT, struct annotation_scene, name_en),
	};
	struct db	*db = NULL;
	void		*rows = NULL;
	enum reason	 why;

	*list = NULL;
	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = db_select_all(db, sql_scenes, NULL, 0, columns, 3,
	    sizeof(struct annotation_scene), ANNOTATION_SCENES_MAX, &rows,
	    count);
	db_release(&db);
	if (why == OK)
		*list = rows;
	return why;
}

enum reason
registry_annotation_quota(struct registry *r, uint64_t serial,
    struct annotation_quota *out)
{
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_INT, struct annotation_quota, used),
		DB_COLUMN(DB_COL_INT, struct annotation_quota, allowed),
		DB_COLUMN(DB_COL_TIME, struct annotation_quota, next_free_at),
	};
	const struct db_value	 value = DB_INT_VALUE(serial);
	enum reason		 why;
	bool			 found;

	why = registry_one(r, sql_quota, &value, 1, columns, 3, out, &found);
	if (why == OK && !found)
		why = fail(REASON_DATA, "no quota");
	return why;
}

enum reason
registry_annotations_of(struct registry *r, uint64_t serial,
    struct annotation **list, size_t *count)
{
	const struct db_value	 value = DB_INT_VALUE(serial);
	struct annotation_row	*row;
	struct annotation	*out = NULL;
	struct db		*db = NULL;
	void			*rows = NULL;
	enum reason		 why;
	size_t			 i, n = 0;

	*list = NULL;
	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = db_select_all(db, sql_by_serial, &value, 1, annotation_columns,
	    ANNOTATION_COLUMNS, sizeof(*row), ANNOTATIONS_MAX, &rows, &n);
	db_release(&db);
	if (why == OK && (out = calloc(n + 1, sizeof(*out))) == NULL)
		why = fail(REASON_MEMORY, "%zu annotations", n);
	for (i = 0, row = rows; why == OK && i < n; i++) {
		why = annotation_accept(&row[i]);
		out[i] = row[i].a;
	}
	free(rows);
	if (why != OK) {
		free(out);
		return why;
	}
	*list = out;
	*count = n;
	return OK;
}

enum reason
registry_annotation_by_code(struct registry *r,
    const unsigned char bits[ANNOTATION_CODE_BITS_BYTES],
    struct annotation *annotation, struct certificate *certificate,
    bool *found)
{
	const struct db_value	 value =
	    DB_BYTES_VALUE(bits, ANNOTATION_CODE_BITS_BYTES);
	struct annotation_row	 row;
	struct db		*db = NULL;
	enum reason		 why;
	bool			 known = false;

	*found = false;
	memset(&row, 0, sizeof(row));
	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = db_select_one(db, sql_by_code, &value, 1, annotation_columns,
	    ANNOTATION_COLUMNS, &row, found);
	if (why == OK && *found)
		why = annotation_accept(&row);
	if (why == OK && *found) {
		why = status_by_serial(db, row.a.serial, row.a.version,
		    certificate, &known);
		if (why == OK && !known)
			why = fail(REASON_DATA, "annotation %llu has no "
			    "certificate", (unsigned long long)row.a.id);
	}
	db_release(&db);
	if (why == OK && *found)
		*annotation = row.a;
	else
		*found = false;
	return why;
}

enum reason
registry_annotation_withdraw(struct registry *r, const struct holder *holder,
    const unsigned char bits[ANNOTATION_CODE_BITS_BYTES])
{
	const struct db_value values[] = {
		DB_BYTES_VALUE(holder->id_hash, sizeof(holder->id_hash)),
		DB_TEXT_VALUE(holder->name),
		DB_BYTES_VALUE(bits, ANNOTATION_CODE_BITS_BYTES),
	};
	bool	 found;

	return registry_call(r, sql_withdraw, values, 3, NULL, 0, NULL,
	    &found);
}

struct copy_row {
	struct buf	gz;
	unsigned	size;
	char		digest[65];
};

enum reason
registry_copy_read(struct registry *r, uint64_t annotation, struct buf *xml)
{
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_BLOB, struct copy_row, gz),
		DB_COLUMN(DB_COL_UINT, struct copy_row, size),
		DB_COLUMN(DB_COL_TEXT, struct copy_row, digest),
	};
	const struct db_value	 value = DB_INT_VALUE(annotation);
	struct copy_row		 row = { .gz = BUF_INIT(2 * COPY_BYTES_MAX) };
	enum reason		 why;
	bool			 found;

	why = registry_one(r, sql_copy, &value, 1, columns, 3, &row, &found);
	if (why == OK && !found)
		why = fail(REASON_COPY_GONE, "annotation %llu",
		    (unsigned long long)annotation);
	if (why == OK)
		why = copy_unpack(row.gz.data, row.gz.len, row.size,
		    row.digest, xml);
	buf_free(&row.gz);
	return why;
}
