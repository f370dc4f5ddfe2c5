/* The inside of a seal and of a stamp, for the files of this folder. */
#ifndef ECERT_SEAL_SEAL_PRIVATE_H
#define ECERT_SEAL_SEAL_PRIVATE_H

#include "seal/seal.h"
#include "seal/ses_stamp.h"
#include "seal/stamp.h"

struct seal {
	SES_SEAL		*ses;
	struct cert		*maker;
	struct seal_facts	 facts;
};

struct stamp {
	SES_STAMP		*ses;	/* its seal is moved to .seal */
	struct seal		*seal;
	struct cert		*signer;
	struct stamp_facts	 facts;
};

/* Takes over the decoded seal, on failure too, and checks every value. */
enum reason	 seal_adopt(SES_SEAL *, struct seal **) MUST_CHECK;

#endif
