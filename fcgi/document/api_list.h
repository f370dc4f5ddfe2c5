/*
 * What bureaus need beside certificates, in the vocabulary of the interface:
 * the catalogue, the seals, the reasons.
 */
#ifndef ECERT_DOCUMENT_API_LIST_H
#define ECERT_DOCUMENT_API_LIST_H

#include <stddef.h>
#include <time.h>

#include "base/buf.h"
#include "document/tree.h"
#include "field/qualification.h"

/* As of a day (YYYY-MM-DD, China's); the caller frees the document, always. */
enum reason	 api_catalogue(const struct catalogue_entry *, size_t count,
		    const char *day, xmlDoc **) MUST_CHECK;

/* Every reason that an answer may have; in the order of the catalogue. */
enum reason	 api_reasons(xmlDoc **) MUST_CHECK;

/* Seals one after the other: begin, for each seal and its signers, end. */
struct api_seals {
	struct tree	 tree;
	xmlNode		*list;
	xmlNode		*signers;	/* of the seal that was added last */
};

struct api_seal {
	const char	*code;		/* as the catalogue names it */
	const char	*es_id;
	const char	*name;
	const char	*owner;
	const char	*digest;	/* SHA-256 of the seal, hexadecimal */
	time_t		 valid_from;
	time_t		 valid_until;
	time_t		 disabled_at;	/* 0: in use */
};

void		 api_seals_begin(struct api_seals *);
/* der: the SESeal, with its maker's certificate in it. */
enum reason	 api_seals_add(struct api_seals *, const struct api_seal *,
		    const struct buf *der) MUST_CHECK;
/* A certificate that may sign with it, DER. */
enum reason	 api_seals_signer(struct api_seals *, const struct buf *der)
		    MUST_CHECK;
enum reason	 api_seals_end(struct api_seals *, xmlDoc **) MUST_CHECK;
void		 api_seals_drop(struct api_seals *);

#endif
