#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "registry/change_feed.h"
#include "responder/waiters.h"

#define WAITERS_MAX	16
#define LOOK_MS		250	/* between two looks at the chain's end */
#define STEP_MS		50	/* between two looks at what is known here */

struct waiters {
	pthread_mutex_t	 lock;
	unsigned	 bureau[WAITERS_MAX];	/* who is where; 0: nobody */
	size_t		 max;
	bool		 stopped;
	bool		 looking;		/* somebody asks just now */
	int64_t		 looked_at;		/* monotonic ms; 0: never */
	uint64_t	 last;			/* event, as of then */
};

enum reason
waiters_open(int threads, struct waiters **out)
{
	struct waiters	*w;

	if ((w = calloc(1, sizeof(*w))) == NULL)
		return fail(REASON_MEMORY, "waiters");
	pthread_mutex_init(&w->lock, NULL);
	w->max = (size_t)threads / 4;
	if (w->max > WAITERS_MAX)
		w->max = WAITERS_MAX;
	*out = w;
	return OK;
}

void
waiters_free(struct waiters **w)
{
	if (*w == NULL)
		return;
	pthread_mutex_destroy(&(*w)->lock);
	free(*w);
	*w = NULL;
}

bool
waiters_enter(struct waiters *w, unsigned bureau)
{
	size_t	 i, own = 0, room = w->max;

	pthread_mutex_lock(&w->lock);
	for (i = 0; i < w->max; i++) {
		own += w->bureau[i] == bureau;
		if (w->bureau[i] == 0)
			room = i;
	}
	if (w->stopped || own >= WAITERS_BUREAU_MAX)
		room = w->max;
	if (room < w->max)
		w->bureau[room] = bureau;
	pthread_mutex_unlock(&w->lock);
	return room < w->max;
}

void
waiters_leave(struct waiters *w, unsigned bureau)
{
	size_t	 i;

	pthread_mutex_lock(&w->lock);
	for (i = 0; i < w->max; i++)
		if (w->bureau[i] == bureau) {
			w->bureau[i] = 0;
			break;
		}
	pthread_mutex_unlock(&w->lock);
}

/* Ask the registry for all who wait; the connection is given back at once. */
static enum reason
look(struct waiters *w, struct registry *registry)
{
	struct feed_head	 head;
	enum reason		 why;

	why = registry_feed_head(registry, &head);
	pthread_mutex_lock(&w->lock);
	w->looking = false;
	w->looked_at = clock_monotonic_ms();
	if (why == OK && head.last > w->last)
		w->last = head.last;
	pthread_mutex_unlock(&w->lock);
	return why;
}

/* What is known, and whether it is this thread's turn to ask. */
static bool
is_due(struct waiters *w, uint64_t last, bool *come, bool *stopped)
{
	int64_t	 now = clock_monotonic_ms();
	bool	 due;

	pthread_mutex_lock(&w->lock);
	*come = w->last > last;
	*stopped = w->stopped;
	due = !*come && !*stopped && !w->looking &&
	    now - w->looked_at >= LOOK_MS;
	w->looking |= due;
	pthread_mutex_unlock(&w->lock);
	return due;
}

enum reason
waiters_wait(struct waiters *w, struct registry *registry, uint64_t last,
    int64_t until, bool *come)
{
	struct timespec	 step = { 0, STEP_MS * 1000000L };
	enum reason	 why;
	bool		 stopped;

	for (;;) {
		if (is_due(w, last, come, &stopped) &&
		    (why = look(w, registry)) != OK)
			return why;
		if (*come || stopped || clock_monotonic_ms() >= until)
			return OK;
		nanosleep(&step, NULL);
	}
}

void
waiters_stop(struct waiters *w)
{
	pthread_mutex_lock(&w->lock);
	w->stopped = true;
	pthread_mutex_unlock(&w->lock);
}
