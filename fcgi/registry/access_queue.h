/*
 * Rows of access_event that threads write down at the same time, as one
 * statement and one commit: whoever comes first writes for all that have
 * queued up behind the one before, and nobody goes on before its own row is
 * in the table or has failed.
 */
#ifndef ECERT_REGISTRY_ACCESS_QUEUE_H
#define ECERT_REGISTRY_ACCESS_QUEUE_H

#include <stdint.h>

#include "base/reason.h"

struct access_queue;
struct registry;

/* Words of letters, digits and hyphens; serial 0: none was found. */
struct access_row {
	const char	*channel;
	uint64_t	 serial;
	unsigned	 version;
	const char	*outcome;
	const char	*actor;
};

enum reason	 access_queue_open(struct access_queue **) MUST_CHECK;
void		 access_queue_free(struct access_queue **);

/*
 * Write a row down together with others'; one that is refused spoils none of
 * them.
 */
enum reason	 access_queue_write(struct access_queue *, struct registry *,
		    const struct access_row *) MUST_CHECK;

/* Write one down by itself; the name is a bureau's, NULL for others. */
enum reason	 access_record_one(struct registry *, const struct access_row *,
		    const char *actor_name) MUST_CHECK;

#endif
