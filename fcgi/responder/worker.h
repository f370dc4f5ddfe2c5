/*
 * One responder process: its threads, its watchdog, its graceful end.
 */
#ifndef ECERT_RESPONDER_WORKER_H
#define ECERT_RESPONDER_WORKER_H

#include "responder/app.h"

#define WORKER_EXIT_STUCK	70	/* EX_SOFTWARE: the watchdog gave up */

/*
 * Serve requests from the listening socket until SIGTERM; then finish those
 * begun and return the exit status.  SIGTERM must be blocked by the caller
 * before any thread exists.
 */
int	 worker_run(struct app *, int listen_fd);

#endif
