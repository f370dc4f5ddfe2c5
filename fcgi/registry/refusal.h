/*
 * What the procedures of sql/routine/ refuse with, as reasons: they SIGNAL
 * SQLSTATE 45000 with a stable word.
 */
#ifndef ECERT_REGISTRY_REFUSAL_H
#define ECERT_REGISTRY_REFUSAL_H

#include <stddef.h>

#include "base/reason.h"

/*
 * The reason for a word, which ends at a colon ("not-in-state:issued");
 * DATABASE for one that the table does not have.
 */
enum reason	 refusal_reason(const char *word) MUST_CHECK;

/* The i-th word of the table, NULL past the last. */
const char	*refusal_word(size_t i);

#endif
