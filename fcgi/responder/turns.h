/*
 * One after the other: of the threads of this process that would change the
 * same certificate one goes to the database, and the others wait here, without
 * a connection.  The database's lock decides between processes; without the
 * turns before it, a slow disk and one busy certificate would leave nobody else
 * a connection.
 */
#ifndef ECERT_RESPONDER_TURNS_H
#define ECERT_RESPONDER_TURNS_H

#include <stdint.h>

#include "base/reason.h"

struct turns;

enum reason	 turns_open(struct turns **) MUST_CHECK;
void		 turns_free(struct turns **);

/*
 * Wait for the turn of a certificate, three seconds at most: then BUSY.
 * Whoever gets it gives it back with turn_end().
 */
enum reason	 turn_wait(struct turns *, uint64_t serial) MUST_CHECK;
void		 turn_end(struct turns *, uint64_t serial);

#endif
