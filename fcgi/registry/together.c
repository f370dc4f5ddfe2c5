/* The queue: a thread leads, those behind it wait for what it did. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/metrics.h"
#include "registry/together.h"

#define DETAIL_BYTES	501		/* as fail() keeps */
#define LEADERS_MAX	3		/* at once: the pool has others too */

enum turn {
	WAITS,
	LEADS,		/* has to ask for itself and those behind it */
	TAKEN,		/* somebody who leads asks for it */
	DONE,		/* `why` says what came of it */
	ALONE		/* has to ask for itself */
};

/* On the stack of the thread that waits. */
struct place {
	void		*part;
	pthread_cond_t	 moved;
	enum turn	 turn;
	enum reason	 why;
	char		 detail[DETAIL_BYTES];
	struct place	*next;
};

struct together {
	const struct together_by	*by;
	pthread_mutex_t			 lock;
	pthread_condattr_t		 monotonic;
	struct place			*first, **last;
	size_t				 leaders;	/* or about to be */
};

enum reason
together_open(const struct together_by *by, struct together **out)
{
	struct together	*q;

	if ((q = calloc(1, sizeof(*q))) == NULL)
		return fail(REASON_MEMORY, "queue");
	q->by = by;
	pthread_mutex_init(&q->lock, NULL);
	pthread_condattr_init(&q->monotonic);
	pthread_condattr_setclock(&q->monotonic, CLOCK_MONOTONIC);
	q->last = &q->first;
	*out = q;
	return OK;
}

void
together_free(struct together **q)
{
	if (*q == NULL)
		return;
	pthread_condattr_destroy(&(*q)->monotonic);
	pthread_mutex_destroy(&(*q)->lock);
	free(*q);
	*q = NULL;
}

/* The first of the queue, taken out of it; who was to lead need not. */
static struct place *
take_group(struct together *q, size_t *count)
{
	struct place	*group = q->first, **end = &q->first;

	for (*count = 0; *end != NULL && *count < TOGETHER_MAX; ++*count) {
		if ((*end)->turn == LEADS)
			q->leaders--;
		(*end)->turn = TAKEN;
		end = &(*end)->next;
	}
	q->first = *end;
	*end = NULL;
	if (q->first == NULL)
		q->last = &q->first;
	return group;
}

static enum reason
ask(const struct together *q, struct registry *r, struct place *group,
    size_t count)
{
	void	*parts[TOGETHER_MAX];
	size_t	 i;

	if (count == 1)
		return q->by->one(r, group->part);
	for (i = 0; i < count; i++, group = group->next)
		parts[i] = group->part;
	return q->by->all(r, parts, count);
}

static void
move(struct place *place, enum turn turn)
{
	place->turn = turn;
	pthread_cond_signal(&place->moved);
}

static void
tell_group(struct place *group, size_t count, enum reason why)
{
	struct place	*place, *next;
	enum turn	 turn = DONE;

	if (count > 1 && why != OK && why != REASON_UNCERTAIN &&
	    why != REASON_BUSY)
		turn = ALONE;
	for (place = group; place != NULL; place = next) {
		next = place->next;
		place->why = why;
		(void)snprintf(place->detail, sizeof(place->detail), "%s",
		    why != OK ? fail_detail() : "");
		move(place, turn);
	}
}

/*
 * With the lock held, which is let go while the database is asked.  Places are
 * touched under it alone: each is gone once its thread has seen it move.
 */
static void
lead(struct together *q, struct registry *r)
{
	struct place	*group;
	enum reason	 why;
	size_t		 count;

	group = take_group(q, &count);
	pthread_mutex_unlock(&q->lock);
	why = ask(q, r, group, count);
	pthread_mutex_lock(&q->lock);
	if (q->first != NULL && q->first->turn == WAITS)
		move(q->first, LEADS);
	else
		q->leaders--;
	tell_group(group, count, why);
}

/*
 * Until it is told, or its patience ends and there may be one who leads more;
 * else one of those who lead will come to it.
 */
static void
wait_turn(struct together *q, struct place *place)
{
	struct timespec	 until;
	bool		 is_patient = q->by->patience_ms == 0;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += q->by->patience_ms * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000L;
	until.tv_nsec %= 1000000000L;
	metrics_move(GAUGE_TOGETHER, 1);
	while (place->turn == TAKEN || place->turn == WAITS) {
		if (place->turn == TAKEN || is_patient)
			(void)pthread_cond_wait(&place->moved, &q->lock);
		else if (pthread_cond_timedwait(&place->moved, &q->lock,
		    &until) != 0 && place->turn == WAITS) {
			if (q->leaders < LEADERS_MAX)
				break;
			is_patient = true;
		}
	}
	metrics_move(GAUGE_TOGETHER, -1);
}

/* Until it is known what became of the part. */
static void
stand_in_queue(struct together *q, struct registry *r, struct place *place)
{
	pthread_mutex_lock(&q->lock);
	*q->last = place;
	q->last = &place->next;
	if (q->leaders == 0) {
		q->leaders++;
		place->turn = LEADS;
	}
	for (;;) {
		wait_turn(q, place);
		if (place->turn == DONE || place->turn == ALONE)
			break;
		if (place->turn == WAITS)
			q->leaders++;
		place->turn = WAITS;
		lead(q, r);
	}
	pthread_mutex_unlock(&q->lock);
}

enum reason
together_do(struct together *q, struct registry *r, void *part)
{
	struct place	 place = { .part = part, .turn = WAITS };
	METRICS_STAGE(STAGE_SELECT);

	pthread_cond_init(&place.moved, &q->monotonic);
	stand_in_queue(q, r, &place);
	pthread_cond_destroy(&place.moved);
	if (place.turn == ALONE)
		return q->by->one(r, part);
	return place.why == OK ? OK : fail(place.why, "%s", place.detail);
}
