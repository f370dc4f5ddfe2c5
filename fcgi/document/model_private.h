/*
 * What the page models have in common: for the files that build models, and
 * for no one else.
 */
#ifndef ECERT_DOCUMENT_MODEL_PRIVATE_H
#define ECERT_DOCUMENT_MODEL_PRIVATE_H

#include "document/model.h"

/* A document with its root <page> and what every page carries. */
xmlNode	*model_begin(struct tree *, const struct page *);

/* The catalogue's code and words for a reason, in both languages. */
void	 model_add_reason(struct tree *, xmlNode *, enum reason);

/* A <field> under form, with its error when it has one. */
xmlNode	*model_add_field(struct tree *, xmlNode *form,
	    const struct model_field *);

/* A <verdict> under check; the certificate is NULL when none was found. */
void	 model_add_verdict(struct tree *, xmlNode *check,
	    const struct certificate *);

/* The public reason of a certificate's state, in both languages. */
void	 model_add_state_reason(struct tree *, xmlNode *verdict,
	    const struct certificate *);

#endif
