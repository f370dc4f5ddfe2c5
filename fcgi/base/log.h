/*
 * The only writer of logs: one line a record on standard error, as
 *	ts=2026-11-24T00:00:00Z level=info event=request id=... key=value ...
 * Values are quoted when they need it; CR, LF and control characters are
 * escaped.  What looks personal is written as *** whoever put it there and
 * under whatever key: runs of 15 digits or more (with an X behind them), and
 * runs of non-ASCII bytes, plain or percent-encoded, for log texts are English
 * and names here are not.  Only an id of 16 hexadecimal digits under the key
 * id, the request's, stays as it is.
 *
 * A value is cut after 1000 bytes and ends in ...; a field that would take the
 * record past 4096 bytes is left out and the record ends in cut=yes.
 */
#ifndef ECERT_BASE_LOG_H
#define ECERT_BASE_LOG_H

#include <stdbool.h>

#include "base/reason.h"

enum log_level { LOG_DEBUG_, LOG_INFO_, LOG_WARN_, LOG_ERROR_ };

struct log_field {
	const char	*key;
	const char	*value;		/* NULL: the field is left out */
};

/* Lines below this level are dropped; the preset is info. */
void	 log_level(enum log_level);

/* The level called debug, info, warn or error; false for other words. */
bool	 log_level_named(const char *, enum log_level *) MUST_CHECK;

/*
 * Write one record: event is a short fixed word; fields end with a NULL key.
 * One write(2) a record, so that processes do not mix lines.
 */
void	 log_event(enum log_level, const char *event,
	    const struct log_field *fields);

/* A record with one detail text, for start-up and shut-down. */
void	 log_note(enum log_level, const char *event, const char *fmt, ...)
	    PRINTF_LIKE(3, 4);

#endif
