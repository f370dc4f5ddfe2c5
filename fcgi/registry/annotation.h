/*
 * Annotated copies in the registry: made as one transaction, read, withdrawn.
 */
#ifndef ECERT_REGISTRY_ANNOTATION_H
#define ECERT_REGISTRY_ANNOTATION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "field/annotation.h"
#include "registry/copy_pack.h"
#include "registry/holder.h"
#include "registry/seal_store.h"

#define ANNOTATIONS_MAX		200	/* of one certificate: the newest */
#define ANNOTATION_SCENES_MAX	50

/* The scenes that may be chosen today, in order; the caller frees *list. */
enum reason	 registry_annotation_scenes(struct registry *,
		    struct annotation_scene **list, size_t *count) MUST_CHECK;

/* How many copies of one certificate count now; domain.md: three in 90 days. */
struct annotation_quota {
	int	used;
	int	allowed;
	time_t	next_free_at;	/* 0: at once */
};
enum reason	 registry_annotation_quota(struct registry *, uint64_t serial,
		    struct annotation_quota *) MUST_CHECK;

/* Those of all versions of a certificate, newest first; caller frees *list. */
enum reason	 registry_annotations_of(struct registry *, uint64_t serial,
		    struct annotation **list, size_t *count) MUST_CHECK;

/*
 * The annotation of a code, and its certificate by the one status function:
 * an annotation may be good while its certificate no longer is.
 */
enum reason	 registry_annotation_by_code(struct registry *,
		    const unsigned char bits[ANNOTATION_CODE_BITS_BYTES],
		    struct annotation *, struct certificate *, bool *found)
		    MUST_CHECK;

/* What a holder asks for; recipient and days as field/annotation.h has them. */
struct annotation_wish {
	uint64_t	 serial;
	unsigned	 version;
	const char	*scene;
	const char	*recipient;	/* "" for nobody in particular */
	int		 days;
};

/*
 * Makes the document that is to be kept, into *xml (BUF_INIT of
 * COPY_BYTES_MAX).  Called while the certificate is locked: it must be quick,
 * and must not ask the registry, for this thread holds a connection already.
 * seal_der is the SESeal that is to seal.
 */
typedef enum reason annotation_maker(void *arg, const struct annotation *,
		    const struct certificate *, const struct seal_file *,
		    const struct buf *seal_der, struct buf *xml);

/*
 * Make an annotation, its document by `make`, and keep both: one transaction,
 * undone whole when anything fails.  *annotation is filled as soon as there is
 * one, so that after UNCERTAIN (the answer to the commit was lost) its code
 * can be looked for; *xml has the document.
 *
 * NOT_YOURS (or no such certificate, or not public), NOT_IN_FORCE,
 * SCENE_UNKNOWN, DAYS, RECIPIENT, QUOTA_FULL (registry_annotation_quota()
 * tells until when), NO_SEAL, what `make` returns, BUSY, DATABASE.
 */
enum reason	 registry_annotation_make(struct registry *,
		    const struct holder *, const struct annotation_wish *,
		    annotation_maker *make, void *arg, struct annotation *,
		    struct buf *xml) MUST_CHECK;

/* What a bureau asks for, in a call that was let in. */
struct official_wish {
	uint64_t		 call;
	const struct holder	*holder;	/* of the triple; NULL: the
						   certificate is of its own
						   province */
	uint64_t		 serial;
	unsigned		 version;
	int			 days;
	const char		*key;		/* Idempotency-Key */
	const char		*request;	/* SHA-256 of what is asked,
						   hexadecimal */
};

/*
 * The same for an administrative matter, which is the call's.  *repeated: the
 * call was made before, and *annotation is what it made then; *xml stays empty.
 * CERTIFICATE_UNKNOWN, NOT_IN_FORCE, DAYS, COPIES_FULL, IDEMPOTENCY_DIFFERS and
 * the others of registry_annotation_make().
 */
enum reason	 registry_annotation_make_official(struct registry *,
		    const struct official_wish *, annotation_maker *make,
		    void *arg, struct annotation *, struct buf *xml,
		    bool *repeated) MUST_CHECK;

/*
 * Withdraw one for good; its document is removed.  The holder is who holds any
 * version of its certificate.  NOT_YOURS, ALREADY_WITHDRAWN, ALREADY_EXPIRED.
 */
enum reason	 registry_annotation_withdraw(struct registry *,
		    const struct holder *,
		    const unsigned char bits[ANNOTATION_CODE_BITS_BYTES])
		    MUST_CHECK;

/*
 * The document of an annotation that is good, the same to the byte as it was
 * made, added to *xml.  COPY_GONE when there is none any more; DATA when it is
 * not what was stored.  Who may have it is for the caller to know.
 */
enum reason	 registry_copy_read(struct registry *, uint64_t annotation,
		    struct buf *xml) MUST_CHECK;

#endif
