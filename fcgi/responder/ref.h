/*
 * How an address of the holder's pages names a certificate: sealed, so that it
 * can be neither guessed nor read; it opens nothing without its holder.
 */
#ifndef ECERT_RESPONDER_REF_H
#define ECERT_RESPONDER_REF_H

#include <stdint.h>

#include "base/reason.h"
#include "base/secret.h"

#define REF_PLAIN	11
#define REF_BYTES	SECRET_TOKEN_BYTES(REF_PLAIN)

enum reason	 ref_write(const unsigned char key[SECRET_KEY_BYTES],
		    uint64_t serial, unsigned version, char out[REF_BYTES])
		    MUST_CHECK;

/* NOT_FOUND when it is none of ours. */
enum reason	 ref_read(const unsigned char key[SECRET_KEY_BYTES],
		    const char *, uint64_t *serial, unsigned *version)
		    MUST_CHECK;

#endif
