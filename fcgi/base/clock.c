#include <string.h>

#include "base/clock.h"

/* China Standard Time: UTC+8 all year since 1991, so no tz database. */
#define CHINA_S		(8 * 60 * 60)

/* Years of four digits: the only ones that ISO 8601 and RFC 9110 can write. */
#define YEAR_1000_S	(-30610224000LL)
#define YEAR_9999_S	253402300799LL

static struct tm
broken_down(time_t when, int offset_s)
{
	struct tm	 tm = { 0 };
	long long	 s = (long long)when;

	if (s > YEAR_9999_S - offset_s)
		s = YEAR_9999_S - offset_s;
	if (s < YEAR_1000_S - offset_s)
		s = YEAR_1000_S - offset_s;
	when = (time_t)(s + offset_s);
	(void)gmtime_r(&when, &tm);
	return tm;
}

time_t
clock_now(void)
{

	return time(NULL);
}

int64_t
clock_monotonic_ms(void)
{
	struct timespec	 ts = { 0, 0 };

	(void)clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

uint64_t
clock_monotonic_ns(void)
{
	struct timespec	 ts = { 0, 0 };

	(void)clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}

void
clock_iso(time_t when, char out[CLOCK_ISO_BYTES])
{
	struct tm	 tm = broken_down(when, CHINA_S);

	(void)strftime(out, CLOCK_ISO_BYTES, "%Y-%m-%dT%H:%M:%S+08:00", &tm);
}

/* The number in n digits; what is no digit comes out wrong and is noticed. */
static int
number(const char *digits, int n)
{
	int	 value = 0;

	while (n-- > 0)
		value = value * 10 + (*digits++ - '0');
	return value;
}

/* Written again, it must be the same: that is the whole of the check. */
bool
clock_read_iso(const char *text, time_t *out)
{
	struct tm	 tm = { 0 };
	char		 again[CLOCK_ISO_BYTES];
	time_t		 when;

	if (strlen(text) != CLOCK_ISO_BYTES - 1)
		return false;
	tm.tm_year = number(text, 4) - 1900;
	tm.tm_mon = number(text + 5, 2) - 1;
	tm.tm_mday = number(text + 8, 2);
	tm.tm_hour = number(text + 11, 2);
	tm.tm_min = number(text + 14, 2);
	tm.tm_sec = number(text + 17, 2);
	when = timegm(&tm) - CHINA_S;
	clock_iso(when, again);
	if (strcmp(text, again) != 0)
		return false;
	*out = when;
	return true;
}

void
clock_date(time_t when, char out[CLOCK_DATE_BYTES])
{
	struct tm	 tm = broken_down(when, CHINA_S);

	(void)strftime(out, CLOCK_DATE_BYTES, "%Y-%m-%d", &tm);
}

void
clock_utc(time_t when, char out[CLOCK_UTC_BYTES])
{
	struct tm	 tm = broken_down(when, 0);

	(void)strftime(out, CLOCK_UTC_BYTES, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

/* The names are RFC 9110's (5.6.7), whatever the locale. */
void
clock_http(time_t when, char out[CLOCK_HTTP_BYTES])
{
	static const char	 days[] = "SunMonTueWedThuFriSat";
	static const char	 months[] =
	    "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct tm		 tm = broken_down(when, 0);

	(void)strftime(out, CLOCK_HTTP_BYTES,
	    "day, %d mon %Y %H:%M:%S GMT", &tm);
	memcpy(out, &days[3 * tm.tm_wday], 3);
	memcpy(out + 8, &months[3 * tm.tm_mon], 3);
}
