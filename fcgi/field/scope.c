#include <stddef.h>
#include <string.h>

#include "field/scope.h"

static const char	*const words[SCOPE__MAX] = {
	[SCOPE_PUBLIC] = "",
	[SCOPE_ANY] = "",
	[SCOPE_READ] = "read",
	[SCOPE_CHECK] = "check",
	[SCOPE_COPY] = "copy",
	[SCOPE_VERIFY] = "verify",
	[SCOPE_FEED] = "feed",
	[SCOPE_BATCH] = "batch",
};

const char *
scope_word(enum scope scope)
{

	return scope < SCOPE__MAX ? words[scope] : "";
}

static enum scope
find(const char *word, size_t len)
{
	enum scope	 scope;

	for (scope = SCOPE_READ; scope < SCOPE__MAX; scope++)
		if (strlen(words[scope]) == len &&
		    memcmp(words[scope], word, len) == 0)
			return scope;
	return SCOPE_PUBLIC;
}

bool
scope_is_list(const char *list)
{
	bool		 seen[SCOPE__MAX] = { false };
	enum scope	 scope;
	size_t		 len;

	for (;; list += len + 1) {
		len = strcspn(list, ",");
		scope = find(list, len);
		if (scope == SCOPE_PUBLIC || seen[scope])
			return false;
		seen[scope] = true;
		if (list[len] == '\0')
			return true;
	}
}
