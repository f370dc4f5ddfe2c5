/* The admission of a bureau's call. */
#include <stdio.h>
#include <string.h>

#include "responder/bureau.h"
#include "responder/bureau_cert.h"
#include "responder/bureau_purpose.h"

#define ROUTE_BYTES	81

/* Method and pattern, for the registry: never what was asked for. */
static void
route_name(const struct context *ctx, const struct route *route,
    char out[ROUTE_BYTES])
{
	static const char	 prefix[] = "/api/v1/";

	if (route == NULL)
		snprintf(out, ROUTE_BYTES, "-");
	else
		snprintf(out, ROUTE_BYTES, "%s %s",
		    request_method_name(ctx->req),
		    route->pattern + strlen(prefix));
}

enum reason
bureau_admit(struct context *ctx, const struct route *route, enum reason why)
{
	char			 name[ROUTE_BYTES];
	struct bureau_call	 call = { .route = name, .proof = "" };
	enum reason		 shown;

	route_name(ctx, route, name);
	call.scope = route != NULL ? route->scope : SCOPE_ANY;
	call.purpose_fault = bureau_purpose_read(request_header(ctx->req,
	    "HTTP_ECERT_PURPOSE"), &call.purpose);
	shown = bureau_cert_read(ctx->req, call.fingerprint);
	if (shown == OK)
		call.proof = "certificate";
	call.refusal = shown != OK ? shown : why;
	return registry_bureau_admit(ctx->app->registry, &call, &ctx->bureau);
}

enum reason
bureau_access(const struct context *ctx, const char *channel,
    const struct certificate *c, const char *outcome)
{
	return registry_bureau_access(ctx->app->registry, ctx->bureau.call,
	    channel, c != NULL ? c->serial : 0, c != NULL ? c->version : 0,
	    outcome);
}
