/*
 * The parent of the responder processes: keeps the configured number alive,
 * so that one that dies is not an outage, and stops them in order.
 */
#ifndef ECERT_RESPONDER_SUPERVISOR_H
#define ECERT_RESPONDER_SUPERVISOR_H

#include "responder/app.h"

/*
 * Run until SIGTERM or SIGINT; the exit status.  SIGHUP replaces the processes
 * one after another by fresh ones.
 */
int	 supervisor_run(struct app *, int listen_fd);

#endif
