#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/reason.h"

#define DETAIL_BYTES	501	/* 500 and NUL */

static const struct reason_info reasons[REASON__MAX] = {
#define REASON(name, code, status, zh, zh_next, en, en_next) \
	[REASON_##name] = { code, status, zh, zh_next, en, en_next },
#define REASON_TOLD(name, zh, zh_next, en, en_next)
#include "base/reason.def"
#undef REASON_TOLD
#undef REASON
};

/* Words alone; where there are none those above are said. */
static const struct reason_info told[REASON__MAX] = {
#define REASON(name, code, status, zh, zh_next, en, en_next)
#define REASON_TOLD(name, zh, zh_next, en, en_next) \
	[REASON_##name] = { NULL, 0, zh, zh_next, en, en_next },
#include "base/reason.def"
#undef REASON_TOLD
#undef REASON
};

static _Thread_local char detail[DETAIL_BYTES];

const struct reason_info *
reason_info(enum reason why)
{

	if ((int)why <= OK || why >= REASON__MAX)
		return &reasons[REASON_INTERNAL];
	return &reasons[why];
}

struct reason_info
reason_told(enum reason why)
{
	const struct reason_info	*known = reason_info(why);
	struct reason_info		 info = told[known - reasons];

	if (info.zh == NULL)
		return *known;
	info.code = known->code;
	info.status = known->status;
	return info;
}

enum reason
reason_named(const char *code)
{
	int	 why;

	for (why = OK + 1; why < REASON__MAX; why++)
		if (strcmp(reasons[why].code, code) == 0)
			return (enum reason)why;
	return OK;
}

/* Formatted aside, for the last detail is often part of the next one. */
enum reason
fail(enum reason why, const char *fmt, ...)
{
	char	 text[DETAIL_BYTES];
	va_list	 args;
	int	 saved = errno;

	va_start(args, fmt);
	if (vsnprintf(text, sizeof(text), fmt, args) < 0)
		text[0] = '\0';
	va_end(args);
	memcpy(detail, text, strlen(text) + 1);
	errno = saved;
	return why;
}

const char *
fail_detail(void)
{

	return detail;
}

void
fail_clear(void)
{

	detail[0] = '\0';
}
