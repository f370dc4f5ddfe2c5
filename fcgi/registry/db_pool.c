/*
 * The pool: how many connections, who waits, when the server is away.
 *
 * Whoever waits stands in a queue, and a connection that is given back goes to
 * its head: a page asks some eight questions, and without the queue somebody
 * would be passed over by others' next questions until the wait is over.
 */
#include <mysql.h>

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/metrics.h"
#include "registry/db.h"
#include "registry/db_hosts.h"
#include "registry/db_private.h"

#define WAIT_MS		1000	/* for a free connection */

/* On the stack of a thread that waits. */
struct waiter {
	pthread_cond_t	 given;
	struct db	*db;		/* lent to this one */
	struct waiter	*next;
};

struct db_pool {
	pthread_mutex_t	 lock;
	struct waiter	*first, **last;	/* who came earliest first */
	pthread_condattr_t monotonic;
	struct db_hosts	*hosts;
	size_t		 size;
	struct db	*dbs;
};

enum reason
db_pool_open(const struct conf *conf, struct db_pool **out)
{
	struct db_pool	*pool;
	enum reason	 why;
	size_t		 i;

	if (mysql_library_init(0, NULL, NULL) != 0)
		return fail(REASON_MEMORY, "mysql_library_init");
	if ((pool = calloc(1, sizeof(*pool))) == NULL)
		return fail(REASON_MEMORY, "pool");
	pool->size = (size_t)conf->db_pool;
	pool->dbs = calloc(pool->size, sizeof(*pool->dbs));
	if (pool->dbs == NULL) {
		free(pool);
		return fail(REASON_MEMORY, "pool");
	}
	if ((why = db_hosts_open(conf, &pool->hosts)) != OK) {
		free(pool->dbs);
		free(pool);
		return why;
	}
	for (i = 0; i < pool->size; i++)
		pool->dbs[i].pool = pool;
	pthread_mutex_init(&pool->lock, NULL);
	pthread_condattr_init(&pool->monotonic);
	pthread_condattr_setclock(&pool->monotonic, CLOCK_MONOTONIC);
	pool->last = &pool->first;
	metrics_move(GAUGE_POOL, (int64_t)pool->size);
	*out = pool;
	return OK;
}

void
db_pool_free(struct db_pool **pool)
{
	size_t	 i;

	if (*pool == NULL)
		return;
	for (i = 0; i < (*pool)->size; i++)
		db_disconnect(&(*pool)->dbs[i]);
	metrics_move(GAUGE_POOL, -(int64_t)(*pool)->size);
	pthread_condattr_destroy(&(*pool)->monotonic);
	pthread_mutex_destroy(&(*pool)->lock);
	db_hosts_free(&(*pool)->hosts);
	free((*pool)->dbs);
	free(*pool);
	*pool = NULL;
}

/* The least recently broken first: prefer one that is connected already. */
static struct db *
pick_free(struct db_pool *pool)
{
	struct db	*unconnected = NULL;
	size_t		 i;

	for (i = 0; i < pool->size; i++) {
		if (pool->dbs[i].lent)
			continue;
		if (pool->dbs[i].mysql != NULL)
			return &pool->dbs[i];
		if (unconnected == NULL)
			unconnected = &pool->dbs[i];
	}
	return unconnected;
}

static void
leave_queue(struct db_pool *pool, const struct waiter *w)
{
	struct waiter	**at = &pool->first;

	while (*at != NULL && *at != w)
		at = &(*at)->next;
	if (*at == NULL)
		return;
	*at = w->next;
	if (w->next == NULL)
		pool->last = at;
}

/* Stand in the queue until a connection is handed over, or the wait is over. */
static struct db *
wait_turn(struct db_pool *pool)
{
	struct waiter	 w = { .next = NULL };
	struct timespec	 until;
	uint64_t	 began = clock_monotonic_ns();
	int		 rc = 0;
	METRICS_STAGE(STAGE_WAIT);

	metrics_move(GAUGE_WAITING, 1);
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += WAIT_MS * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000L;
	until.tv_nsec %= 1000000000L;
	pthread_cond_init(&w.given, &pool->monotonic);
	*pool->last = &w;
	pool->last = &w.next;
	while (w.db == NULL && rc == 0)
		rc = pthread_cond_timedwait(&w.given, &pool->lock, &until);
	if (w.db == NULL)
		leave_queue(pool, &w);
	pthread_cond_destroy(&w.given);
	metrics_move(GAUGE_WAITING, -1);
	metrics_observe(HISTOGRAM_WAIT, clock_monotonic_ns() - began);
	return w.db;
}

/* With the lock held: the head of the queue has it, or it is free. */
static void
hand_over(struct db_pool *pool, struct db *db)
{
	struct waiter	*w = pool->first;

	if (w == NULL) {
		db->lent = false;
		metrics_move(GAUGE_LENT, -1);
		return;
	}
	leave_queue(pool, w);
	w->db = db;
	pthread_cond_signal(&w->given);
}

void
db_begins(struct db *db)
{
	if (!db->is_fresh)
		db->begun = clock_monotonic_ms();
	db->is_fresh = false;
}

bool
db_may_repeat(struct db *db, int *turn)
{
	db_hosts_doubt(db->pool->hosts, db->host);
	return (*turn)++ == 0 || db_hosts_wait(db->pool->hosts, db->begun);
}

enum reason
db_connect(struct db *db)
{
	enum reason	 why;
	METRICS_STAGE(STAGE_SELECT);

	if ((why = db_hosts_connect(db->pool->hosts, db->begun, &db->mysql,
	    &db->host, &db->is_clustered)) != OK)
		return why;
	metrics_add(COUNT_CONNECTS, 1);
	metrics_add(COUNT_RECONNECTS, db->was_connected);
	db->was_connected = true;
	return OK;
}

enum reason
db_acquire(struct db_pool *pool, struct db **out)
{
	struct db	*db;
	enum reason	 why;

	pthread_mutex_lock(&pool->lock);
	if ((db = pick_free(pool)) != NULL) {
		db->lent = true;
		metrics_move(GAUGE_LENT, 1);
	} else
		db = wait_turn(pool);
	pthread_mutex_unlock(&pool->lock);
	if (db == NULL) {
		metrics_add(COUNT_ERROR_WAIT, 1);
		return fail(REASON_BUSY, "no database connection free");
	}
	db->is_fresh = true;
	db->begun = clock_monotonic_ms();
	/* Everybody goes to the same server, also back to the first. */
	if (db->mysql != NULL && !db_hosts_is_first(pool->hosts, db->host))
		db_disconnect(db);
	if (db->mysql == NULL && (why = db_connect(db)) != OK) {
		db_release(&db);
		return why;
	}
	*out = db;
	return OK;
}

void
db_release(struct db **db)
{
	struct db_pool	*pool;

	if (*db == NULL)
		return;
	if ((*db)->in_transaction)
		db_rollback(*db);
	pool = (*db)->pool;
	pthread_mutex_lock(&pool->lock);
	hand_over(pool, *db);
	pthread_mutex_unlock(&pool->lock);
	*db = NULL;
}
