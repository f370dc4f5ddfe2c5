/*
 * Time: kept in UTC, shown in China Standard Time (UTC+8, no summer time).
 * What lies outside the years 1000 to 9999 is shown as the nearest of them.
 */
#ifndef ECERT_BASE_CLOCK_H
#define ECERT_BASE_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#define CLOCK_ISO_BYTES		26	/* 2026-11-24T08:00:00+08:00 and NUL */
#define CLOCK_DATE_BYTES	11	/* 2026-11-24 and NUL */
#define CLOCK_UTC_BYTES		21	/* 2026-11-24T00:00:00Z and NUL */
#define CLOCK_HTTP_BYTES	30	/* Tue, 24 Nov 2026 00:00:00 GMT, NUL */

/* Wall clock in seconds since 1970, UTC. */
time_t		 clock_now(void);

/* Milliseconds that only go forward, for time-outs and durations. */
int64_t		 clock_monotonic_ms(void);

/* The same clock in nanoseconds, for what is measured. */
uint64_t	 clock_monotonic_ns(void);

/* ISO 8601 in China Standard Time, as 2026-11-24T08:00:00+08:00. */
void		 clock_iso(time_t, char out[CLOCK_ISO_BYTES]);

/* Back from exactly that form; false for any other text. */
bool		 clock_read_iso(const char *, time_t *);

/* The calendar day in China, as 2026-11-24. */
void		 clock_date(time_t, char out[CLOCK_DATE_BYTES]);

/* ISO 8601 in UTC, as 2026-11-24T00:00:00Z: for logs. */
void		 clock_utc(time_t, char out[CLOCK_UTC_BYTES]);

/* RFC 9110 date for HTTP headers, as Tue, 24 Nov 2026 00:00:00 GMT. */
void		 clock_http(time_t, char out[CLOCK_HTTP_BYTES]);

#endif
