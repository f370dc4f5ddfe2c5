/*
 * The address of a batch of look-ups: its code, sealed, so that an address
 * that was not given out never reaches the registry.
 */
#ifndef ECERT_RESPONDER_BATCH_ADDRESS_H
#define ECERT_RESPONDER_BATCH_ADDRESS_H

#include "base/secret.h"
#include "registry/lookup_job.h"

#define BATCH_PLAIN		(1 + LOOKUP_CODE_BYTES)
#define BATCH_ADDRESS_BYTES	(12 + SECRET_TOKEN_BYTES(BATCH_PLAIN))

/* "/batch/jobs/..." */
enum reason	 batch_address_write(const unsigned char key[SECRET_KEY_BYTES],
		    const unsigned char code[LOOKUP_CODE_BYTES],
		    char out[BATCH_ADDRESS_BYTES]) MUST_CHECK;

/* From its last segment; NOT_FOUND when it is none of ours. */
enum reason	 batch_address_read(const unsigned char key[SECRET_KEY_BYTES],
		    const char *, unsigned char code[LOOKUP_CODE_BYTES])
		    MUST_CHECK;

#endif
