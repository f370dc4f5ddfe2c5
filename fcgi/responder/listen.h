/* The socket that nginx connects to. */
#ifndef ECERT_RESPONDER_LISTEN_H
#define ECERT_RESPONDER_LISTEN_H

#include "base/conf.h"

/*
 * Open [listen] socket with its mode, or take descriptor 0 when it is empty
 * (systemd socket activation, spawn-fcgi).  Whoever can open it can stop a
 * process, so the mode is set before the first connection.  CONFIG when the
 * path is too long, its folder is missing, or another server listens there.
 */
enum reason	 listen_open(const struct conf *, int *fd) MUST_CHECK;

/* Close it, and remove the path when there is one. */
void		 listen_close(const struct conf *, int fd);

#endif
