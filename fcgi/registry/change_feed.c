#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "registry/change_feed.h"
#include "registry/registry.h"
#include "registry/registry_private.h"

#define DAY_BLOCKS_MAX	16384	/* 67 million entries */
#define DAY_MS		8000	/* for making blocks, a question */

static const char sql_page[] = "CALL change_page(?, ?, ?, ?, ?, ?)";

static const char sql_snapshot[] = "CALL snapshot_page(?, ?, ?, ?, ?, ?, ?, ?)";

static const char sql_day[] = "CALL change_day(?, ?, 16)";

static const char sql_blocks[] =
    "SELECT block, line_count, digest, after_event, after_serial, anchor"
    " FROM change_block_entry WHERE province = ? AND day = ? AND block < ?"
    " ORDER BY block";

static const char sql_head[] =
    "SELECT last_id, digest, CAST(effective_at AS CHAR(26)) FROM change_head";

#define ENTRY_COLUMNS \
	"event, kind, recorded, effective, subject, successor, reason," \
	" serial, version, management_no, state, reason_zh, reason_en, name," \
	" id_type, id_type_zh, id_number, sex, birth_date, approved_on," \
	" issued_on, province, qualification, style, title_zh, title_en," \
	" level, specialty, authorities, issuer, statement, seal_code," \
	" seal_name, licence_type, licence_issuer"

/*
 * From the event on to its certificates, in the order that the views name their
 * tables in: the server's own guess may begin with all certificates.
 */
#define ENTRIES_OF(view)	"SELECT STRAIGHT_JOIN " ENTRY_COLUMNS \
	" FROM " view " WHERE province = ? AND "

/*
 * What lies between two places: events of certificates; batches that lie there
 * whole; the rest of the one before which the first place is, and the beginning
 * of the one behind the last place.
 */
static const char sql_entries[] =
    ENTRIES_OF("change_own") "event > ? AND event <= ?"
    " UNION ALL "
    ENTRIES_OF("change_batch") "event > ? AND event <= ?"
    " UNION ALL "
    ENTRIES_OF("change_batch") "event = ? AND serial > ? AND serial <= ?"
    " UNION ALL "
    ENTRIES_OF("change_batch") "event = ? AND serial <= ?"
    " ORDER BY event, serial";

/* What has no batch; the rest of a batch; whole ones; a beginning. */
#define STANDING	"SELECT batch, " ENTRY_COLUMNS " FROM change_standing" \
	" WHERE province = ? AND "
static const char sql_standing[] =
    STANDING "batch IS NULL AND ? AND"
    " (serial > ? OR serial = ? AND version > ?) AND"
    " (serial < ? OR serial = ? AND version <= ?)"
    " UNION ALL "
    STANDING "batch = ? AND serial > ? AND serial <= ?"
    " UNION ALL "
    STANDING "batch IN (SELECT batch FROM batch_number"
    "  WHERE batch > ? AND batch < ?)"
    " UNION ALL "
    STANDING "batch = ? AND serial <= ?"
    " ORDER BY batch, serial, version";

/* A row as it is read, before it is an entry. */
struct entry_row {
	uint64_t		batch;
	struct feed_entry	e;
	char			state[16];
};

#define ENTRY(kind, member)	DB_COLUMN(kind, struct entry_row, e.member)
#define CERT(kind, member)	ENTRY(kind, certificate.member)
static const struct db_column entry_columns[] = {
	DB_COLUMN(DB_COL_U64, struct entry_row, batch),
	ENTRY(DB_COL_U64, event),
	ENTRY(DB_COL_TEXT, kind),
	ENTRY(DB_COL_TEXT, recorded),
	ENTRY(DB_COL_TEXT, effective),
	ENTRY(DB_COL_TEXT, subject),
	ENTRY(DB_COL_UINT, successor),
	ENTRY(DB_COL_TEXT, reason),
	CERT(DB_COL_U64, serial),
	CERT(DB_COL_UINT, version),
	CERT(DB_COL_TEXT, management_no),
	DB_COLUMN(DB_COL_TEXT, struct entry_row, state),
	CERT(DB_COL_TEXT, state_reason),
	CERT(DB_COL_TEXT, state_reason_en),
	FACE_MEMBERS(CERT),
};
#define COLUMNS		(sizeof(entry_columns) / sizeof(entry_columns[0]))

