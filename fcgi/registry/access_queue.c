/* The queue: one thread leads, those behind it wait for what it did. */
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "registry/access_queue.h"
#include "registry/registry_private.h"

#define GROUP_MAX	64		/* rows of one statement */
#define ROW_BYTES	160		/* of one row as JSON, at most */
#define DETAIL_BYTES	501		/* as fail() keeps */

static const char sql_record_all[] = "CALL access_record_all(?)";

enum turn {
	WAITS,
	LEADS,		/* writes for itself and those behind it */
	DONE,		/* `why` says what came of it */
	ALONE		/* has to write for itself */
};

/* On the stack of the thread that waits. */
struct note {
	const struct access_row	*row;
	pthread_cond_t		 moved;
	enum turn		 turn;
	enum reason		 why;
	char			 detail[DETAIL_BYTES];
	struct note		*next;
};

struct access_queue {
	pthread_mutex_t	 lock;
	struct note	*first, **last;
	bool		 is_led;
};

enum reason
access_queue_open(struct access_queue **out)
{
	struct access_queue	*q;

	if ((q = calloc(1, sizeof(*q))) == NULL)
		return fail(REASON_MEMORY, "access queue");
	pthread_mutex_init(&q->lock, NULL);
	q->last = &q->first;
	*out = q;
	return OK;
}

void
access_queue_free(struct access_queue **q)
{
	if (*q == NULL)
		return;
	pthread_mutex_destroy(&(*q)->lock);
	free(*q);
	*q = NULL;
}

static bool
is_word(const char *s, size_t max)
{
	size_t	 n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return n > 0 && n <= max && s[n] == '\0';
}

/* Nothing of it needs an escape. */
static enum reason
add_row(const struct access_row *row, struct buf *json)
{
	char		 of[48] = "null,null";

	if (row->serial != 0)
		(void)snprintf(of, sizeof(of), "%" PRIu64 ",%u", row->serial,
		    row->version);
	return buf_printf(json, "%s[\"%s\",%s,\"%s\",\"%s\"]",
	    json->len > 1 ? "," : "", row->channel, of, row->outcome,
	    row->actor);
}

static enum reason
write_all(struct registry *r, const struct note *group)
{
	struct buf	 json = BUF_INIT(GROUP_MAX * ROW_BYTES);
	enum reason	 why;
	bool		 found;

	why = buf_puts(&json, "[");
	for (; why == OK && group != NULL; group = group->next)
		why = add_row(group->row, &json);
	if (why == OK && (why = buf_puts(&json, "]")) == OK) {
		const struct db_value	 value =
		    DB_TEXT_VALUE(buf_text(&json));

		why = registry_call(r, sql_record_all, &value, 1, NULL, 0,
		    NULL, &found);
	}
	buf_free(&json);
	return why;
}

/* The first of the queue, this one at its head, taken out of it. */
static struct note *
take_group(struct access_queue *q)
{
	struct note	*group = q->first, **end = &q->first;
	size_t		 n = 0;

	while (*end != NULL && n++ < GROUP_MAX)
		end = &(*end)->next;
	q->first = *end;
	*end = NULL;
	if (q->first == NULL)
		q->last = &q->first;
	return group;
}

static void
move(struct note *note, enum turn turn)
{
	note->turn = turn;
	pthread_cond_signal(&note->moved);
}

/*
 * What was refused for one of several is tried by each for itself.  What may
 * have been done is not repeated, and what found no connection would not now.
 */
static bool
is_to_be_repeated(const struct note *group, enum reason why)
{
	return group->next != NULL && why != OK && why != REASON_UNCERTAIN &&
	    why != REASON_BUSY;
}

static void
tell_group(struct note *group, enum reason why)
{
	struct note	*note, *next;
	enum turn	 turn;

	turn = is_to_be_repeated(group, why) ? ALONE : DONE;
	for (note = group; note != NULL; note = next) {
		next = note->next;
		note->why = why;
		(void)snprintf(note->detail, sizeof(note->detail), "%s",
		    why != OK ? fail_detail() : "");
		move(note, turn);
	}
}

/*
 * With the lock held, which is let go while the database is asked.  Notes are
 * touched under it alone: each is gone once its thread has seen it move.
 */
static void
lead(struct access_queue *q, struct registry *r)
{
	struct note	*group = take_group(q);
	enum reason	 why;

	pthread_mutex_unlock(&q->lock);
	why = group->next == NULL ?
	    access_record_one(r, group->row, NULL) : write_all(r, group);
	pthread_mutex_lock(&q->lock);
	if (q->first != NULL)
		move(q->first, LEADS);
	else
		q->is_led = false;
	tell_group(group, why);
}

/* Until it is known what became of the row. */
static void
stand_in_queue(struct access_queue *q, struct registry *r, struct note *note)
{
	pthread_mutex_lock(&q->lock);
	*q->last = note;
	q->last = &note->next;
	if (!q->is_led) {
		q->is_led = true;
		note->turn = LEADS;
	}
	while (note->turn == WAITS)
		pthread_cond_wait(&note->moved, &q->lock);
	if (note->turn == LEADS)
		lead(q, r);
	pthread_mutex_unlock(&q->lock);
}

enum reason
access_queue_write(struct access_queue *q, struct registry *r,
    const struct access_row *row)
{
	struct note	 note = { .row = row, .turn = WAITS };

	if (!is_word(row->channel, 16) || !is_word(row->outcome, 32))
		return access_record_one(r, row, NULL);
	pthread_cond_init(&note.moved, NULL);
	stand_in_queue(q, r, &note);
	pthread_cond_destroy(&note.moved);
	if (note.turn == ALONE)
		return access_record_one(r, row, NULL);
	return note.why == OK ? OK : fail(note.why, "%s", note.detail);
}
