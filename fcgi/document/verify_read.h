/* What a verified document says, as plain data: private to the verification. */
#ifndef ECERT_DOCUMENT_VERIFY_READ_H
#define ECERT_DOCUMENT_VERIFY_READ_H

#include "document/verify.h"

/* The child of the document's root with that name, or NULL. */
xmlNode		*verify_part(xmlDoc *, const char *name);

/*
 * Fill in from v->verified.  FILE_FORMAT when a value that the schema takes is
 * not written as we write it: our key signed what we did not make.
 */
enum reason	 verify_read(struct verification *) MUST_CHECK;

#endif
