/*
 * Writing down who was told what, for the holder of a certificate to see.
 */
#ifndef ECERT_RESPONDER_ACCESS_NOTE_H
#define ECERT_RESPONDER_ACCESS_NOTE_H

#include <stdint.h>

#include "registry/access.h"
#include "responder/context.h"

/*
 * Record one answer on a version of a certificate; serial 0: none was found,
 * and the work is the same.  An answer is not withheld because it could not be
 * recorded (a full disk would close the registry for everybody): the log tells
 * instead.
 */
void	 access_note(const struct context *, const char *channel,
	    uint64_t serial, unsigned version, const char *outcome,
	    enum access_actor);

/*
 * Log that a number of the reports will be too low, and forget the reason: no
 * answer is withheld for it.  OK is nothing.
 */
void		 tally_note(const struct context *, enum reason);

#endif
