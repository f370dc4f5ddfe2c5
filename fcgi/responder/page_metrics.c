/*
 * GET /metrics: what the responder counts of itself, in Prometheus's text
 * format 0.0.4.  For this machine alone, through nginx's own server for it.
 */
#include <arpa/inet.h>

#include <inttypes.h>
#include <string.h>

#include "base/metrics_read.h"
#include "responder/page_metrics.h"

/* The text: a first failure stays. */
struct text {
	struct buf	*to;
	enum reason	 why;
};

#define PUT(t, ...) \
    ((t)->why = (t)->why != OK ? (t)->why : buf_printf((t)->to, __VA_ARGS__))

static void
head(struct text *t, const char *name, const char *type, const char *help)
{
	PUT(t, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

/* Counters of one family, told apart by one label or, alone, by none. */
struct counted {
	const char	*name;
	const char	*help;
	const char	*label;		/* NULL: none */
	struct {
		const char	*value;
		enum counter	 counter;
	} line[8];
	size_t		 lines;
};

static const struct counted counted[] = {
	{ "ecert_sent_bytes_total", "Bytes of bodies sent.", NULL,
	    {{ NULL, COUNT_BYTES }}, 1 },
	{ "ecert_database_questions_total", "Statements sent to the database.",
	    NULL, {{ NULL, COUNT_QUESTIONS }}, 1 },
	{ "ecert_database_connects_total", "Connections made to the database.",
	    NULL, {{ NULL, COUNT_CONNECTS }}, 1 },
	{ "ecert_database_reconnects_total",
	    "Connections made in place of a broken one.", NULL,
	    {{ NULL, COUNT_RECONNECTS }}, 1 },
	{ "ecert_database_errors_total",
	    "Times that the database did not do what it was asked.", "kind", {
	    { "connect", COUNT_ERROR_CONNECT }, { "away", COUNT_ERROR_AWAY },
	    { "wait", COUNT_ERROR_WAIT }, { "lost", COUNT_ERROR_LOST },
	    { "lock", COUNT_ERROR_LOCK }, { "denied", COUNT_ERROR_DENIED },
	    { "other", COUNT_ERROR_OTHER }}, 7 },
	{ "ecert_process_ends_total",
	    "Processes that ended and were started anew.", "cause", {
	    { "died", COUNT_DIED }, { "stuck", COUNT_STUCK },
	    { "silent", COUNT_SILENT }, { "replaced", COUNT_REPLACED }}, 4 },
	{ "ecert_signatures_total", "Signatures made.", "kind", {
	    { "xml", COUNT_SIGNED }, { "seal", COUNT_SEALED }}, 2 },
	{ "ecert_copies_total", "Documents of certificates made.", NULL,
	    {{ NULL, COUNT_COPIES }}, 1 },
};

static const struct {
	const char	*name;
	const char	*help;
	enum gauge	 gauge;
} gauges[] = {
	{ "ecert_threads", "Threads that serve.", GAUGE_THREADS },
	{ "ecert_threads_busy", "Of them, with a request.", GAUGE_BUSY },
	{ "ecert_database_pool_connections",
	    "Connections to the database that there may be.", GAUGE_POOL },
	{ "ecert_database_pool_lent", "Of them, in use.", GAUGE_LENT },
	{ "ecert_database_pool_waiting", "Threads waiting for one.",
	    GAUGE_WAITING },
	{ "ecert_database_together",
	    "Threads whose question another asks, or will.", GAUGE_TOGETHER },
};

static const char *const stage_words[STAGE__MAX] = {
	[STAGE_PARSE] = "parse", [STAGE_ADMIT] = "admit",
	[STAGE_MODEL] = "model", [STAGE_WAIT] = "wait",
	[STAGE_SELECT] = "select", [STAGE_VERIFY] = "verify",
	[STAGE_SIGN] = "sign", [STAGE_TRANSFORM] = "transform",
	[STAGE_SERIALISE] = "serialise", [STAGE_SEND] = "send",
};

#define COUNT_OF(table)	(sizeof(table) / sizeof((table)[0]))

static void
put_counted(struct text *t, const struct counted *c)
{
	size_t	 i;

	head(t, c->name, "counter", c->help);
	for (i = 0; i < c->lines; i++) {
		if (c->label == NULL)
			PUT(t, "%s", c->name);
		else
			PUT(t, "%s{%s=\"%s\"}", c->name, c->label,
			    c->line[i].value);
		PUT(t, " %" PRIu64 "\n", metrics_count(c->line[i].counter));
	}
}

/* Lines that nobody has asked for yet are left out: there are many. */
static void
put_requests(struct text *t)
{
	static const char	*const methods[] = {
		[METHOD_GET] = "GET",
		[METHOD_POST] = "POST",
		[METHOD_OTHER] = "other",
	};
	const struct route	*route;
	uint64_t		 n;
	size_t			 i, class;

	head(t, "ecert_requests_total", "counter",
	    "Requests answered, by line of the route table and status.");
	for (i = 0; i == 0 || (route = route_at(i)) != NULL; i++)
		for (class = 0; class < METRICS_CLASSES; class++)
			if ((n = metrics_requests(i, class)) > 0)
				PUT(t, "ecert_requests_total{method=\"%s\","
				    "route=\"%s\",status=\"%zuxx\"} %" PRIu64
				    "\n", i == 0 ? "other" :
				    methods[route->method], i == 0 ? "none" :
				    route->pattern, class + 1, n);
}

static void
put_reasons(struct text *t)
{
	uint64_t	 n;
	int		 why;

	head(t, "ecert_answers_total", "counter",
	    "Requests answered, by reason code; ok: as asked.");
	for (why = OK; why < REASON__MAX; why++)
		if ((n = metrics_reasons((enum reason)why)) > 0 || why == OK)
			PUT(t, "ecert_answers_total{reason=\"%s\"} %" PRIu64
			    "\n", why == OK ? "ok" :
			    reason_info((enum reason)why)->code, n);
	head(t, "ecert_shed_total", "counter",
	    "Requests refused because too much is going on (busy).");
	PUT(t, "ecert_shed_total %" PRIu64 "\n", metrics_reasons(REASON_BUSY));
}

/* Buckets are cumulative here; label is "" or a whole one with its comma. */
static void
put_times(struct text *t, const char *name, const char *stage,
    enum histogram h)
{
	struct metrics_times	 times;
	uint64_t		 us, n = 0;
	size_t			 i;
	const char		*comma = *stage != '\0' ? "\"," : "";
	const char		*label = *stage != '\0' ? "stage=\"" : "";

	metrics_times(h, &times);
	for (i = 0; i < METRICS_BUCKETS; i++) {
		us = metrics_bound_us(i);
		n += times.bucket[i];
		PUT(t, "%s_bucket{%s%s%sle=\"%" PRIu64 ".%06" PRIu64 "\"} %"
		    PRIu64 "\n", name, label, stage, comma, us / 1000000,
		    us % 1000000, n);
	}
	PUT(t, "%s_bucket{%s%s%sle=\"+Inf\"} %" PRIu64 "\n", name, label,
	    stage, comma, times.count);
	comma = *stage != '\0' ? "\"}" : "";
	label = *stage != '\0' ? "{stage=\"" : "";
	PUT(t, "%s_sum%s%s%s %" PRIu64 ".%09" PRIu64 "\n", name, label, stage,
	    comma, times.sum_ns / 1000000000, times.sum_ns % 1000000000);
	PUT(t, "%s_count%s%s%s %" PRIu64 "\n", name, label, stage, comma,
	    times.count);
}

static void
put_histograms(struct text *t)
{
	size_t	 i;

	head(t, "ecert_request_seconds", "histogram",
	    "From a request's head to the last byte of its answer.");
	put_times(t, "ecert_request_seconds", "", HISTOGRAM_REQUEST);
	head(t, "ecert_stage_seconds", "histogram",
	    "What of it was spent where, of requests that came there.");
	for (i = 0; i < STAGE__MAX; i++)
		put_times(t, "ecert_stage_seconds", stage_words[i],
		    (enum histogram)i);
	head(t, "ecert_database_wait_seconds", "histogram",
	    "Waits for a connection of the pool, when none was free.");
	put_times(t, "ecert_database_wait_seconds", "", HISTOGRAM_WAIT);
}

static void
put_gauges(struct text *t)
{
	size_t	 i, p;

	for (i = 0; i < COUNT_OF(gauges); i++) {
		head(t, gauges[i].name, "gauge", gauges[i].help);
		for (p = 0; p < metrics_processes(); p++)
			PUT(t, "%s{process=\"%zu\"} %" PRId64 "\n",
			    gauges[i].name, p,
			    metrics_gauge(gauges[i].gauge, p));
	}
}

enum reason
metrics_page(struct context *ctx)
{
	struct text	 t = { &ctx->res->body, OK };
	size_t		 i;

	head(&t, "ecert_info", "gauge", "Which program this is; always 1.");
	PUT(&t, "ecert_info{version=\"" PACKAGE_VERSION "\",serves=\"%s\"} 1\n",
	    ctx->app->conf->bureaus ? "bureaus" : "public");
	put_requests(&t);
	put_reasons(&t);
	put_histograms(&t);
	for (i = 0; i < COUNT_OF(counted); i++)
		put_counted(&t, &counted[i]);
	put_gauges(&t);
	return t.why != OK ? t.why : response_header(ctx->res, "Content-Type",
	    "text/plain; version=0.0.4; charset=utf-8");
}

static bool
is_loopback(const char *address)
{
	static const unsigned char	 mapped[12] = { [10] = 0xff, 0xff };
	struct in6_addr			 six;
	struct in_addr			 four;

	if (inet_pton(AF_INET, address, &four) == 1)
		return ntohl(four.s_addr) >> 24 == IN_LOOPBACKNET;
	if (inet_pton(AF_INET6, address, &six) != 1)
		return false;
	return IN6_IS_ADDR_LOOPBACK(&six) ||
	    (memcmp(&six, mapped, sizeof(mapped)) == 0 &&
	    six.s6_addr[12] == IN_LOOPBACKNET);
}

/*
 * The parameter exists in nginx's server for this alone: behind a proxy on
 * this machine everybody's address is loopback's.
 */
static bool
is_asked_here(const struct context *ctx)
{
	return strcmp(request_header(ctx->req, "ECERT_METRICS"),
	    "loopback") == 0 &&
	    is_loopback(request_header(ctx->req, "REMOTE_ADDR"));
}

bool
is_metrics(const struct route *route)
{
	return route != NULL && route->serve == metrics_page;
}

enum reason
metrics_admit(const struct context *ctx, const struct route **route,
    enum reason why)
{
	if (!is_metrics(*route) || is_asked_here(ctx))
		return why;
	*route = NULL;
	return fail(REASON_NOT_FOUND, "metrics are for this machine alone");
}
