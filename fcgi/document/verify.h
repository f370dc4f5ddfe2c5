/*
 * Is this file one of ours, whole, and what does the registry say of it?  A
 * file is a certificate or a report of an earlier verification (report.h).
 *
 * Fields are read only from the bytes that the signature was made over.
 */
#ifndef ECERT_DOCUMENT_VERIFY_H
#define ECERT_DOCUMENT_VERIFY_H

#include <libxml/tree.h>

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/reason.h"
#include "document/check.h"
#include "document/seal_check.h"
#include "document/signer_cert.h"
#include "field/annotation.h"
#include "field/certificate.h"

struct signer;
struct verifier;
struct trust;

/*
 * Load the trust anchors (PEM) and the schema of documents.  KEY or XML with
 * the file at fault; an empty list of anchors is KEY.  seals says whose seals
 * are believed (borrowed, must outlive the verifier); without it (NULL) the
 * chains of a seal could not be checked.
 */
enum reason	 verifier_open(const char *trust_file, const char *schema_dir,
		    const struct trust *seals, struct verifier **) MUST_CHECK;

/*
 * Where to learn of revocation, as revocation_open() takes it; to be said once,
 * before threads share the verifier.  Never said, no file is valid.
 */
enum reason	 verifier_revocation(struct verifier *, const char *crl_file)
		    MUST_CHECK;

/*
 * Would what this certificate (PEM) signs pass the check of revocation?  KEY
 * with the fault when not: for those who look after the service.
 */
enum reason	 verifier_try_revocation(const struct verifier *,
		    const char *cert_file, time_t now) MUST_CHECK;
void		 verifier_free(struct verifier **);

/*
 * Would documents of this signer pass the check SIGNER at the time now?  KEY
 * with what the verifier has against its certificate; MEMORY.
 */
enum reason	 verifier_accepts(const struct verifier *,
		    const struct signer *, time_t now) MUST_CHECK;

/* What a report says of itself, its schema's forms; "" when unread. */
struct reported {
	char	 number[ANNOTATION_CODE_BYTES];
	char	 made[26];		/* clock_iso() */
	time_t	 made_at;
	char	 sha256[65];		/* of the file it is about */
	char	 verdict[12];		/* verdict_code() */
};

/*
 * What a file turned out to be; verification_free() it.  All but the list is
 * from the verified bytes, and empty unless the XML signature held.
 */
struct verification {
	struct check_list	 list;
	xmlDoc			*verified;	/* NULL: signature not held, or
						   over what is unlike ours */
	struct signed_by	 by;
	bool			 is_report;	/* by its root */
	struct reported		 reported;
	char			 management_no[MANAGEMENT_NO_BYTES];
	unsigned		 version;
	bool			 needs_annotation;	/* if it is a copy */
	char			 issued_on[DATE_BYTES];
	char			 qualification[3];
	char			 seal_code[33];	/* that the face names */
	struct sealed		 sealed;
	char			 annotation_code[ANNOTATION_CODE_BYTES];
						/* "" without annotation */
	time_t			 made_at;	/* of the annotation, or 0 */
	time_t			 expires_at;
};

/*
 * Run every check that needs the file alone, at the time now.  OK when they
 * ran, whatever they found; the registry checks could not be made until the
 * functions below are told what it said.
 */
enum reason	 verify_file(const struct verifier *, const char *bytes,
		    size_t len, time_t now, struct verification *) MUST_CHECK;

/* What verify_file() finds of a file too large to be read at all. */
void		 verification_too_large(struct verification *);

/*
 * Finish with what the registry said: why is how the question went, found and
 * the record its answer (borrowed, not looked at unless found).  Each does
 * nothing when the signature did not hold, or when its check was decided by
 * the file: no annotation or seal, or one that is over by its own words.
 */
void		 verification_annotation(struct verification *,
		    enum reason why, bool found, const struct annotation *);
void		 verification_registry(struct verification *, enum reason why,
		    bool found, const struct certificate *);

/* found: the registry has this seal; may_serve: this qualification then. */
void		 verification_seal(struct verification *, enum reason why,
		    bool found, bool may_serve);

/* The same for a report; same: to the byte what the registry keeps. */
void		 verification_report(struct verification *, enum reason why,
		    bool found, bool same, time_t now);

/*
 * What a check asks and what the verdict says, of the kind of document that
 * this is: check_sentence() and verdict_word(), but for reports.
 */
const char	*verification_sentence(const struct verification *,
		    enum check_id, int english);
const char	*verification_verdict_word(const struct verification *,
		    enum verdict, int english);

/*
 * The stable word: verdict_code(), but "genuine" of a report, so that nobody
 * who asks for a certificate takes a report for a valid one.
 */
const char	*verification_verdict_code(const struct verification *,
		    enum verdict);

/* Is this check asked of that kind of document at all? */
bool		 verification_asks(const struct verification *,
		    enum check_id);

/* The registry is not asked at all: say why in each of its checks. */
void		 verification_unasked(struct verification *,
		    const char *detail);
void		 verification_free(struct verification *);

#endif
