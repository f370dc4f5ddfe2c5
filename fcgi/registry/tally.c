#include <string.h>

#include "registry/registry.h"
#include "registry/registry_private.h"
#include "registry/tally.h"

static const char sql_refusal[] = "CALL refusal_tally(?, ?)";
static const char sql_check[] = "CALL check_tally(?, ?, ?)";

enum reason
registry_tally_refusal(struct registry *r, const char *scene, enum reason why)
{
	const struct db_value	 values[] = {
		DB_TEXT_VALUE(scene),
		DB_TEXT_VALUE(reason_info(why)->code),
	};
	bool			 found;

	return registry_call(r, sql_refusal, values, 2, NULL, 0, NULL,
	    &found);
}

enum reason
registry_tally_check(struct registry *r, const char *kind, const char *check,
    const char *outcome)
{
	const struct db_value	 values[] = {
		DB_TEXT_VALUE(kind),
		DB_TEXT_VALUE(check),
		DB_TEXT_VALUE(outcome),
	};
	bool			 found;

	return registry_call(r, sql_check, values, 3, NULL, 0, NULL, &found);
}
