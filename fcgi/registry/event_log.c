#define _GNU_SOURCE		/* tdestroy() */
#include <search.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "registry/event_digest.h"
#include "registry/event_log.h"
#include "registry/registry.h"
#include "registry/registry_private.h"

#define EVENTS		200	/* a question */
#define CERTIFICATES	2000

#define HEX_OR_NONE(column)	"IFNULL(HEX(" column "), '')"

/* From the last one that was seen on, which shows that it is still there. */
static const char sql_events[] =
    "SELECT id, kind, IFNULL(batch, ''), IFNULL(serial, ''),"
    " IFNULL(version, ''), state_after, CAST(effective_at AS CHAR(26)),"
    " CAST(recorded_at AS CHAR(26)), HEX(actor), IFNULL(reason_class, ''), "
    HEX_OR_NONE("reason_text") ", IFNULL(successor_version, ''),"
    " HEX(payload), HEX(previous), " HEX_OR_NONE("proposed_by") ","
    " proposed_by IS NOT NULL, LOWER(HEX(digest)), head_id,"
    " LOWER(HEX(head_digest))"
    " FROM event_link WHERE id >= ? ORDER BY id LIMIT 200";

#define FACT_COLUMNS \
	"SELECT serial, version, management_no, HEX(name), id_type," \
	" HEX(id_number), HEX(id_hash), sex, birth_date, approved_on," \
	" province, variant FROM certificate_fact"

static const char sql_fact[] = FACT_COLUMNS
    " WHERE serial = ? AND version = ?";

/* Those of a batch are first versions. */
static const char sql_batch[] = FACT_COLUMNS
    " WHERE batch = ? AND serial > ? ORDER BY serial LIMIT 2000";

static const char sql_head[] =
    "SELECT head_id, LOWER(HEX(head_digest)) FROM event_link LIMIT 1";

/* Outside a batch a version comes with its event or not at all. */
static const char sql_stray[] =
    "SELECT f.serial FROM certificate_fact f"
    " WHERE f.batch IS NULL AND NOT EXISTS (SELECT 1 FROM event e"
    "  WHERE e.serial = f.serial AND e.version = f.version)"
    " ORDER BY f.serial LIMIT 1";

#define EVENT(kind, member)	DB_COLUMN(kind, struct event_record, member)
static const struct db_column event_columns[] = {
	EVENT(DB_COL_U64, id),
	EVENT(DB_COL_TEXT, kind),
	EVENT(DB_COL_TEXT, batch),
	EVENT(DB_COL_TEXT, serial),
	EVENT(DB_COL_TEXT, version),
	EVENT(DB_COL_TEXT, state_after),
	EVENT(DB_COL_TEXT, effective_at),
	EVENT(DB_COL_TEXT, recorded_at),
	EVENT(DB_COL_TEXT, actor),
	EVENT(DB_COL_TEXT, reason_class),
	EVENT(DB_COL_TEXT, reason_text),
	EVENT(DB_COL_TEXT, successor),
	EVENT(DB_COL_TEXT, payload),
	EVENT(DB_COL_TEXT, previous),
	EVENT(DB_COL_TEXT, proposed_by),
	EVENT(DB_COL_INT, is_proposed),
	EVENT(DB_COL_TEXT, digest),
	EVENT(DB_COL_U64, head_id),
	EVENT(DB_COL_TEXT, head_digest),
};
#define EVENT_COLUMNS	(sizeof(event_columns) / sizeof(event_columns[0]))

#define FACT(kind, member)	DB_COLUMN(kind, struct certificate_fact, member)
static const struct db_column fact_columns[] = {
	FACT(DB_COL_U64, serial),
	FACT(DB_COL_UINT, version),
	FACT(DB_COL_TEXT, management_no),
	FACT(DB_COL_TEXT, name),
	FACT(DB_COL_TEXT, id_type),
	FACT(DB_COL_TEXT, id_number),
	FACT(DB_COL_TEXT, id_hash),
	FACT(DB_COL_INT, sex),
	FACT(DB_COL_TEXT, birth_date),
	FACT(DB_COL_TEXT, approved_on),
	FACT(DB_COL_TEXT, province),
	FACT(DB_COL_UINT, variant),
};
#define FACTS		(sizeof(fact_columns) / sizeof(fact_columns[0]))

/* A batch that was gone through: its approval and its issue say the same. */
struct batch_known {
	uint64_t	 batch;
	char		 payload[EVENT_DIGEST_BYTES];
};

