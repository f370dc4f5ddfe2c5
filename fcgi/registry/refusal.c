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
	{ "qualification-not-in-force", REASON_QUALIFICATION_OUT },
	{ "import-differs", REASON_IMPORT_DIFFERS },
	{ "import-discarding", REASON_IMPORT_DISCARDING },
	{ "import-not-open", REASON_IMPORT_NOT_OPEN },
	{ "import-moved", REASON_IMPORT_MOVED },
	{ "import-incomplete", REASON_IMPORT_INCOMPLETE },
	{ "before-approval", REASON_IMPORT_DATE },
	/* Faults of ours, not of who asks. */
	{ "no-transaction", REASON_INTERNAL },
	{ "stale-snapshot", REASON_INTERNAL },
	{ "import-rows", REASON_INTERNAL },
	{ "in-transaction", REASON_INTERNAL },
	{ "no-such-batch", REASON_INTERNAL },
	{ "batch-empty", REASON_INTERNAL },
	{ "too-far-ahead", REASON_INTERNAL },
	{ "before-last-change", REASON_INTERNAL },
	{ "change-pending", REASON_INTERNAL },
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
