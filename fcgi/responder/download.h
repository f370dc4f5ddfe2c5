/*
 * A document as a file to keep: its type and its name.
 */
#ifndef ECERT_RESPONDER_DOWNLOAD_H
#define ECERT_RESPONDER_DOWNLOAD_H

#include "field/certificate.h"
#include "responder/context.h"

/*
 * Say that the body is a file of XML under a name made of the management
 * number: ASCII for old clients, with the Chinese title as RFC 8187 writes it
 * for the others (RFC 6266, 4.3).
 */
enum reason	 download_headers(struct context *,
		    const struct certificate *) MUST_CHECK;

#endif