struct walk {
	struct db			*db;
	const struct event_point	*expect;
	event_walk_told			*told;
	void				*arg;
	void				*batches;	/* tsearch(3) */
	struct event_point		 last;
	struct event_walk		*out;
};

static int
by_batch(const void *a, const void *b)
{
	const struct batch_known	*x = a, *y = b;

	return (x->batch > y->batch) - (x->batch < y->batch);
}

static enum reason
sum_batch(struct walk *w, uint64_t batch, char out[EVENT_DIGEST_BYTES])
{
	struct batch_sum	 sum = { 0 };
	struct certificate_fact	*facts;
	void			*rows;
	uint64_t		 after = 0;
	enum reason		 why;
	size_t			 n, i;

	do {
		const struct db_value values[] = {
			DB_INT_VALUE(batch), DB_INT_VALUE(after),
		};

		why = db_select_all(w->db, sql_batch, values, 2, fact_columns,
		    FACTS, sizeof(*facts), CERTIFICATES, &rows, &n);
		if (why != OK)
			return why;
		for (i = 0, facts = rows; why == OK && i < n; i++)
			why = batch_sum_add(&sum, &facts[i]);
		if (n > 0)
			after = facts[n - 1].serial;
		explicit_bzero(rows, n * sizeof(*facts));
		free(rows);
		w->out->certificates += n;
		w->told(w->arg, w->out);
	} while (why == OK && n == CERTIFICATES);
	return why != OK ? why : batch_sum_digest(&sum, out);
}

static enum reason
batch_payload(struct walk *w, const char *text, const char **payload)
{
	struct batch_known	*known, key = { .batch =
				    strtoull(text, NULL, 10) };
	void			*found;
	enum reason		 why;

	if ((found = tfind(&key, &w->batches, by_batch)) != NULL) {
		*payload = (*(struct batch_known **)found)->payload;
		return OK;
	}
	if ((why = sum_batch(w, key.batch, key.payload)) != OK)
		return why;
	if ((known = malloc(sizeof(*known))) == NULL)
		return fail(REASON_MEMORY, "batch");
	*known = key;
	if (tsearch(known, &w->batches, by_batch) == NULL) {
		free(known);
		return fail(REASON_MEMORY, "batch");
	}
	*payload = known->payload;
	return OK;
}

/* Is what the event speaks of as it was? */
static enum reason
check_subject(struct walk *w, const struct event_record *e,
    enum event_fault *fault)
{
	char			 digest[EVENT_DIGEST_BYTES];
	const char		*payload = digest;
	const struct db_value	 values[] = {
		DB_TEXT_VALUE(e->serial), DB_TEXT_VALUE(e->version),
	};
	struct certificate_fact	 fact;
	enum reason		 why;
	bool			 found;

	if (*e->batch != '\0')
		why = batch_payload(w, e->batch, &payload);
	else {
		why = db_select_one(w->db, sql_fact, values, 2, fact_columns,
		    FACTS, &fact, &found);
		if (why == OK && !found) {
			*fault = EVENT_NO_SUBJECT;
			return OK;
		}
		if (why == OK)
			why = certificate_fact_digest(&fact, digest);
		explicit_bzero(&fact, sizeof(fact));
		w->out->certificates++;
	}
	if (why == OK && strcasecmp(payload, e->payload) != 0)
		*fault = EVENT_FACTS;
	return why;
}

/* The first thing that is wrong with this event, after the one before. */
static enum reason
check_event(struct walk *w, const struct event_record *e,
    enum event_fault *fault)
{
	char		 digest[EVENT_DIGEST_BYTES];
	enum reason	 why;

	if (e->id != w->last.id + 1) {
		*fault = e->id > w->last.id ? EVENT_MISSING : EVENT_STRANGE;
		return OK;
	}
	if (e->id > e->head_id) {
		*fault = EVENT_BEYOND;
		return OK;
	}
	if ((why = event_digest(e, digest)) != OK)
		return why;
	if (strcmp(digest, e->digest) != 0)
		*fault = EVENT_CHANGED;
	else if (strcasecmp(e->previous, w->last.digest) != 0)
		*fault = EVENT_UNCHAINED;
	else if (w->expect != NULL && w->expect->id == e->id &&
	    strcmp(digest, w->expect->digest) != 0)
		*fault = EVENT_EXPECTED;
	else
		return check_subject(w, e, fault);
	return OK;
}

