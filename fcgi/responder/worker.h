/*
 * One responder process: its threads, its watchdog, its graceful end.
 */
#ifndef ECERT_RESPONDER_WORKER_H
#define ECERT_RESPONDER_WORKER_H

#include <stdatomic.h>
#include <stdint.h>

#include "responder/app.h"

#define WORKER_EXIT_STUCK	70	/* EX_SOFTWARE: the watchdog gave up */

/* When a process last showed that it runs: monotonic ms, in shared memory. */
typedef _Atomic int64_t heartbeat;

/*
 * Serve requests from the listening socket until SIGTERM; then finish those
 * begun and return the exit status.  Meanwhile the heart beats several times a
 * second.  SIGTERM must be blocked by the caller before any thread exists.
 */
int	 worker_run(struct app *, int listen_fd, heartbeat *);

#endif
