/*
 * The certificate of a bureau as it is registered: whether it can serve, and
 * from when to when.
 */
#ifndef ECERT_DOCUMENT_CLIENT_CERT_H
#define ECERT_DOCUMENT_CLIENT_CERT_H

#include <stdbool.h>
#include <time.h>

#include "base/buf.h"
#include "base/reason.h"

struct client_cert {
	time_t	 valid_from;
	time_t	 valid_until;
	bool	 can_sign;	/* messages: the key is of P-256 */
};

/*
 * Read one certificate in PEM; its DER goes behind what the buffer holds.
 * BUREAU_CERT_UNFIT unless it is the only one in the text, no authority's, with
 * a key of P-256 or RSA of 3072 bits or more, for digital signatures and, where
 * it names purposes, for clients (RFC 5280, 4.2.1.3 and 4.2.1.12).
 */
enum reason	 client_cert_read(const struct buf *pem, struct buf *der,
		    struct client_cert *) MUST_CHECK;

/* The curve that message signatures are made on (message_signature.h). */
struct evp_pkey_st;
bool		 client_key_is_p256(const struct evp_pkey_st *);

#endif
