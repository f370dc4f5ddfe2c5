#define _GNU_SOURCE		/* strptime(), timegm() */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "responder/api_head.h"

#define CHINA_S		(8 * 3600)	/* ahead of UTC */
#define BUSY_S		5		/* something of ours is away */
#define AT_ONCE_S	1		/* others of the caller's calls end */

/* As many lower-case hexadecimal digits, not all "0", and then that. */
static bool
is_hex(const char *at, size_t digits, char then)
{
	return strspn(at, "0123456789abcdef") == digits &&
	    strspn(at, "0") != digits && at[digits] == then;
}

bool
api_is_traceparent(const char *text)
{
	return strlen(text) == 55 && strncmp(text, "00-", 3) == 0 &&
	    is_hex(text + 3, 32, '-') && is_hex(text + 36, 16, '-') &&
	    strspn(text + 53, "0123456789abcdef") == 2;
}

static void
add_limits(struct context *ctx)
{
	const struct bureau	*b = &ctx->bureau;
	char			 text[96];

	if (b->per_minute == 0)
		return;
	(void)snprintf(text, sizeof(text), "\"minute\";q=%u;w=60, "
	    "\"day\";q=%u;w=86400", b->per_minute, b->per_day);
	(void)!response_header(ctx->res, "RateLimit-Policy", text);
	(void)snprintf(text, sizeof(text), "\"minute\";r=%u;t=%u, "
	    "\"day\";r=%u;t=%u", b->minute_left, b->minute_s, b->day_left,
	    b->day_s);
	(void)!response_header(ctx->res, "RateLimit", text);
}

/* The beginning of a day in China. */
static time_t
begins(const char *day)
{
	struct tm	 tm;

	memset(&tm, 0, sizeof(tm));
	return strptime(day, "%Y-%m-%d", &tm) == NULL ? 0 :
	    timegm(&tm) - CHINA_S;
}

void
api_head_end(struct response *res, const struct route_end *end)
{
	/* Not by strftime(), whose names depend on the locale. */
	static const char	*const days[] = { "Sun", "Mon", "Tue", "Wed",
				    "Thu", "Fri", "Sat" };
	static const char	*const months[] = { "Jan", "Feb", "Mar", "Apr",
				    "May", "Jun", "Jul", "Aug", "Sep", "Oct",
				    "Nov", "Dec" };
	char			 text[256];
	struct tm		 tm;
	time_t			 at;

	if (end == NULL)
		return;
	(void)snprintf(text, sizeof(text), "@%lld",
	    (long long)begins(end->deprecated));
	(void)!response_header(res, "Deprecation", text);
	(void)snprintf(text, sizeof(text), "<%s>; rel=\"deprecation\"",
	    end->link);
	(void)!response_header(res, "Link", text);
	if (*end->sunset == '\0')
		return;
	at = begins(end->sunset);
	if (gmtime_r(&at, &tm) == NULL)
		return;
	(void)snprintf(text, sizeof(text), "%s, %02d %s %d %02d:%02d:%02d GMT",
	    days[tm.tm_wday], tm.tm_mday, months[tm.tm_mon],
	    tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
	(void)!response_header(res, "Sunset", text);
}

void
api_head(struct context *ctx, const struct route_end *end)
{
	const char	*trace = request_header(ctx->req, "HTTP_TRACEPARENT");

	(void)!response_header(ctx->res, "Trace-Id", request_id(ctx->req));
	if (api_is_traceparent(trace))
		(void)!response_header(ctx->res, "traceparent", trace);
	add_limits(ctx);
	(void)!response_header(ctx->res, "Vary", "Accept, Accept-Encoding");
	api_head_end(ctx->res, end);
}

int
api_retry_after_s(const struct context *ctx, enum reason why)
{
	switch (why) {
	case REASON_BUREAU_QUOTA_MINUTE:
		return (int)ctx->bureau.minute_s;
	case REASON_BUREAU_QUOTA_DAY:
		return (int)ctx->bureau.day_s;
	case REASON_BUREAU_AT_ONCE:
		return AT_ONCE_S;
	default:
		return reason_info(why)->status == 503 ? BUSY_S : 0;
	}
}
