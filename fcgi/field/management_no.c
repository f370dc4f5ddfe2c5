#include <string.h>

#include "base/text.h"
#include "field/management_no.h"

#define CHARS_MIN	6
#define ALPHABET	"0123456789-" \
			"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

enum reason
management_no_normalise(const char *typed, char out[MANAGEMENT_NO_BYTES])
{
	char	 s[MANAGEMENT_NO_BYTES];
	size_t	 n;

	if (!text_fold_code_to(typed, s, sizeof(s)))
		return REASON_MANAGEMENT_CHARACTER;
	if ((n = strlen(s)) == 0)
		return REASON_MANAGEMENT_EMPTY;
	if (n < CHARS_MIN || strspn(s, ALPHABET) != n)
		return REASON_MANAGEMENT_CHARACTER;
	memcpy(out, s, n + 1);
	return OK;
}
