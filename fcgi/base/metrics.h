/*
 * What the responder counts of itself, for /metrics: no personal data, nothing
 * that a visitor typed, and every set of labels bounded beforehand.
 *
 * All processes count into one area that is made before they are forked, so
 * whichever is asked tells of all.  A thread adds to its share of the area
 * without a lock; reading sums the shares.  A program that shares nothing
 * counts for itself.
 *
 * A request's time is divided among its stages without gap or overlap: one
 * stage is current, and METRICS_STAGE() makes another so for the rest of a
 * block, whichever way the block is left.  Outside a request it costs nothing.
 */
#ifndef ECERT_BASE_METRICS_H
#define ECERT_BASE_METRICS_H

#include <stddef.h>
#include <stdint.h>

#include "base/reason.h"

#define METRICS_ROUTES		128	/* 0: the path led nowhere */
#define METRICS_CLASSES		5	/* of status: 1xx to 5xx */
#define METRICS_PROCESSES	64	/* as listen.processes at most */

enum stage {
	STAGE_PARSE,		/* head, route, body */
	STAGE_ADMIT,		/* may this bureau ask? */
	STAGE_MODEL,		/* what the handler does itself */
	STAGE_WAIT,		/* for a connection to the database */
	STAGE_SELECT,		/* the database's answer, or its change */
	STAGE_VERIFY,		/* a file that was sent */
	STAGE_SIGN,		/* seal and signature */
	STAGE_TRANSFORM,	/* model to page, XSLT */
	STAGE_SERIALISE,	/* tree to bytes */
	STAGE_SEND,		/* headers, bytes, the log's line */
	STAGE__MAX
};

/* Each stage has a histogram by its own number; these are further ones. */
enum histogram {
	HISTOGRAM_REQUEST = STAGE__MAX,	/* the whole of it */
	HISTOGRAM_WAIT,		/* for a connection, by who had to */
	HISTOGRAM__MAX
};

enum counter {
	COUNT_BYTES,		/* of bodies that were sent */
	COUNT_QUESTIONS,	/* statements sent to the database */
	COUNT_CONNECTS,		/* connections made */
	COUNT_RECONNECTS,	/* of them, in place of a broken one */
	COUNT_ERROR_CONNECT,	/* the server did not answer */
	COUNT_ERROR_AWAY,	/* and was not asked again at once */
	COUNT_ERROR_WAIT,	/* no connection became free in time */
	COUNT_ERROR_LOST,	/* the connection broke */
	COUNT_ERROR_LOCK,	/* deadlock, or a lock that did not come */
	COUNT_ERROR_DENIED,	/* the account may not */
	COUNT_ERROR_OTHER,
	COUNT_DIED,		/* processes that ended by themselves */
	COUNT_STUCK,		/* that their watchdog ended */
	COUNT_SILENT,		/* that were killed for their silence */
	COUNT_REPLACED,		/* at SIGHUP */
	COUNT_SIGNED,		/* XML signatures made */
	COUNT_SEALED,		/* seal signatures made */
	COUNT_COPIES,		/* documents of certificates made */
	COUNT__MAX
};

/* What a process has at this moment. */
enum gauge {
	GAUGE_THREADS,
	GAUGE_BUSY,		/* threads that have a request */
	GAUGE_POOL,		/* connections that it may have */
	GAUGE_LENT,		/* of them, in use */
	GAUGE_WAITING,		/* threads in the queue for one */
	GAUGE_TOGETHER,		/* threads whose question another asks */
	GAUGE__MAX
};

/* Make the area; before any thread and before the fork.  MEMORY. */
enum reason	 metrics_share(size_t processes) MUST_CHECK;
void		 metrics_unshare(void);

/*
 * This process is number i of those.  Its gauges begin as they were set before
 * there was an area.  When it has ended, the parent says so.
 */
void		 metrics_process(size_t i);
void		 metrics_process_gone(size_t i);

void		 metrics_add(enum counter, uint64_t);
void		 metrics_move(enum gauge, int64_t by);
void		 metrics_observe(enum histogram, uint64_t ns);

/*
 * A request of this thread begins, at STAGE_PARSE; it is answered (before
 * anybody has the answer, so that who asks next finds it counted); all of the
 * answer has gone.  why is OK or why not.
 */
void		 metrics_request_begin(void);
void		 metrics_request_answer(size_t route, int status,
		    enum reason why, size_t bytes);
void		 metrics_request_end(void);

/* Another stage is current; the one that was. */
enum stage	 metrics_enter(enum stage);
void		 metrics_back(const enum stage *was);
#define METRICS_STAGE(to) \
    __attribute__((cleanup(metrics_back))) const enum stage \
    metrics_was = metrics_enter(to)

#endif
