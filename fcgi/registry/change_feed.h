/*
 * The changes of one province, in the order of the chain, for bureaus that keep
 * a copy: pages of changes, a snapshot to begin with, digests of days.
 *
 * Every writer locks the chain's end until it commits, so events become visible
 * in the order of their numbers and none ever appears behind one that was seen
 * (sql/routine/event_add.sql).  An event of a certificate is one entry, the
 * issue of a batch one for each of its certificates in the province, by serial.
 */
#ifndef ECERT_REGISTRY_CHANGE_FEED_H
#define ECERT_REGISTRY_CHANGE_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/reason.h"
#include "field/feed_entry.h"
#include "field/feed_place.h"

struct registry;

/* Told of each entry in order; what it returns, unless OK, ends the page. */
typedef enum reason feed_told(void *arg, const struct feed_entry *);

/*
 * Tell the next entries of a province, at most `limit` of them, and move
 * *place behind them.  *more: more may follow at once, also when there were
 * none.  The page is written down under the number of the caller's call before
 * any of it is told.  CURSOR_UNKNOWN when the place is of another chain.
 *
 * Without entries and without more the place is good to look on from for a
 * while, but not to be given out: a crash of the server could undo it.
 */
enum reason	 registry_feed_page(struct registry *, uint64_t call,
		    const char *province, unsigned limit,
		    struct feed_place *place, bool *more, feed_told *,
		    void *arg) MUST_CHECK;

/*
 * The same for a snapshot.  A place that is all zeros begins one; its `changes`
 * is then where changes go on after the whole snapshot.  What is not issued yet
 * is left out, so a page may have no entry and *more all the same.
 */
enum reason	 registry_snapshot_page(struct registry *, uint64_t call,
		    const char *province, unsigned limit,
		    struct snapshot_place *place, bool *more, feed_told *,
		    void *arg) MUST_CHECK;

/*
 * The digests of one day ("2026-11-25", China's, of recording) of a province.
 * BUSY when not all blocks could be made in a few seconds: the next call goes
 * on from there.
 */
enum reason	 registry_feed_day(struct registry *, const char *province,
		    const char *day, struct feed_day *) MUST_CHECK;

/* The end of the chain; see sql/view/change_head.sql. */
struct feed_head {
	uint64_t	last;
	char		digest[65];
	char		effective[27];		/* UTC, as the database says it;
						   "" when none ever was */
};
enum reason	 registry_feed_head(struct registry *, struct feed_head *)
		    MUST_CHECK;

#endif
