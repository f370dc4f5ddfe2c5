/*
 * One request from first to last: read, route, handle, answer, one log line.
 */
#ifndef ECERT_RESPONDER_SERVE_H
#define ECERT_RESPONDER_SERVE_H

#include "responder/app.h"

struct FCGX_Request;

void	 serve(struct app *, struct FCGX_Request *);

#endif
