/*
 * The client certificate that nginx has verified, as it hands it over: told
 * apart by its digest alone, never parsed here.
 */
#ifndef ECERT_RESPONDER_BUREAU_CERT_H
#define ECERT_RESPONDER_BUREAU_CERT_H

#include "http/request.h"
#include "registry/bureau.h"

/*
 * The fingerprint of the certificate in ECERT_BUREAU_CERT, "" when there is
 * none or it cannot be read, and what ECERT_BUREAU_VERIFY says of it: OK only
 * when nginx has found it good.
 */
enum reason	 bureau_cert_read(const struct request *,
		    char fingerprint[FINGERPRINT_BYTES]) MUST_CHECK;

#endif
