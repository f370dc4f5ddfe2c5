/*
 * The address of a result: a sealed token that says which certificate was
 * found (or that none was) and when, good for ten minutes.  Nothing is stored,
 * nothing can be guessed, nothing personal is in it.
 */
#ifndef ECERT_RESPONDER_TICKET_H
#define ECERT_RESPONDER_TICKET_H

#include <stdint.h>
#include <time.h>

#include "base/reason.h"
#include "base/secret.h"

#define TICKET_LIFE_S	600
#define TICKET_PLAIN	19
#define TICKET_BYTES	SECRET_TOKEN_BYTES(TICKET_PLAIN)

struct ticket {
	uint64_t	serial;		/* 0: nothing was found */
	unsigned	version;
	time_t		checked;
};

/* Its bytes before sealing, for tokens that carry more behind them. */
void		 ticket_pack(unsigned char kind, const struct ticket *,
		    unsigned char plain[TICKET_PLAIN]);
enum reason	 ticket_unpack(unsigned char kind,
		    const unsigned char plain[TICKET_PLAIN], time_t now,
		    struct ticket *) MUST_CHECK;

enum reason	 ticket_write(const unsigned char key[SECRET_KEY_BYTES],
		    const struct ticket *, char out[TICKET_BYTES]) MUST_CHECK;

/* NOT_FOUND when it is none of ours; TICKET_EXPIRED. */
enum reason	 ticket_read(const unsigned char key[SECRET_KEY_BYTES],
		    const char *, time_t now, struct ticket *) MUST_CHECK;

#endif