struct telling {
	struct entry_row	 row;
	feed_told		*told;
	void			*arg;
	unsigned		 count;
};

static enum reason
tell(void *arg, const void *row)
{
	struct telling		*t = arg;
	struct certificate	*c = &t->row.e.certificate;

	(void)row;		/* it is t->row */
	c->state = certificate_state_named(t->row.state);
	if (!certificate_state_is_public(c->state) || *c->issued_on == '\0')
		return fail(REASON_DATA, "event %llu is not whole",
		    (unsigned long long)t->row.e.event);
	t->count++;
	return t->told(t->arg, &t->row.e);
}

/* Holds persons: not left behind on the stack. */
static enum reason
tell_each(struct db *db, const char *sql, const struct db_value *values,
    size_t n, size_t first_column, struct telling *t)
{
	enum reason	 why;

	why = db_select_each(db, sql, values, n, entry_columns + first_column,
	    COLUMNS - first_column, &t->row, tell, t);
	explicit_bzero(&t->row, sizeof(t->row));
	return why;
}

/* The page's end, as the procedures answer. */
struct page_row {
	struct feed_place	place;
	unsigned		batch;
	uint64_t		serial;
	unsigned		version;
	unsigned		entries;
	int			more;
};

static enum reason
tell_entries(struct db *db, const char *province, const struct feed_place *from,
    const struct page_row *to, struct telling *t)
{
	bool			 in_batch = from->serial > 0;
	bool			 same = to->place.event == from->event;
	const struct db_value	 values[] = {
		DB_TEXT_VALUE(province),
		DB_INT_VALUE(from->event), DB_INT_VALUE(to->place.event),
		DB_TEXT_VALUE(province),
		DB_INT_VALUE(from->event + in_batch),
		DB_INT_VALUE(to->place.event),
		DB_TEXT_VALUE(province),
		DB_INT_VALUE(in_batch ? from->event + 1 : 0),
		DB_INT_VALUE(from->serial),
		DB_INT_VALUE(same ? to->place.serial : INT64_MAX),
		DB_TEXT_VALUE(province),
		DB_INT_VALUE(in_batch && same ? 0 : to->place.event + 1),
		DB_INT_VALUE(to->place.serial),
	};
	enum reason	 why;

	why = tell_each(db, sql_entries, values,
	    sizeof(values) / sizeof(values[0]), 1, t);
	if (why == OK && t->count != to->entries)
		why = fail(REASON_DATA, "%u entries of %u", t->count,
		    to->entries);
	return why;
}

static enum reason
page_end(struct db *db, uint64_t call, const char *province, unsigned limit,
    const struct feed_place *place, struct page_row *end)
{
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_U64, struct page_row, place.event),
		DB_COLUMN(DB_COL_U64, struct page_row, place.serial),
		DB_COLUMN(DB_COL_TEXT, struct page_row, place.anchor),
		DB_COLUMN(DB_COL_UINT, struct page_row, entries),
		DB_COLUMN(DB_COL_INT, struct page_row, more),
	};
	const struct db_value values[] = {
		DB_INT_VALUE(call), DB_TEXT_VALUE(province),
		DB_INT_VALUE(place->event), DB_INT_VALUE(place->serial),
		DB_TEXT_VALUE(place->anchor), DB_INT_VALUE(limit),
	};
	enum reason	 why;
	bool		 found;

	why = db_call(db, sql_page, values, 6, columns, 5, end, &found);
	return why == OK && !found ? fail(REASON_DATA, "no page") : why;
}

