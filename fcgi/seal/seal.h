/*
 * An electronic seal (电子印章, SESeal): read, shown.  Versions 4 (GB/T
 * 38540-2020) and 5 (GM/T 0031-2025) are read; version 4 is what we write.
 */
#ifndef ECERT_SEAL_SEAL_H
#define ECERT_SEAL_SEAL_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/buf.h"
#include "base/reason.h"
#include "seal/cert.h"
#include "seal/limits.h"

#define SEAL_VERSION	4	/* what is written */

struct seal;

struct seal_facts {
	int			 version;	/* 4 or 5 */
	char			 vid[SES_VID_MAX + 1];	/* maker's product */
	char			 id[SES_ID_MAX + 1];	/* esID */
	int			 type;
	char			 name[SES_NAME_MAX + 1];	/* UTF-8 */
	bool			 by_digest;	/* list holds digests */
	size_t			 signers;	/* entries in the list */
	time_t			 created;
	time_t			 valid_from;
	time_t			 valid_until;
	char			 picture_type[SES_PICTURE_TYPE_MAX + 1];
	const unsigned char	*picture;	/* borrowed from the seal */
	size_t			 picture_len;
	int			 width_mm;
	int			 height_mm;
	bool			 has_timestamp;
};

/*
 * Read one seal completely: everything in it is within limits.h and of the
 * form the standard asks for, or the reason (SEAL_*) names what is not.
 * Nothing is verified.  Caller frees with seal_free().
 */
enum reason	 seal_read(const void *, size_t, struct seal **) MUST_CHECK;
void		 seal_free(struct seal **);

/* All borrowed, valid as long as the seal. */
const struct seal_facts	*seal_facts(const struct seal *);
const struct cert	*seal_maker(const struct seal *);
const unsigned char	*seal_der(const struct seal *, size_t *len);

/* Media type of the picture as "image/png", NULL when it is not a known one. */
const char	*seal_media_type(const struct seal *);

/* SEAL_SIGNER unless the certificate is in the seal's list. */
enum reason	 seal_check_signer(const struct seal *, const struct cert *)
		    MUST_CHECK;

/* SEAL_NOT_YET or SEAL_EXPIRED unless in force then, both ends included. */
enum reason	 seal_check_period(const struct seal *, time_t) MUST_CHECK;

/* Does the maker's signature over the seal verify?  SEAL_SIGNATURE if not. */
enum reason	 seal_check_signature(const struct seal *) MUST_CHECK;

/* Every field of a seal or seal signature, for people; either is accepted. */
enum reason	 seal_print(const void *, size_t, struct buf *) MUST_CHECK;

#endif
