#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/log.h"

#define RECORD_BYTES	4096	/* PIPE_BUF: a pipe takes it in one piece */
#define VALUE_BYTES	1000	/* of one value, before escapes */
#define MASKED		"***"
#define CUT		" cut=yes"
#define ID_DIGITS	15	/* the shortest number, GB 11643-1989 */
#define REQUEST_ID	16	/* characters of a request id */
#define DETAIL_BYTES	501	/* as fail() keeps */

static const char *const words[] = {
	[LOG_DEBUG_] = "debug",
	[LOG_INFO_] = "info",
	[LOG_WARN_] = "warn",
	[LOG_ERROR_] = "error",
};
#define LEVELS		(sizeof(words) / sizeof(words[0]))

static enum log_level	 lowest = LOG_INFO_;

void
log_level(enum log_level level)
{

	lowest = level;
}

bool
log_level_named(const char *word, enum log_level *level)
{
	size_t	 i;

	for (i = 0; i < LEVELS; i++)
		if (strcmp(word, words[i]) == 0) {
			*level = (enum log_level)i;
			return true;
		}
	return false;
}

static size_t
digits_run(const char *s)
{
	size_t	 n = strspn(s, "0123456789");

	if (n < ID_DIGITS)
		return 0;
	return s[n] == 'X' || s[n] == 'x' ? n + 1 : n;
}

static size_t
foreign_run(const char *s)
{
	size_t	 n = 0;

	while ((unsigned char)s[n] >= 0x80)
		n++;
	return n;
}

/* The same percent-encoded, as in an address. */
static size_t
percent_run(const char *s)
{
	size_t	 n = 0;

	while (s[n] == '%' && s[n + 1] != '\0' &&
	    strchr("89ABCDEFabcdef", s[n + 1]) != NULL &&
	    isxdigit((unsigned char)s[n + 2]))
		n += 3;
	return n;
}

/* Bytes at s that look personal and are not to be written. */
static size_t
personal_run(const char *s)
{
	static size_t	(*const runs[])(const char *) = {
		digits_run, foreign_run, percent_run,
	};
	size_t	 i, n;

	for (i = 0; i < sizeof(runs) / sizeof(runs[0]); i++)
		if ((n = runs[i](s)) > 0)
			return n;
	return 0;
}

/* Our own random ids may happen to be all digits; they name nobody. */
static bool
is_request_id(const char *key, const char *value)
{

	return strcmp(key, "id") == 0 && strlen(value) == REQUEST_ID &&
	    strspn(value, "0123456789abcdef") == REQUEST_ID;
}

static bool
needs_quotes(const char *value)
{

	for (; *value != '\0'; value++)
		if ((unsigned char)*value <= ' ' ||
		    strchr("=\"\\\x7F", *value) != NULL)
			return true;
	return false;
}

static enum reason
add_escaped(struct buf *b, char c)
{
	static const char	 plain[] = "\n\r\t\"\\", letters[] = "nrt\"\\";
	const char		*at;

	if (c != '\0' && (at = strchr(plain, c)) != NULL)
		return buf_printf(b, "\\%c", letters[at - plain]);
	if ((unsigned char)c < ' ' || c == 0x7F)
		return buf_printf(b, "\\x%02X", (unsigned char)c);
	return buf_add(b, &c, 1);
}

static enum reason
add_masked(struct buf *b, const char *value)
{
	const char	*s, *end = value + strnlen(value, VALUE_BYTES);
	enum reason	 why = OK;
	size_t		 run;

	for (s = value; why == OK && s < end; s += run > 0 ? run : 1) {
		if ((run = personal_run(s)) > 0)
			why = buf_puts(b, MASKED);
		else
			why = add_escaped(b, *s);
	}
	if (why == OK && s == end && *end != '\0')
		why = buf_puts(b, "...");
	return why;
}

static enum reason
add_value(struct buf *b, const char *key, const char *value)
{
	const char	*quote = needs_quotes(value) || *value == '\0' ?
	    "\"" : "";
	enum reason	 why;

	if (is_request_id(key, value))
		return buf_puts(b, value);
	if ((why = buf_puts(b, quote)) == OK &&
	    (why = add_masked(b, value)) == OK)
		why = buf_puts(b, quote);
	return why;
}

/* One field, whole or not at all. */
static enum reason
add_field(struct buf *b, const struct log_field *f)
{
	enum reason	 why;
	size_t		 before = b->len;

	if (f->value == NULL)
		return OK;
	if ((why = buf_printf(b, " %s=", f->key)) == OK)
		why = add_value(b, f->key, f->value);
	if (why != OK && b->data != NULL) {
		b->len = before;
		b->data[before] = '\0';
	}
	return why;
}

/* What cannot be written cannot be told anywhere else either. */
static void
write_all(const char *text, size_t len)
{
	ssize_t	 n;

	while (len > 0) {
		n = write(STDERR_FILENO, text, len);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		text += n;
		len -= (size_t)n;
	}
}

/* A field is often fail_detail() itself: no other field may spoil it. */
static enum reason
add_record(struct buf *b, enum log_level level, const char *event,
    const struct log_field *fields)
{
	char		 ts[CLOCK_UTC_BYTES], detail[DETAIL_BYTES];
	enum reason	 why;
	bool		 whole = true;

	(void)snprintf(detail, sizeof(detail), "%s", fail_detail());
	clock_utc(clock_now(), ts);
	why = buf_printf(b, "ts=%s level=%s event=%s", ts, words[level], event);
	if (why != OK)
		return why;
	for (; fields != NULL && fields->key != NULL; fields++)
		if (add_field(b, fields) != OK) {
			(void)fail(OK, "%s", detail);
			whole = false;
		}
	b->max = RECORD_BYTES;
	if (!whole && (why = buf_puts(b, CUT)) != OK)
		return why;
	return buf_puts(b, "\n");
}

void
log_event(enum log_level level, const char *event,
    const struct log_field *fields)
{
	static const char	 lost[] = "level=error event=log-lost\n";
	struct buf		 b = BUF_INIT(RECORD_BYTES - sizeof(CUT));
	int			 saved = errno;

	if (level < lowest || (size_t)level >= LEVELS)
		return;
	if (add_record(&b, level, event, fields) == OK)
		write_all(b.data, b.len);
	else
		write_all(lost, sizeof(lost) - 1);
	buf_free(&b);
	errno = saved;
}

void
log_note(enum log_level level, const char *event, const char *fmt, ...)
{
	char			 text[VALUE_BYTES + 1];
	const struct log_field	 fields[] = {
		{ "detail", text }, { NULL, NULL },
	};
	va_list			 args;

	va_start(args, fmt);
	if (vsnprintf(text, sizeof(text), fmt, args) < 0)
		text[0] = '\0';
	va_end(args);
	log_event(level, event, fields);
}
