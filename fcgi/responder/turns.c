/* A lock for each of some groups of certificates. */
#define _GNU_SOURCE	/* pthread_mutex_clocklock */
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "responder/turns.h"

#define GROUPS	128	/* two certificates in one only wait a little */
#define WAIT_S	3	/* less than nginx waits (responder.conf) */

struct turns {
	pthread_mutex_t	 lock[GROUPS];
};

enum reason
turns_open(struct turns **out)
{
	struct turns	*t;
	size_t		 i;

	if ((t = malloc(sizeof(*t))) == NULL)
		return fail(REASON_MEMORY, "turns");
	for (i = 0; i < GROUPS; i++)
		pthread_mutex_init(&t->lock[i], NULL);
	*out = t;
	return OK;
}

void
turns_free(struct turns **t)
{
	size_t	 i;

	if (*t == NULL)
		return;
	for (i = 0; i < GROUPS; i++)
		pthread_mutex_destroy(&(*t)->lock[i]);
	free(*t);
	*t = NULL;
}

enum reason
turn_wait(struct turns *t, uint64_t serial)
{
	struct timespec	 until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += WAIT_S;
	if (pthread_mutex_clocklock(&t->lock[serial % GROUPS],
	    CLOCK_MONOTONIC, &until) != 0)
		return fail(REASON_BUSY, "others change this certificate");
	return OK;
}

void
turn_end(struct turns *t, uint64_t serial)
{

	pthread_mutex_unlock(&t->lock[serial % GROUPS]);
}
