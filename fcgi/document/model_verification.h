/*
 * Page models of verifying a file: the form, and what came of it.
 */
#ifndef ECERT_DOCUMENT_MODEL_VERIFICATION_H
#define ECERT_DOCUMENT_MODEL_VERIFICATION_H

#include "document/difference.h"
#include "document/model.h"

/* The page "verify": the form; why says what is wrong with the file sent. */
enum reason	 model_verify(const struct page *, enum reason why, xmlDoc **)
		    MUST_CHECK;

/* All borrowed. */
struct model_verification {
	xmlDoc			*report;	/* signed or not */
	const char		*number;	/* "": it is not kept */
	enum reason		 not_kept;	/* why, or OK */
	time_t			 until;		/* of the address; 0: no end */
	const struct certificate *certificate;	/* now; NULL: not shown */
	const struct difference	*differences;
	size_t			 difference_count;
};

/* The page "verification": a report, and the face as the registry has it. */
enum reason	 model_verification(const struct page *,
		    const struct model_verification *, xmlDoc **) MUST_CHECK;

#endif
