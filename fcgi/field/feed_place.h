/*
 * Places in the changes of a province and in a snapshot of it, and the texts
 * (cursors) that stand for them outside.  A text is durable: no key is in it,
 * and it says which chain it belongs to.  It is opaque: its form may change,
 * but one that was given out once is read for good.
 */
#ifndef ECERT_FIELD_FEED_PLACE_H
#define ECERT_FIELD_FEED_PLACE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/reason.h"

#define FEED_ANCHOR_BYTES	17
#define FEED_CURSOR_BYTES	64	/* of the longest text and its NUL */

/*
 * Behind all entries of events up to `event`, and behind those of the event
 * after it whose serial is not greater than `serial`.  The anchor is how the
 * digest of the last event told of begins, hexadecimal; zeros at the beginning.
 */
struct feed_place {
	uint64_t	event;
	uint64_t	serial;
	char		anchor[FEED_ANCHOR_BYTES];
};
#define FEED_BEGINNING	{ 0, 0, "0000000000000000" }

/* Behind one row of a snapshot: by batch (0: none), serial and version. */
struct snapshot_place {
	struct feed_place	changes;	/* to go on from afterwards */
	uint32_t		batch;
	uint64_t		serial;
	uint16_t		version;
	bool			begun;		/* else all others are zero */
};

/* Write a place as a text; out has room for FEED_CURSOR_BYTES. */
void		 feed_place_write(const struct feed_place *, char *out);
void		 snapshot_place_write(const struct snapshot_place *,
		    char *out);

/* Read such a text; CURSOR_INVALID when it is none of that kind. */
enum reason	 feed_place_read(const char *, struct feed_place *)
		    MUST_CHECK;
enum reason	 snapshot_place_read(const char *, struct snapshot_place *)
		    MUST_CHECK;

#endif
