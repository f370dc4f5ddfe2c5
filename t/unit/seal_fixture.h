/*
 * What the tests of fcgi/seal share: an authority, a maker, a signer and a
 * seal, made afresh for each program, all specimens.
 */
#ifndef ECERT_T_UNIT_SEAL_FIXTURE_H
#define ECERT_T_UNIT_SEAL_FIXTURE_H

#include "unit.h"

#include "base/buf.h"
#include "seal/keystore.h"
#include "seal/seal_private.h"
#include "seal/sealer.h"
#include "seal/seal_verify.h"
#include "seal/specimen.h"
#include "seal/trust.h"

#define DAY		((time_t)86400)
#define CA_FROM		((time_t)1735689600)	/* 2025-01-01T00:00:00Z */
#define CERT_FROM	((time_t)1767225600)	/* 2026-01-01T00:00:00Z */
#define SEAL_FROM	(CERT_FROM + 30 * DAY)
#define MADE		(CERT_FROM + 20 * DAY)
#define SIGNED		(CERT_FROM + 60 * DAY)
#define SEAL_UNTIL	(CERT_FROM + 300 * DAY)
#define CERT_UNTIL	(CERT_FROM + 365 * DAY)
#define CA_UNTIL	(CERT_FROM + 3650 * DAY)

struct world {
	char		 dir[64];	/* removed by world_end() */
	struct key	*ca_key, *maker_key, *signer_key, *other_key;
	struct cert	*ca, *maker, *signer, *other;
	struct trust	*trust;
	struct buf	 seal_der;
	struct seal	*seal;
};

extern struct world	 world;

#define RUN_SEALED(tests)	(cmocka_set_message_output(CM_OUTPUT_TAP), \
				    cmocka_run_group_tests(tests, world_start, \
				    world_end))

/* cmocka group set-up and clean-up. */
int		 world_start(void **);
int		 world_end(void **);

/* The folder goes, the rest stays: for programs that never end in order. */
int		 world_sweep(void);

/* The text of a reason and its detail, when a call went wrong. */
#define assert_reason(call, want) \
	assert_string_equal(reason_word(call), reason_word(want))
const char	*reason_word(enum reason);

/* The key's SHA-256 signature over the text verifies. */
void		 assert_signed(const struct key *, const char *text,
		    const void *sig, size_t);

/* A path in world.dir (static memory), and a file there. */
const char	*world_path(const char *name);
const char	*world_write(const char *name, const void *, size_t, int mode);

/* Where the run of bytes stands first, NULL when nowhere. */
void		*find_bytes(void *in, size_t, const void *what, size_t);

struct cert	*issue(const char *name, const struct key *, const char *usage,
		    time_t from, time_t until);
void		 seal_order(struct seal_order *);	/* the usual seal */
void		 make_stamp(const unsigned char hash[SM3_BYTES], time_t,
		    struct buf *);

/* Decoded copies to alter, and signed DER of them: world's keys sign. */
SES_SEAL	*seal_copy(void);
void		 seal_resign(SES_SEAL *, struct buf *);
SES_STAMP	*stamp_copy(const unsigned char hash[SM3_BYTES], time_t);
void		 stamp_resign(SES_STAMP *, struct buf *);

/* n extension data of type 1.2.3, each of len zero bytes. */
STACK_OF(SES_EXT)	*ext_data(int n, size_t len);

#endif
