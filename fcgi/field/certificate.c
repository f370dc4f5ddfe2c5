#include <stddef.h>
#include <string.h>

#include "field/certificate.h"

static const struct {
	const char	*word;
	bool		 is_public;
} states[STATE__MAX] = {
	[STATE_UNKNOWN] = { "unknown", false },
	[STATE_APPROVED] = { "approved", false },
	[STATE_ISSUED] = { "issued", true },
	[STATE_SUSPENDED] = { "suspended", true },
	[STATE_REVOKED] = { "revoked", true },
	[STATE_SUPERSEDED] = { "superseded", true },
};

/* Values that no enumerator has are as good as unknown. */
static enum certificate_state
known(enum certificate_state state)
{

	return (int)state >= 0 && state < STATE__MAX ? state : STATE_UNKNOWN;
}

const char *
certificate_state_word(enum certificate_state state)
{

	return states[known(state)].word;
}

enum certificate_state
certificate_state_named(const char *word)
{
	size_t	 i;

	for (i = 0; i < STATE__MAX; i++)
		if (strcmp(word, states[i].word) == 0)
			return (enum certificate_state)i;
	return STATE_UNKNOWN;
}

bool
certificate_state_is_public(enum certificate_state state)
{

	return states[known(state)].is_public;
}