enum reason
registry_feed_page(struct registry *r, uint64_t call, const char *province,
    unsigned limit, struct feed_place *place, bool *more, feed_told *told,
    void *arg)
{
	struct telling	 t = { .told = told, .arg = arg };
	struct page_row	 end;
	struct db	*db;
	enum reason	 why;

	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = page_end(db, call, province, limit, place, &end);
	if (why == OK && end.entries > 0)
		why = tell_entries(db, province, place, &end, &t);
	db_release(&db);
	if (why != OK)
		return why;
	*place = end.place;
	*more = end.more != 0;
	return OK;
}

static enum reason
snapshot_end(struct db *db, uint64_t call, const char *province,
    unsigned limit, const struct snapshot_place *place, struct page_row *end)
{
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_U64, struct page_row, place.event),
		DB_COLUMN(DB_COL_TEXT, struct page_row, place.anchor),
		DB_COLUMN(DB_COL_UINT, struct page_row, batch),
		DB_COLUMN(DB_COL_U64, struct page_row, serial),
		DB_COLUMN(DB_COL_UINT, struct page_row, version),
		DB_COLUMN(DB_COL_INT, struct page_row, more),
	};
	const struct db_value	 values[] = {
		DB_INT_VALUE(call), DB_TEXT_VALUE(province),
		{ .type = place->begun ? DB_INT : DB_NULL,
		    .number = (int64_t)place->changes.event },
		DB_TEXT_VALUE(place->changes.anchor),
		DB_INT_VALUE(place->batch), DB_INT_VALUE(place->serial),
		DB_INT_VALUE(place->version), DB_INT_VALUE(limit),
	};
	enum reason	 why;
	bool		 found;

	memset(end, 0, sizeof(*end));
	why = db_call(db, sql_snapshot, values, 8, columns, 6, end, &found);
	return why == OK && !found ? fail(REASON_DATA, "no page") : why;
}

static enum reason
tell_standing(struct db *db, const char *province,
    const struct snapshot_place *from, const struct page_row *to,
    struct telling *t)
{
	bool			 alone = from->batch == 0;
	bool			 ends_alone = to->batch == 0;
	uint64_t		 serial = ends_alone ? to->serial : INT64_MAX;
	bool			 same = to->batch == from->batch;
	const struct db_value	 values[] = {
		DB_TEXT_VALUE(province), DB_INT_VALUE(alone),
		DB_INT_VALUE(from->serial), DB_INT_VALUE(from->serial),
		DB_INT_VALUE(from->version), DB_INT_VALUE(serial),
		DB_INT_VALUE(serial), DB_INT_VALUE(to->version),
		DB_TEXT_VALUE(province), DB_INT_VALUE(from->batch),
		DB_INT_VALUE(from->serial),
		DB_INT_VALUE(same ? to->serial : INT64_MAX),
		DB_TEXT_VALUE(province), DB_INT_VALUE(from->batch),
		DB_INT_VALUE(to->batch),
		DB_TEXT_VALUE(province), DB_INT_VALUE(same ? 0 : to->batch),
		DB_INT_VALUE(to->serial),
	};

	return tell_each(db, sql_standing, values,
	    sizeof(values) / sizeof(values[0]), 0, t);
}

enum reason
registry_snapshot_page(struct registry *r, uint64_t call,
    const char *province, unsigned limit, struct snapshot_place *place,
    bool *more, feed_told *told, void *arg)
{
	struct telling	 t = { .told = told, .arg = arg };
	struct page_row	 end;
	struct db	*db;
	enum reason	 why;

	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = snapshot_end(db, call, province, limit, place, &end);
	if (why == OK)
		why = tell_standing(db, province, place, &end, &t);
	db_release(&db);
	if (why != OK)
		return why;
	place->changes = end.place;
	place->batch = (uint32_t)end.batch;
	place->serial = end.serial;
	place->version = (uint16_t)end.version;
	place->begun = true;
	*more = end.more != 0;
	return OK;
}

/* What change_day says behind the full blocks. */
struct day_row {
	unsigned		blocks;
	int			complete;
	struct feed_block	tail;
	uint64_t		through;
	int			is_over;
};

