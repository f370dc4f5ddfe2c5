/* What a file's own annotation tells: private to the verification. */
#ifndef ECERT_DOCUMENT_VERIFY_ANNOTATION_H
#define ECERT_DOCUMENT_VERIFY_ANNOTATION_H

#include "document/verify.h"

/*
 * Run the check ANNOTATION_TIMES, and decide ANNOTATION where the file alone
 * can: none is needed, or it is over by its own words.
 */
void	 verify_annotation(struct verification *, time_t now);

#endif
