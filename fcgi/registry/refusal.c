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
	{ "not-told", REASON_CERTIFICATE_UNKNOWN },
	{ "copies-full", REASON_COPIES_FULL },
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
	{ "no-such-certificate", REASON_CERT_UNKNOWN },
	{ "no-such-batch", REASON_BATCH_UNKNOWN },
	{ "not-in-state", REASON_NOT_IN_STATE },
	{ "no-such-reason", REASON_WHY_UNKNOWN },
	{ "before-last-change", REASON_EFFECT_EARLY },
	{ "before-approval", REASON_EFFECT_EARLY },
	{ "seal-not-in-force", REASON_EFFECT_EARLY },
	{ "too-far-ahead", REASON_EFFECT_LATE },
	{ "in-the-future", REASON_EFFECT_LATE },
	{ "change-pending", REASON_CHANGE_PENDING },
	{ "batch-empty", REASON_BATCH_ALTERED },
	{ "batch-changed", REASON_BATCH_ALTERED },
	{ "nothing-corrected", REASON_CORRECTION_EMPTY },
	{ "already-proposed", REASON_PROPOSAL_PRESENT },
	{ "no-such-proposal", REASON_PROPOSAL_UNKNOWN },
	{ "proposal-ended", REASON_PROPOSAL_ENDED },
	{ "proposal-expired", REASON_PROPOSAL_EXPIRED },
	{ "state-changed", REASON_STATE_CHANGED },
	{ "same-person", REASON_SAME_PERSON },
	{ "not-proposer", REASON_NOT_PROPOSER },
	{ "no-such-plan", REASON_PLAN_UNKNOWN },
	{ "plan-done", REASON_PLAN_DONE },
	{ "plan-expired", REASON_PLAN_EXPIRED },
	{ "plan-changed", REASON_PLAN_CHANGED },
	{ "report-period", REASON_FIGURES_PERIOD },
	{ "no-such-province", REASON_PROVINCE_UNKNOWN },
	{ "no-such-qualification", REASON_QUALIFICATION_UNKNOWN },
	{ "qualification-not-in-force", REASON_QUALIFICATION_OUT },
	{ "cursor-unknown", REASON_CURSOR_UNKNOWN },
	{ "import-differs", REASON_IMPORT_DIFFERS },
	{ "import-discarding", REASON_IMPORT_DISCARDING },
	{ "import-not-open", REASON_IMPORT_NOT_OPEN },
	{ "import-moved", REASON_IMPORT_MOVED },
	{ "import-incomplete", REASON_IMPORT_INCOMPLETE },
	{ "import-clash", REASON_IMPORT_CLASH },
	{ "import-unfinished", REASON_IMPORT_UNFINISHED },
	{ "idempotency-differs", REASON_IDEMPOTENCY_DIFFERS },
	{ "no-such-delivery", REASON_DELIVERY_UNKNOWN },
	{ "delivery-over", REASON_DELIVERY_OVER },
	{ "delivery-known", REASON_DELIVERY_KNOWN },
	{ "delivery-many", REASON_DELIVERY_MANY },
	{ "delivery-changed", REASON_DELIVERY_CHANGED },
	{ "bureau-present", REASON_BUREAU_PRESENT },
	{ "no-such-bureau", REASON_BUREAU_NONE },
	{ "bureau-disabled", REASON_BUREAU_DISABLED },
	{ "bureau-key-present", REASON_BUREAU_KEY_PRESENT },
	{ "bureau-two-keys", REASON_BUREAU_TWO_KEYS },
	{ "no-such-bureau-key", REASON_BUREAU_KEY_NONE },
	/* Faults of ours, not of who asks. */
	{ "delivery-province", REASON_INTERNAL },
	{ "no-transaction", REASON_INTERNAL },
	{ "stale-snapshot", REASON_INTERNAL },
	{ "number-without-hash", REASON_INTERNAL },
	{ "import-rows", REASON_INTERNAL },
	{ "no-such-code", REASON_INTERNAL },
	{ "no-such-name", REASON_INTERNAL },
	{ "in-transaction", REASON_INTERNAL },
	{ "no-such-call", REASON_INTERNAL },
};
#define REFUSALS	(sizeof(refusals) / sizeof(refusals[0]))

enum reason
refusal_reason(const char *word)
{
	size_t	 i, n = strcspn(word, ":");

	for (i = 0; i < REFUSALS; i++)
		if (strlen(refusals[i].word) == n &&
		    memcmp(word, refusals[i].word, n) == 0)
			return refusals[i].why;
	return REASON_DATABASE;
}

const char *
refusal_word(size_t i)
{

	return i < REFUSALS ? refusals[i].word : NULL;
}
