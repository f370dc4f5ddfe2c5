/* A request through its stages; whatever fails ends in one problem page. */
#include <fcgiapp.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/metrics.h"
#include "responder/api_head.h"
#include "responder/bureau.h"
#include "responder/page_metrics.h"
#include "responder/route.h"
#include "responder/serve.h"

static void
choose_language(struct context *ctx)
{
	const char	*lang = request_query(ctx->req, "lang");

	/* The address decides, not the browser: a link shows what it showed. */
	ctx->lang = lang != NULL && strcmp(lang, "en") == 0 ? "en" : "zh";
}

static enum reason
choose_format(struct context *ctx)
{
	const char	*accept = request_header(ctx->req, "HTTP_ACCEPT");

	if (ctx->app->conf->bureaus) {
		ctx->format = negotiate_interface(accept);
		if (ctx->format != FORMAT_NONE)
			return OK;
		ctx->format = FORMAT_XML;
		return fail(REASON_API_FORMAT, "neither XML nor JSON");
	}
	/* The public's interface speaks XML, its problems too. */
	if (strncmp(request_path(ctx->req), "/api/", 5) == 0) {
		ctx->format = FORMAT_XML;
		return negotiate_takes_xml(accept) ? OK :
		    fail(REASON_NOT_ACCEPTABLE, "no XML");
	}
	ctx->format = negotiate_accept(accept);
	if (ctx->format != FORMAT_NONE)
		return OK;
	ctx->format = FORMAT_HTML;
	return fail(REASON_NOT_ACCEPTABLE, "neither HTML nor XML");
}

struct header_pair {
	const char	*name;
	const char	*value;
};

static const struct header_pair every_answer[] = {
	{ "X-Content-Type-Options", "nosniff" },
	{ "Referrer-Policy", "no-referrer" },
	{ "Content-Security-Policy", "default-src 'none'; style-src 'self'; "
	    "img-src 'self' data:; form-action 'self'; base-uri 'none'; "
	    "frame-ancestors 'none'" },
	{ NULL, NULL }
};

static const struct header_pair with_person[] = {
	{ "Cache-Control", "no-store" },
	{ "X-Robots-Tag", "noindex, nofollow" },
	{ NULL, NULL }
};

static const struct header_pair without_person[] = {
	{ "Cache-Control", "public, max-age=60" },
	{ NULL, NULL }
};

static const struct header_pair when_stale[] = {
	{ "Cache-Control", "no-store" },
	{ NULL, NULL }
};

static void
add_headers(struct response *res, const struct header_pair *h)
{
	/* Constant and few: there is room, and no line break in them. */
	for (; h->name != NULL; h++)
		(void)!response_header(res, h->name, h->value);
}

static void
finish_headers(struct context *ctx, const struct route *route,
    enum reason why)
{
	bool	 plain = why == OK && route->privacy == PRIVACY_NONE;

	add_headers(ctx->res, every_answer);
	add_headers(ctx->res, !plain ? with_person :
	    ctx->stale != OK ? when_stale : without_person);
	if (ctx->app->conf->bureaus)
		api_head(ctx, route_end(route));
	if (ctx->location[0] != '\0')
		(void)!response_header(ctx->res, "Location", ctx->location);
	if (why == REASON_METHOD)
		(void)!response_header(ctx->res, "Allow",
		    route_allow(ctx->app->conf->bureaus,
		    request_path(ctx->req)));
}

static void
log_request(const struct context *ctx, const struct route *route,
    enum reason why, int64_t ms)
{
	char	 status[8], took[24], bytes[24];

	if (why == OK)
		why = ctx->stale;
	snprintf(status, sizeof(status), "%d", ctx->res->status);
	snprintf(took, sizeof(took), "%" PRId64, ms);
	snprintf(bytes, sizeof(bytes), "%zu", ctx->res->body.len);
	const struct log_field fields[] = {
		{ "id", request_id(ctx->req) },
		{ "method", request_method_name(ctx->req) },
		{ "route", route != NULL ? route->pattern : "-" },
		{ "status", status },
		{ "ms", took },
		{ "bytes", bytes },
		{ "reason", why != OK ? reason_info(why)->code : NULL },
		{ "detail", why != OK ? fail_detail() : NULL },
		{ NULL, NULL }
	};
	log_event(reason_info(why)->status >= 500 && why != OK ? LOG_ERROR_ :
	    LOG_INFO_, "request", fields);
}

/* A program's slip of the pen is told, not answered with something else. */
static enum reason
check_query(const struct context *ctx, const struct route *route)
{
	const char	*name;
	size_t		 i;

	for (i = 0; (name = request_query_name(ctx->req, i)) != NULL; i++)
		if (!route_reads(route, name))
			return fail(REASON_QUERY_INVALID, "no such parameter");
	return OK;
}

static enum reason
admit(struct context *ctx, const struct route *route, enum reason why)
{
	METRICS_STAGE(STAGE_ADMIT);

	return bureau_admit(ctx, route, why);
}

static void
count_answer(const struct context *ctx, const struct route *route,
    enum reason why)
{
	metrics_request_answer(route_number(route), ctx->res->status,
	    why != OK ? why : ctx->stale,
	    request_is_head(ctx->req) ? 0 : ctx->res->body.len);
}

void
serve(struct app *app, FCGX_Request *fcgi)
{
	struct response		 res;
	struct context		 ctx = { .app = app, .res = &res };
	const struct route	*route = NULL;
	int64_t			 began = clock_monotonic_ms();
	enum reason		 why, format;

	fail_clear();
	response_init(&res);
	why = request_new(fcgi, &ctx.req);
	if (ctx.req == NULL) {
		metrics_request_answer(0, 503, why, 0);
		FCGX_PutS("Status: 503\r\nRetry-After: 5\r\n\r\n", fcgi->out);
		return;
	}
	choose_language(&ctx);
	format = choose_format(&ctx);
	if (why == OK)
		why = route_find(app->conf->bureaus, request_method(ctx.req),
		    request_path(ctx.req), ctx.path_arg, &route);
	if (why == OK && app->conf->bureaus)
		why = check_query(&ctx, route);
	why = metrics_admit(&ctx, &route, why);
	/* What leads nowhere is written down too. */
	if (app->conf->bureaus && !is_metrics(route))
		why = admit(&ctx, route, why);
	(void)metrics_enter(STAGE_MODEL);
	if (why == OK && route->form == FORM_ASKED)
		why = format;
	if (why == OK)
		why = route->serve(&ctx);
	if (why != OK)
		respond_problem(&ctx, why);
	finish_headers(&ctx, route, why);
	count_answer(&ctx, route, why);
	(void)metrics_enter(STAGE_SEND);
	response_send(&res, fcgi, request_is_head(ctx.req));
	log_request(&ctx, route, why, clock_monotonic_ms() - began);
	slots_leave(app->slots, &ctx.slot);
	response_reset(&res);
	request_free(&ctx.req);
}
