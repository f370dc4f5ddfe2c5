/* What a load balancer and an operator ask. */
#include "base/clock.h"
#include "responder/page.h"

/*
 * GET /healthz - 200 when look-ups work, 503 otherwise; one line a part.  No
 * signing does not make it red: look-ups go on without.
 */
enum reason
health_page(struct context *ctx)
{
	enum reason	 db = registry_health(ctx->app->registry);
	const char	*signing = app_can_sign(ctx->app, clock_now()) ? "ok" :
	    "unavailable";
	enum reason	 why;

	ctx->res->status = db == OK ? 200 : 503;
	why = buf_printf(&ctx->res->body,
	    "status: %s\nregistry: %s\nsigning: %s\n",
	    db == OK ? "ok" : "unavailable",
	    db == OK ? "ok" : reason_info(db)->code, signing);
	if (why == OK && db != OK)
		why = response_header(ctx->res, "Retry-After", "5");
	return why != OK ? why : response_header(ctx->res, "Content-Type",
	    "text/plain; charset=UTF-8");
}
