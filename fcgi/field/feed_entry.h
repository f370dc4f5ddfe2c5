/*
 * What the changes of a province tell: plain data that crosses layers.
 */
#ifndef ECERT_FIELD_FEED_ENTRY_H
#define ECERT_FIELD_FEED_ENTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "field/certificate.h"
#include "field/feed_place.h"

#define FEED_ENTRIES_MAX	1000	/* a page */
#define FEED_BLOCK_LINES	4096	/* of a day's digests */
#define FEED_MOMENT_BYTES	33	/* 2026-11-25T12:00:00.000000+08:00 */

/* One entry, also of a snapshot: there, the one that gives the state of now. */
struct feed_entry {
	uint64_t	event;
	char		kind[13];		/* "issue", "suspend", ... */
	char		recorded[FEED_MOMENT_BYTES];
	char		effective[FEED_MOMENT_BYTES];
	char		subject[13];		/* "certificate" or "batch" */
	unsigned	successor;		/* version; or 0 */
	char		reason[33];		/* a reason_class or "" */
	struct certificate certificate;	/* its state: after the event;
					   its reason: the event's */
};

/* A block of the lines of a day. */
struct feed_block {
	unsigned		block;		/* from 0 on */
	unsigned		lines;
	char			digest[65];	/* SHA-256 of its lines */
	struct feed_place	after;		/* just before its first */
};

struct feed_day {
	struct feed_block	*block;		/* the caller frees it */
	size_t			 blocks;
	uint64_t		 lines;
	uint64_t		 through;	/* up to this event */
	bool			 is_over;	/* nothing will be added */
};

#endif
