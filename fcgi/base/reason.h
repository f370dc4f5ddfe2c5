/*
 * Why something did not work: one stable list of reasons, used by pages, API
 * problem documents (RFC 9457), commands and documentation.
 *
 * A function that can fail returns an enum reason; OK is 0.  The text behind
 * each reason (stable code, HTTP status, sentence and next step in Chinese and
 * English) is in reason.def and is meant for people.  The detail kept by
 * fail() is meant for the log and never reaches a client.
 */
#ifndef ECERT_BASE_REASON_H
#define ECERT_BASE_REASON_H

enum reason {
	OK = 0,
#define REASON(name, code, status, zh, zh_next, en, en_next) \
    REASON_##name,
#define REASON_TOLD(name, zh, zh_next, en, en_next)
#include "base/reason.def"
#undef REASON_TOLD
#undef REASON
	REASON__MAX
};

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

/* What people and programs are told about a reason; all strings are static. */
struct reason_info {
	const char	*code;		/* stable, lower-case, with hyphens */
	int		 status;	/* HTTP status (RFC 9110) */
	const char	*zh;		/* what happened, in Chinese */
	const char	*zh_next;	/* what to do next; "" when nothing */
	const char	*en;		/* the same in English */
	const char	*en_next;
};

/* The entry for a reason; for OK and unknown values the internal error's. */
const struct reason_info	*reason_info(enum reason);

/* The same in words for a bureau's program, which sees no pages. */
struct reason_info	reason_told(enum reason);

/* The reason with that code; OK when there is none. */
enum reason	 reason_named(const char *code) MUST_CHECK;

/*
 * Remember a detail for the log (this thread's only, at most 500 bytes, cut
 * silently) and hand the reason back, so that a caller can write
 *	return fail(REASON_DATABASE, "prepare %s: %s", name, error);
 * The detail must carry no personal data: no names, no ID numbers.
 */
enum reason	 fail(enum reason, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* This thread's last detail, "" when there is none; valid until fail(). */
const char	*fail_detail(void);
void		 fail_clear(void);

#endif
