/*
 * How many calls of one bureau a process works on at a time: a quarter of its
 * threads.  Who has as many on their way is refused at once, before the
 * registry is asked, so that one bureau, however many connections it opens,
 * leaves the others threads and database connections.
 */
#ifndef ECERT_RESPONDER_SLOTS_H
#define ECERT_RESPONDER_SLOTS_H

#include "base/reason.h"

struct slots;
struct slot;

enum reason	 slots_open(int threads, struct slots **) MUST_CHECK;
void		 slots_free(struct slots **);

/*
 * Begin a call by the key with that fingerprint (a bureau may have two, each
 * with slots of its own: who it is, only the registry knows).  Whoever gets a
 * slot gives it back with slots_leave().  BUREAU_AT_ONCE.
 */
enum reason	 slots_enter(struct slots *, const char *fingerprint,
		    struct slot **) MUST_CHECK;
void		 slots_leave(struct slots *, struct slot **);	/* NULL: none */

#endif
