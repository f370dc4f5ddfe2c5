#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "field/sex.h"

#define TYPED_BYTES	32

static const struct {
	const char	*word;
	int		 sex;
} words[] = {
	{ "男", 1 }, { "女", 2 }, { "1", 1 }, { "2", 2 }, { "0", 0 },
	{ "9", 9 }, { "男性", 1 }, { "女性", 2 }, { "M", 1 }, { "F", 2 },
	{ "male", 1 }, { "female", 2 }, { "未知的性别", 0 },
	{ "未说明的性别", 9 },
};

enum reason
sex_normalise(const char *typed, int *out)
{
	char	 s[TYPED_BYTES];
	size_t	 i;

	if (!text_fold_code_to(typed, s, sizeof(s)))
		return REASON_SEX_UNKNOWN;
	if (*s == '\0')
		return REASON_SEX_EMPTY;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcasecmp(s, words[i].word) == 0) {
			*out = words[i].sex;
			return OK;
		}
	return REASON_SEX_UNKNOWN;
}
