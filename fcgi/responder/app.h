/*
 * What a responder holds from start to stop, shared read-only by its threads.
 */
#ifndef ECERT_RESPONDER_APP_H
#define ECERT_RESPONDER_APP_H

#include <stdbool.h>
#include <time.h>

#include "base/conf.h"
#include "base/secret.h"
#include "document/render.h"
#include "document/sign.h"
#include "document/verify.h"
#include "document/vocabulary.h"
#include "registry/registry.h"
#include "responder/courier.h"
#include "responder/page_cache.h"
#include "responder/sealers.h"
#include "responder/slots.h"
#include "responder/turns.h"
#include "responder/waiters.h"

struct app {
	struct conf		*conf;
	struct registry		*registry;
	struct registry		*reports;	/* connections of their own:
						   a report may take long */
	struct sheets		*sheets;
	struct vocabulary	*vocabulary;	/* of the interface */
	struct signer		*signer;	/* NULL: no signing here */
	struct page_cache	*pages;
	unsigned char		 ticket_key[SECRET_KEY_BYTES];
	unsigned char		 session_key[SECRET_KEY_BYTES];
	struct sealers		*sealers;
	struct waiters		*waiters;	/* for the next change */
	struct slots		*slots;		/* of bureaus' calls */
	struct turns		*turns;		/* to make copies */
	struct verifier		*verifier;	/* of files that are sent */
	struct courier		*courier;	/* of one process: worker.c */
};

/*
 * Open everything that a request may need.  A signing key that cannot be used
 * leaves signer NULL and is logged: look-ups must go on.  Any other fault is
 * returned.  No connection to the database is made yet, so the struct may be
 * carried over a fork.
 */
enum reason	 app_open(const char *conf_path, struct app **) MUST_CHECK;
void		 app_free(struct app **);

/* Is there a signing key, and its certificate in force at this time? */
bool		 app_can_sign(const struct app *, time_t now);

#endif
