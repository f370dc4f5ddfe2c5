/* What the files that make page models share, and nobody else. */
#ifndef ECERT_DOCUMENT_MODEL_PRIVATE_H
#define ECERT_DOCUMENT_MODEL_PRIVATE_H

#include "document/model.h"

/* Begin a page: root, its attributes, the service. */
xmlNode		*model_begin(struct tree *, const struct page *);

/* The public reason of a certificate's state, in both languages. */
void		 model_add_state_reason(struct tree *, xmlNode *verdict,
		    const struct certificate *);

#endif