/* One question's events; *more is false once the end was reached. */
static enum reason
walk_some(struct walk *w, const struct event_record *e, size_t n, bool *more)
{
	struct event_walk	*out = w->out;
	enum reason		 why;
	size_t			 i;

	for (i = 0; i < n; i++) {
		if (w->last.id > 0 && e[i].id == w->last.id &&
		    strcmp(e[i].digest, w->last.digest) == 0)
			continue;
		if ((why = check_event(w, &e[i], &out->fault)) != OK)
			return why;
		if (out->fault != EVENT_WHOLE) {
			out->id = out->fault == EVENT_MISSING ?
			    w->last.id + 1 : e[i].id;
			return OK;
		}
		w->last.id = e[i].id;
		memcpy(w->last.digest, e[i].digest, sizeof(w->last.digest));
		out->events++;
	}
	*more = n == EVENTS;
	if (*more || n == 0)
		return OK;
	out->head.id = e[n - 1].head_id;
	memcpy(out->head.digest, e[n - 1].head_digest,
	    sizeof(out->head.digest));
	return OK;
}

/* What can only be said of the end. */
static void
check_head(struct walk *w)
{
	struct event_walk	*out = w->out;

	out->id = w->last.id;
	if (out->head.id > w->last.id) {
		out->fault = EVENT_MISSING;
		out->id = w->last.id + 1;
	} else if (strcmp(out->head.digest, w->last.digest) != 0)
		out->fault = EVENT_HEAD;
	else if (w->expect != NULL && w->expect->id > w->last.id) {
		out->fault = EVENT_MISSING;
		out->id = w->last.id + 1;
	} else if (w->expect != NULL && w->expect->id == 0 &&
	    strspn(w->expect->digest, "0") != 64) {
		out->fault = EVENT_EXPECTED;
		out->id = 0;
	}
}

static enum reason
check_stray(struct walk *w)
{
	struct stray { uint64_t serial; } stray;
	static const struct db_column column =
	    DB_COLUMN(DB_COL_U64, struct stray, serial);
	enum reason	 why;
	bool		 found;

	why = db_select_one(w->db, sql_stray, NULL, 0, &column, 1, &stray,
	    &found);
	if (why == OK && found) {
		w->out->fault = EVENT_STRAY;
		w->out->id = stray.serial;
	}
	return why;
}

static enum reason
walk_all(struct walk *w)
{
	void		*rows;
	enum reason	 why;
	size_t		 n;
	bool		 more = true;

	while (more) {
		const struct db_value	 from = DB_INT_VALUE(w->last.id);

		why = db_select_all(w->db, sql_events, &from, 1, event_columns,
		    EVENT_COLUMNS, sizeof(struct event_record), EVENTS, &rows,
		    &n);
		if (why != OK)
			return why;
		why = walk_some(w, rows, n, &more);
		free(rows);
		if (why != OK || w->out->fault != EVENT_WHOLE)
			return why;
		w->told(w->arg, w->out);
	}
	return OK;
}

static enum reason
read_head(struct db *db, struct event_point *head)
{
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_U64, struct event_point, id),
		DB_COLUMN(DB_COL_TEXT, struct event_point, digest),
	};
	enum reason	 why;
	bool		 found;

	why = db_select_one(db, sql_head, NULL, 0, columns, 2, head, &found);
	if (why == OK && !found)
		why = fail(REASON_DATA, "the chain has no end");
	return why;
}

enum reason
registry_event_walk(struct registry *r, const struct event_point *expect,
    event_walk_told *told, void *arg, struct event_walk *out)
{
	struct walk	 w = { .expect = expect, .told = told, .arg = arg,
	    .out = out };
	enum reason	 why;

	memset(out, 0, sizeof(*out));
	memset(w.last.digest, '0', sizeof(w.last.digest) - 1);
	if ((why = db_acquire(r->pool, &w.db)) != OK)
		return why;
	why = walk_all(&w);
	/* Without a single event there was none to bring it along. */
	if (why == OK && out->events == 0)
		why = read_head(w.db, &out->head);
	if (why == OK && out->fault == EVENT_WHOLE)
		check_head(&w);
	if (why == OK && out->fault == EVENT_WHOLE)
		why = check_stray(&w);
	tdestroy(w.batches, free);
	db_release(&w.db);
	return why;
}

enum reason
registry_event_head(struct registry *r, struct event_point *head)
{
	struct db	*db = NULL;
	enum reason	 why;

	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = read_head(db, head);
	db_release(&db);
	return why;
}
