/*
 * The electronic seals that this process has in hand: read from the registry
 * when first needed, opened with the key of [seal] key_dir, kept.  A file that
 * was imported is never changed, so nothing kept here becomes wrong; whether it
 * may still be used is the registry's to say, each time.
 */
#ifndef ECERT_RESPONDER_SEALERS_H
#define ECERT_RESPONDER_SEALERS_H

#include "base/conf.h"
#include "registry/registry.h"
#include "seal/seal.h"
#include "seal/sealer.h"

struct sealers;

/* KEY when [seal] trust_file is set and cannot be read. */
enum reason	 sealers_open(const struct conf *, struct sealers **)
		    MUST_CHECK;
void		 sealers_free(struct sealers **);

/* The trust of [seal] trust_file; NULL without one.  Borrowed. */
const struct trust *sealers_trust(const struct sealers *);

/*
 * The sealer of the file that now serves a seal of the catalogue.
 * NO_SEAL when there is none; SIGNING when it cannot seal here: no key, a key
 * of another, a certificate that is not trusted.  Borrowed.
 */
enum reason	 sealers_prepare(struct sealers *, struct registry *,
		    const char *seal_code, const struct sealer **) MUST_CHECK;

/*
 * The sealer of [seal] report_seal, the service's own, for reports and
 * summaries; NULL when the operator names none.  As sealers_prepare().
 */
enum reason	 sealers_own(struct sealers *, struct registry *,
		    const struct sealer **) MUST_CHECK;

/*
 * The sealer of a file that was prepared; borrowed.  BUSY when it was not: the
 * seal changed in between, and asking again will do.
 */
enum reason	 sealers_find(struct sealers *, unsigned file_id,
		    const struct sealer **) MUST_CHECK;

/*
 * What a person is told when a seal could not be used: that is for the operator
 * to mend, so it is SIGNING, with seal and fault in the detail.  Any other
 * reason, and OK, stays as it is.
 */
enum reason	 sealers_fault(const char *seal_code, enum reason) MUST_CHECK;

/* The seal of a file, for its picture; needs no key.  NO_SEAL; borrowed. */
enum reason	 sealers_seal(struct sealers *, struct registry *,
		    unsigned file_id, const struct seal **) MUST_CHECK;

#endif
