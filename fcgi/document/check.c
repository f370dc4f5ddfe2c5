/* Outcomes and the verdict that follows from them. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "document/check.h"

enum need { ALWAYS, SOMETIMES };
enum after { GOES_ON, STOPS };

static const struct {
	enum need	 need;
	enum after	 after;
	const char	*code;
	const char	*sentence[2];
} checks[CHECK__MAX] = {
#define CHECK(name, need, after, code, zh, en) \
	[CHECK_##name] = { need, after, code, { zh, en } },
#include "document/check.def"
#undef CHECK
};

/*
 * "?" for each broken byte, also of a character that was cut, and for what may
 * not be shown: strangers' certificates have names as well.
 */
static void
tidy(char *detail)
{
	const char	*at = detail, *next = detail;
	char		*to = detail;
	uint32_t	 c;

	for (; (c = text_next(&next)) != 0; at = next) {
		if (c == 0xFFFD || !text_is_shown(c)) {
			*to++ = '?';
			continue;
		}
		memmove(to, at, (size_t)(next - at));
		to += next - at;
	}
	*to = '\0';
}

static void	 set(struct check_list *, enum check_id, enum outcome,
		    const char *, va_list) PRINTF_LIKE(4, 0);

static void
set(struct check_list *list, enum check_id id, enum outcome outcome,
    const char *detail, va_list ap)
{
	list->check[id].outcome = outcome;
	list->check[id].excused = false;
	vsnprintf(list->check[id].detail, sizeof(list->check[id].detail),
	    detail, ap);
	tidy(list->check[id].detail);
}

void
check_passed(struct check_list *list, enum check_id id,
    const char *detail, ...)
{
	va_list	 ap;

	va_start(ap, detail);
	set(list, id, OUTCOME_PASSED, detail, ap);
	va_end(ap);
}

void
check_failed(struct check_list *list, enum check_id id,
    const char *detail, ...)
{
	va_list	 ap;

	va_start(ap, detail);
	set(list, id, OUTCOME_FAILED, detail, ap);
	va_end(ap);
}

void
check_not_done(struct check_list *list, enum check_id id,
    const char *detail, ...)
{
	va_list	 ap;

	va_start(ap, detail);
	set(list, id, OUTCOME_NOT_CHECKED, detail, ap);
	va_end(ap);
}

void
check_not_needed(struct check_list *list, enum check_id id,
    const char *detail, ...)
{
	va_list	 ap;

	va_start(ap, detail);
	set(list, id, OUTCOME_NOT_APPLICABLE, detail, ap);
	va_end(ap);
	list->check[id].excused = checks[id].need == SOMETIMES;
}

void
check_outside(struct check_list *list, enum check_id id)
{
	check_no_ground(list, id);
	list->check[id].outside = true;
}

void
check_no_ground(struct check_list *list, enum check_id id)
{
	list->check[id].outcome = OUTCOME_NOT_APPLICABLE;
	list->check[id].excused = false;
	list->check[id].detail[0] = '\0';
}

void
check_settle(struct check_list *list)
{
	bool	 stopped = false;
	int	 i;

	for (i = 0; i < CHECK__MAX; i++)
		if (stopped)
			check_no_ground(list, i);
		else
			stopped = checks[i].after == STOPS &&
			    list->check[i].outcome == OUTCOME_FAILED;
}

enum { NOT_NEEDED = OUTCOME_NOT_APPLICABLE + 1 };

/* What one check leaves of the verdict, by its outcome. */
static const enum verdict	 leaves[] = {
	[OUTCOME_NOT_CHECKED] = VERDICT_UNDECIDED,
	[OUTCOME_PASSED] = VERDICT_VALID,
	[OUTCOME_FAILED] = VERDICT_NOT_VALID,
	[OUTCOME_NOT_APPLICABLE] = VERDICT_UNDECIDED,
	[NOT_NEEDED] = VERDICT_VALID,
};

/* The verdict so far, and what the next check leaves. */
static const enum verdict	 both[][3] = {
	[VERDICT_UNDECIDED] = {
		[VERDICT_UNDECIDED] = VERDICT_UNDECIDED,
		[VERDICT_NOT_VALID] = VERDICT_NOT_VALID,
		[VERDICT_VALID] = VERDICT_UNDECIDED },
	[VERDICT_NOT_VALID] = {
		[VERDICT_UNDECIDED] = VERDICT_NOT_VALID,
		[VERDICT_NOT_VALID] = VERDICT_NOT_VALID,
		[VERDICT_VALID] = VERDICT_NOT_VALID },
	[VERDICT_VALID] = {
		[VERDICT_UNDECIDED] = VERDICT_UNDECIDED,
		[VERDICT_NOT_VALID] = VERDICT_NOT_VALID,
		[VERDICT_VALID] = VERDICT_VALID },
};

enum verdict
check_verdict(const struct check_list *list)
{
	enum verdict		 verdict = VERDICT_VALID;
	const struct check	*c;
	int			 i, row;

	for (i = 0; i < CHECK__MAX; i++) {
		c = &list->check[i];
		if (c->outside)
			continue;
		row = c->outcome;
		/* Excused here means nothing unless check.def lets it. */
		if (c->outcome == OUTCOME_NOT_APPLICABLE && c->excused &&
		    checks[i].need == SOMETIMES)
			row = NOT_NEEDED;
		verdict = both[verdict][leaves[row]];
	}
	return verdict;
}

const char *
check_code(enum check_id id)
{
	return checks[id].code;
}

const char *
check_sentence(enum check_id id, int english)
{
	return checks[id].sentence[english ? 1 : 0];
}

const char *
outcome_word(enum outcome outcome, int english)
{
	static const char *const words[][2] = {
		[OUTCOME_NOT_CHECKED] = { "未能检查", "could not check" },
		[OUTCOME_PASSED] = { "通过", "passed" },
		[OUTCOME_FAILED] = { "未通过", "failed" },
		[OUTCOME_NOT_APPLICABLE] = { "不适用", "not applicable" },
	};

	return words[outcome][english ? 1 : 0];
}

const char *
outcome_code(enum outcome outcome)
{
	static const char *const codes[] = {
		[OUTCOME_NOT_CHECKED] = "could-not-check",
		[OUTCOME_PASSED] = "passed",
		[OUTCOME_FAILED] = "failed",
		[OUTCOME_NOT_APPLICABLE] = "not-applicable",
	};

	return codes[outcome];
}

const char *
verdict_word(enum verdict verdict, int english)
{
	static const char *const words[][2] = {
		[VERDICT_UNDECIDED] = {
		    "未能得出结论：有检查未能完成。这不代表证书无效",
		    "could not decide: a check was not completed. This does "
		    "not mean that the certificate is not valid" },
		[VERDICT_NOT_VALID] = { "不能认定为有效", "not valid" },
		[VERDICT_VALID] = { "证书有效", "valid" },
	};

	return words[verdict][english ? 1 : 0];
}

const char *
verdict_code(enum verdict verdict)
{
	static const char *const codes[] = {
		[VERDICT_UNDECIDED] = "undecided",
		[VERDICT_NOT_VALID] = "not-valid",
		[VERDICT_VALID] = "valid",
	};

	return codes[verdict];
}
