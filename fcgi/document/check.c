/* Outcomes and the verdict that follows from them. */
#include <stdarg.h>
#include <stdio.h>

#include "document/check.h"

enum need { ALWAYS, SOMETIMES };

static const struct {
	enum need	 need;
	const char	*code;
	const char	*sentence[2];
} checks[CHECK__MAX] = {
#define CHECK(name, need, code, zh, en) \
	[CHECK_##name] = { need, code, { zh, en } },
#include "document/check.def"
#undef CHECK
};

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
check_no_ground(struct check_list *list, enum check_id id)
{
	list->check[id].outcome = OUTCOME_NOT_APPLICABLE;
	list->check[id].excused = false;
	list->check[id].detail[0] = '\0';
}

void
check_stop_after(struct check_list *list, enum check_id id)
{
	int	 i;

	for (i = (int)id + 1; i < CHECK__MAX; i++)
		check_no_ground(list, i);
}

enum verdict
check_verdict(const struct check_list *list)
{
	enum verdict	 verdict = VERDICT_VALID;
	int		 i;

	for (i = 0; i < CHECK__MAX; i++) {
		if (list->check[i].outcome == OUTCOME_FAILED)
			return VERDICT_NOT_VALID;
		if (list->check[i].outcome != OUTCOME_PASSED &&
		    !(list->check[i].outcome == OUTCOME_NOT_APPLICABLE &&
		    list->check[i].excused))
			verdict = VERDICT_UNDECIDED;
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
