/*
 * The chain of events, walked from its beginning: is each event what it was
 * when it was written, and does what it speaks of still say the same?
 */
#ifndef ECERT_REGISTRY_EVENT_LOG_H
#define ECERT_REGISTRY_EVENT_LOG_H

#include <stdint.h>

#include "base/reason.h"

struct registry;

/* A place in the chain: an event and its digest, 64 hexadecimal digits. */
struct event_point {
	uint64_t	id;		/* 0: before the first */
	char		digest[65];
};

/* What is wrong with the first event that is not as it was. */
enum event_fault {
	EVENT_WHOLE = 0,	/* nothing, with any of them */
	EVENT_MISSING,		/* it was removed */
	EVENT_STRANGE,		/* a number that the chain does not have */
	EVENT_CHANGED,		/* its digest is not that of its columns */
	EVENT_UNCHAINED,	/* the event before is another than it was */
	EVENT_NO_SUBJECT,	/* its certificate is gone */
	EVENT_FACTS,		/* its certificate, or batch, is another */
	EVENT_BEYOND,		/* it stands behind the chain's end */
	EVENT_HEAD,		/* the chain's end has another digest */
	EVENT_EXPECTED,		/* not the digest that was kept elsewhere */
	EVENT_STRAY,		/* all well; a certificate without events */
	EVENT_FAULT__MAX
};

struct event_walk {
	enum event_fault	 fault;
	uint64_t		 id;		/* of the event; serial of
						   the stray certificate */
	uint64_t		 events;	/* so far */
	uint64_t		 certificates;	/* compared so far */
	struct event_point	 head;		/* the end, once reached */
};

/* Called every now and then; the numbers of the walk so far. */
typedef void event_walk_told(void *arg, const struct event_walk *);

/*
 * Walk the whole chain in pieces, so that nobody waits for it and memory does
 * not grow with it.  `expect` (or NULL) is a point that must be on it.  OK
 * whenever the walk came to an end, with the verdict in *out.  Needs the admin
 * account.
 */
enum reason	 registry_event_walk(struct registry *,
		    const struct event_point *expect, event_walk_told *,
		    void *arg, struct event_walk *out) MUST_CHECK;

/* The end of the chain as the registry has it, unchecked. */
enum reason	 registry_event_head(struct registry *, struct event_point *)
		    MUST_CHECK;

#endif
