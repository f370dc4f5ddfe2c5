/*
 * Making: seals (制章) and seal signatures (签章), in version 4 DER.  What
 * would not verify is not made.
 */
#ifndef ECERT_SEAL_SEALER_H
#define ECERT_SEAL_SEALER_H

#include <time.h>

#include "base/buf.h"
#include "base/reason.h"
#include "seal/keystore.h"
#include "seal/seal.h"
#include "seal/sm2.h"

struct trust;

/* What a seal is to say; text in UTF-8, all borrowed. */
struct seal_order {
	const char		*vid;		/* product that made it */
	const char		*id;		/* esID, unique for each seal */
	int			 type;
	const char		*name;
	bool			 by_digest;	/* list SM3 digests only */
	const struct cert *const *signers;
	size_t			 signer_count;
	time_t			 valid_from;
	time_t			 valid_until;
	const char		*picture_type;	/* "PNG" */
	const void		*picture;
	size_t			 picture_len;
	int			 width_mm;
	int			 height_mm;
};

/*
 * Make the seal now and append it to out.  SEAL_KEY: the key is not the
 * maker's; SEAL_CERT_TIME, SEAL_CERT_USAGE: the maker's certificate is not
 * valid now or not for signing; SEAL_ALGORITHM: it is not SM2; SEAL_LIMIT,
 * SEAL_VALUE: what seal_read() would refuse.
 */
enum reason	 seal_make(const struct seal_order *, const struct key *maker,
		    const struct cert *maker_cert, time_t now, struct buf *out)
		    MUST_CHECK;

/* One seal in the hands of one of its signers. */
struct sealer;

/*
 * Take the seal (borrowed, as are key and certificate: all must outlive the
 * sealer) into use once for many signatures.  Refused when the seal's own
 * signature, the signer's place in its list, the key, either certificate's
 * usage or, unless trust is NULL, either chain at that time is not in order.
 * Times are left to sealer_stamp().  Caller frees with sealer_close().
 */
enum reason	 sealer_open(const struct seal *, const struct key *,
		    const struct cert *signer, const struct trust *,
		    time_t now, struct sealer **) MUST_CHECK;
void		 sealer_close(struct sealer **);

/*
 * Digest beforehand what every stamp with that property_info begins with: the
 * whole seal.  sealer_stamp() makes the same stamps with it, sooner; those of
 * another property_info and those of a key in a token are made as without it.
 * SEAL_VALUE as sealer_stamp().  Before other threads know the sealer.
 */
enum reason	 sealer_begin(struct sealer *, const char *property_info)
		    MUST_CHECK;

/*
 * Seal content of that SM3 and append the SES_Signature to out.  SEAL_NOT_YET
 * or SEAL_EXPIRED when the seal is not in force then, SEAL_CERT_TIME when the
 * maker's or the signer's certificate is not valid then.  property_info says
 * in ASCII what is protected.  Any number of threads may call at once.
 */
enum reason	 sealer_stamp(const struct sealer *,
		    const unsigned char hash[SM3_BYTES],
		    const char *property_info, time_t when, struct buf *out)
		    MUST_CHECK;

#endif
