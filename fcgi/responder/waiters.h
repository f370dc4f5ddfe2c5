/*
 * Bureaus that wait for the next change (long polling).  Who waits holds a
 * thread, and nothing else: no connection to the database, which one thread of
 * those who wait asks, for all of them, a few times a second.  So few may wait
 * in a process, and fewer of one bureau; the others are answered at once.
 */
#ifndef ECERT_RESPONDER_WAITERS_H
#define ECERT_RESPONDER_WAITERS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/reason.h"

#define WAITERS_BUREAU_MAX	2	/* of one bureau, in a process */

struct registry;
struct waiters;

/* For a process of so many threads: a quarter of them may wait, 16 at most. */
enum reason	 waiters_open(int threads, struct waiters **) MUST_CHECK;
void		 waiters_free(struct waiters **);

/* May this one wait?  Who may says waiters_leave() afterwards. */
bool		 waiters_enter(struct waiters *, unsigned bureau);
void		 waiters_leave(struct waiters *, unsigned bureau);

/*
 * Wait until the chain has an event after `last`: *come is true then, and false
 * when until (monotonic ms) passed or the process is about to end.
 */
enum reason	 waiters_wait(struct waiters *, struct registry *,
		    uint64_t last, int64_t until, bool *come) MUST_CHECK;

/* Let everybody go, now and from now on. */
void		 waiters_stop(struct waiters *);

#endif
