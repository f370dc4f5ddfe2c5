/*
 * A seal signature (电子签章, SES_Signature): a seal put on a document by one
 * of its signers at a time.
 */
#ifndef ECERT_SEAL_STAMP_H
#define ECERT_SEAL_STAMP_H

#include "seal/seal.h"
#include "seal/sm2.h"

struct stamp;

struct stamp_facts {
	int		 version;	/* the same as its seal's */
	time_t		 time;		/* timeInfo, as the signer says */
	unsigned char	 data_hash[SM3_BYTES];
	char		 property_info[SES_PROPERTY_MAX + 1];
	bool		 has_timestamp;
};

/* As seal_read().  Caller frees with stamp_free(). */
enum reason	 stamp_read(const void *, size_t, struct stamp **) MUST_CHECK;
void		 stamp_free(struct stamp **);

/* All borrowed, valid as long as the stamp. */
const struct stamp_facts *stamp_facts(const struct stamp *);
const struct seal	*stamp_seal(const struct stamp *);
const struct cert	*stamp_signer(const struct stamp *);

/* Does the signer's signature over the stamp verify?  SEAL_SIGNATURE if not. */
enum reason	 stamp_check_signature(const struct stamp *) MUST_CHECK;

#endif