/* Until all full blocks are kept, with the connection given back in between. */
static enum reason
day_end(struct registry *r, const char *province, const char *day,
    struct day_row *row)
{
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_UINT, struct day_row, blocks),
		DB_COLUMN(DB_COL_INT, struct day_row, complete),
		DB_COLUMN(DB_COL_UINT, struct day_row, tail.lines),
		DB_COLUMN(DB_COL_TEXT, struct day_row, tail.digest),
		DB_COLUMN(DB_COL_U64, struct day_row, tail.after.event),
		DB_COLUMN(DB_COL_U64, struct day_row, tail.after.serial),
		DB_COLUMN(DB_COL_TEXT, struct day_row, tail.after.anchor),
		DB_COLUMN(DB_COL_U64, struct day_row, through),
		DB_COLUMN(DB_COL_INT, struct day_row, is_over),
	};
	const struct db_value values[] = {
		DB_TEXT_VALUE(province), DB_TEXT_VALUE(day),
	};
	int64_t		 until = clock_monotonic_ms() + DAY_MS;
	enum reason	 why;
	bool		 found;

	do {
		why = registry_call(r, sql_day, values, 2, columns, 9, row,
		    &found);
		if (why == OK && !found)
			why = fail(REASON_DATA, "no day");
	} while (why == OK && !row->complete && clock_monotonic_ms() < until);
	if (why == OK && !row->complete)
		why = fail(REASON_BUSY, "blocks of a day are being made");
	return why;
}

static enum reason
kept_blocks(struct registry *r, const char *province, const char *day,
    unsigned before, struct feed_block **list, size_t *count)
{
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_UINT, struct feed_block, block),
		DB_COLUMN(DB_COL_UINT, struct feed_block, lines),
		DB_COLUMN(DB_COL_TEXT, struct feed_block, digest),
		DB_COLUMN(DB_COL_U64, struct feed_block, after.event),
		DB_COLUMN(DB_COL_U64, struct feed_block, after.serial),
		DB_COLUMN(DB_COL_TEXT, struct feed_block, after.anchor),
	};
	const struct db_value values[] = {
		DB_TEXT_VALUE(province), DB_TEXT_VALUE(day),
		DB_INT_VALUE(before),
	};
	struct db	*db;
	void		*rows = NULL;
	enum reason	 why;

	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	/* One more row has room: what is behind them is put there. */
	why = db_select_all(db, sql_blocks, values, 3, columns, 6,
	    sizeof(**list), DAY_BLOCKS_MAX, &rows, count);
	db_release(&db);
	if (why == OK && *count != before) {
		free(rows);
		return fail(REASON_DATA, "%zu blocks of %u", *count, before);
	}
	*list = rows;
	return why;
}

enum reason
registry_feed_day(struct registry *r, const char *province, const char *day,
    struct feed_day *out)
{
	struct day_row	 row;
	enum reason	 why;

	memset(out, 0, sizeof(*out));
	why = day_end(r, province, day, &row);
	if (why == OK)
		why = kept_blocks(r, province, day, row.blocks, &out->block,
		    &out->blocks);
	if (why != OK)
		return why;
	if (row.tail.lines > 0) {
		if (out->blocks == DAY_BLOCKS_MAX) {
			free(out->block);
			return fail(REASON_DATA, "too many blocks");
		}
		row.tail.block = row.blocks;
		out->block[out->blocks++] = row.tail;
	}
	out->lines = (uint64_t)row.blocks * FEED_BLOCK_LINES + row.tail.lines;
	out->through = row.through;
	out->is_over = row.is_over != 0;
	return OK;
}

enum reason
registry_feed_head(struct registry *r, struct feed_head *head)
{
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_U64, struct feed_head, last),
		DB_COLUMN(DB_COL_TEXT, struct feed_head, digest),
		DB_COLUMN(DB_COL_TEXT, struct feed_head, effective),
	};
	enum reason	 why;
	bool		 found;

	why = registry_one(r, sql_head, NULL, 0, columns, 3, head, &found);
	return why == OK && !found ?
	    fail(REASON_DATA, "the chain has no end") : why;
}
