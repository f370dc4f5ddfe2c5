/*
 * Sending of one-time codes: a thread with a short queue that starts the
 * configured program ([holder] send_program, ecert.conf(5)) for each, so that
 * no answer waits for it or tells by its time whether anything was sent.
 */
#ifndef ECERT_RESPONDER_COURIER_H
#define ECERT_RESPONDER_COURIER_H

#include "base/reason.h"

#define COURIER_PHONE_BYTES	16	/* E.164: 15 digits, and NUL */
#define COURIER_CODE_BYTES	9

struct courier;

/* Start the thread.  Not before a fork: threads do not come along. */
enum reason	 courier_open(const char *program, struct courier **)
		    MUST_CHECK;

/* Send what is queued, then end. */
void		 courier_free(struct courier **);

/*
 * Queue a code for a phone number.  Without a number ("") nothing is sent, but
 * the way is the same.  A full queue drops it, which the log tells.
 */
void		 courier_send(struct courier *, const char *phone,
		    const char *code);

#endif
