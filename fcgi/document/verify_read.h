/* What a verified document says, as plain data: private to the verification. */
#ifndef ECERT_DOCUMENT_VERIFY_READ_H
#define ECERT_DOCUMENT_VERIFY_READ_H

#include "document/verify.h"

/* The child of the document's root with that name, or NULL. */
xmlNode		*verify_part(xmlDoc *, const char *name);

/* Fill in from v->verified.  INTERNAL when the schema let nonsense through. */
enum reason	 verify_read(struct verification *) MUST_CHECK;

#endif
