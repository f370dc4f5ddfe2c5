/*
 * HTTP message signatures (RFC 9421) as bureaus make them, in one profile: one
 * signature, ECDSA over P-256 with SHA-256 (3.3.4), plain components, with the
 * parameters created, nonce and keyid, where keyid is the SHA-256 of the
 * registered certificate in hexadecimal.
 */
#ifndef ECERT_DOCUMENT_MESSAGE_SIGNATURE_H
#define ECERT_DOCUMENT_MESSAGE_SIGNATURE_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/buf.h"
#include "base/reason.h"

#define SIGNATURE_PARTS_MAX	16	/* components that are covered */
#define SIGNATURE_PART_BYTES	32	/* of a component's name */
#define SIGNATURE_VALUE_BYTES	64	/* r and s, 32 bytes each */
#define SIGNATURE_WINDOW_S	300	/* from the clock, before or after */

struct message_signature {
	char		 keyid[65];	/* 64 lower-case hexadecimal digits */
	char		 nonce[65];	/* 16 to 64 letters, digits, "-_" */
	time_t		 created;
	time_t		 expires;	/* 0: not said */
	unsigned char	 value[SIGNATURE_VALUE_BYTES];
	size_t		 parts;
	char		 part[SIGNATURE_PARTS_MAX][SIGNATURE_PART_BYTES];
	const char	*params;	/* inside the field that was read */
};

/*
 * Read the fields Signature-Input and Signature, which must outlive *out.
 * SIGNATURE_FORM unless they fit the profile.
 */
enum reason	 message_signature_read(const char *input,
		    const char *signature, struct message_signature *out)
		    MUST_CHECK;

/* Is that component covered? */
bool		 message_signature_covers(const struct message_signature *,
		    const char *part);

/* SIGNATURE_TIME when it is too old, too new or over. */
enum reason	 message_signature_in_time(const struct message_signature *,
		    time_t now) MUST_CHECK;

/*
 * The signature base (2.5).  value() gives a component's value, NULL when the
 * message has none: SIGNATURE_FORM then.
 */
typedef const char	*message_value(void *arg, const char *part);
enum reason	 message_signature_base(const struct message_signature *,
		    message_value *, void *arg, struct buf *base) MUST_CHECK;

/*
 * Is it made over this base by the key of this certificate (DER)?
 * SIGNATURE_WRONG when not; KEY when the certificate has no P-256 key.
 */
enum reason	 message_signature_verify(const struct message_signature *,
		    const void *der, size_t len, const struct buf *base)
		    MUST_CHECK;

#endif
