#include <string.h>

#include "registry/refusal.h"

static const struct {
	const char	*word;
	enum reason	 why;
} refusals[] = {
	{ "not-yours", REASON_NOT_YOURS },
	{ "not-in-force", REASON_NOT_IN_FORCE },
	{ "scene-unknown", REASON_SCENE_UNKNOWN },
	{ "quota-full", REASON_QUOTA_FULL },
	{ "no-seal", REASON_NO_SEAL },
	{ "not-good", REASON_COPY_GONE },
	{ "already-withdrawn", REASON_ALREADY_WITHDRAWN },
	{ "already-expired", REASON_ALREADY_EXPIRED },
	{ "sign-in-often", REASON_SIGN_IN_OFTEN },
	{ "wrong-code", REASON_CODE_WRONG },
	{ "too-many-tries", REASON_CODE_TRIES },
	{ "code-expired", REASON_CODE_EXPIRED },
	{ "no-such-seal", REASON_SEAL_UNKNOWN },
	{ "seal-imported-already", REASON_SEAL_PRESENT },
	{ "already-disabled", REASON_SEAL_DISABLED },
	{ "report-period", REASON_FIGURES_PERIOD },
	{ "no-such-province", REASON_PROVINCE_UNKNOWN },
	{ "no-such-qualification", REASON_QUALIFICATION_UNKNOWN },
	/* Faults of ours, not of who asks. */
	{ "no-transaction", REASON_INTERNAL },
	{ "stale-snapshot", REASON_INTERNAL },
};
#define REFUSALS	(sizeof(refusals) / sizeof(refusals[0]))

enum reason
refusal_reason(const char *word)
{
	size_t	 i;

	for (i = 0; i < REFUSALS; i++)
		if (strcmp(word, refusals[i].word) == 0)
			return refusals[i].why;
	return REASON_DATABASE;
}

const char *
refusal_word(size_t i)
{

	return i < REFUSALS ? refusals[i].word : NULL;
}
