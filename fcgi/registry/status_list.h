/*
 * Status lists: for each of 2^20 serials of one version two bits, so that a
 * certificate can be checked offline without asking about it
 * (field/status_order.h; doc/changes.md).
 */
#ifndef ECERT_REGISTRY_STATUS_LIST_H
#define ECERT_REGISTRY_STATUS_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/reason.h"
#include "field/status_order.h"

struct registry;

/*
 * What the two bits say.  Of a serial that is not used, or not issued yet, they
 * say 0 as well: a list says what is not in force, never what exists.
 */
enum status_bits {
	STATUS_BITS_VALID = 0,
	STATUS_BITS_REVOKED = 1,
	STATUS_BITS_SUSPENDED = 2,
	STATUS_BITS_SUPERSEDED = 3
};

#define STATUS_LIST_BYTES	(STATUS_LIST_LENGTH / 4)

/*
 * The key of the order.  It is made of the match key, which lasts as long as
 * the registry: indices are kept by others.
 */
enum reason	 registry_status_key(struct registry *,
		    unsigned char key[SECRET_KEY_BYTES]) MUST_CHECK;

/* All lists that there are; the caller frees *list. */
enum reason	 registry_status_lists(struct registry *,
		    struct status_list_id **list, size_t *count) MUST_CHECK;

/*
 * Append a list as it is now: gzip (RFC 1952) of STATUS_LIST_BYTES bytes, index
 * 0 in the leftmost bits of the first.
 */
enum reason	 registry_status_list(struct registry *,
		    const struct status_list_id *, struct buf *gz) MUST_CHECK;

#endif
