/*
 * The address of the page right after an upload: a sealed token that says
 * which certificate the file is of, where it differs from the registry, and
 * which report was made; good for ten minutes, as a look-up's is (ticket.h).
 * The report itself has an address of its own that names nobody.
 */
#ifndef ECERT_RESPONDER_UPLOAD_TICKET_H
#define ECERT_RESPONDER_UPLOAD_TICKET_H

#include "document/difference.h"
#include "registry/report.h"
#include "responder/ticket.h"

#define UPLOAD_PLAIN	(TICKET_PLAIN + REPORT_NUMBER_BYTES)
#define UPLOAD_TICKET_BYTES \
	SECRET_TOKEN_BYTES(UPLOAD_PLAIN + \
	    DIFFERENCES_MAX * sizeof(struct difference))

struct upload_ticket {
	struct ticket		 of;	/* serial 0: no face is shown */
	unsigned char		 number[REPORT_NUMBER_BYTES];
	struct difference	 difference[DIFFERENCES_MAX];
	size_t			 differences;
};

enum reason	 upload_ticket_write(const unsigned char key[SECRET_KEY_BYTES],
		    const struct upload_ticket *,
		    char out[UPLOAD_TICKET_BYTES]) MUST_CHECK;

/* NOT_FOUND when it is none of ours; TICKET_EXPIRED. */
enum reason	 upload_ticket_read(const unsigned char key[SECRET_KEY_BYTES],
		    const char *, time_t now, struct upload_ticket *)
		    MUST_CHECK;

#endif
