#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "field/mask.h"

#define KNOWN_FIRST	3
#define KNOWN_LAST	4
#define KNOWN_CHARS_MIN	10	/* fewer, and too much would be readable */

/* What no registry number is (too long, not ASCII) is not shown at all. */
static bool
is_shaped(const char *number)
{
	size_t	 n;

	for (n = 0; number[n] != '\0'; n++)
		if (n == ID_NUMBER_BYTES - 1 || (unsigned char)number[n] > 0x7E)
			return false;
	return true;
}

void
mask_id_number(enum mask who, const char *number, char out[ID_NUMBER_BYTES])
{
	size_t	 i, n, first = 1, last = 1;

	n = strnlen(number, ID_NUMBER_BYTES - 1);
	if (!is_shaped(number) || (n <= 2 && who != MASK_NONE))
		first = last = 0;
	else if (who == MASK_NONE)
		first = n;
	else if (who == MASK_KNOWN && n >= KNOWN_CHARS_MIN) {
		first = KNOWN_FIRST;
		last = KNOWN_LAST;
	}
	for (i = 0; i < n; i++)
		out[i] = i < first || i + last >= n ? number[i] : '*';
	out[n] = '\0';
}

void
mask_name(enum mask who, const char *name, char out[NAME_BYTES])
{
	const char	*pos = name, *last = name;
	size_t		 n = 0, tail;

	for (; n < NAME_CHARS_MAX && *pos != '\0'; n++) {
		last = pos;
		(void)text_next(&pos);
	}
	if (who != MASK_STRANGER && who != MASK_KNOWN && who != MASK_NONE)
		who = MASK_STRANGER;
	if (*pos != '\0' || (who == MASK_STRANGER && n < 2)) {
		memset(out, '*', n);
		out[n] = '\0';
		return;
	}
	if (who != MASK_STRANGER) {
		memcpy(out, name, (size_t)(pos - name) + 1);
		return;
	}
	tail = (size_t)(pos - last);
	memset(out, '*', n - 1);
	memcpy(out + n - 1, last, tail);
	out[n - 1 + tail] = '\0';
}
