/* The admission of a bureau's call. */
#include <stdio.h>
#include <string.h>

#include "base/secret.h"
#include "responder/bureau.h"
#include "responder/bureau_cert.h"
#include "responder/bureau_purpose.h"
#include "responder/bureau_signature.h"

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

/* At the door of TLS the certificate is needed, whatever else is proved. */
static enum reason
prove_with_certificate(struct context *ctx, struct bureau_call *call)
{
	char		 keyid[FINGERPRINT_BYTES];
	enum reason	 why;

	if ((why = bureau_cert_read(ctx->req, call->fingerprint)) != OK)
		return why;
	why = bureau_signature_check(ctx, false, keyid, call->nonce);
	if (why == OK && *keyid != '\0' &&
	    !secret_equal(keyid, call->fingerprint, FINGERPRINT_BYTES))
		why = fail(REASON_SIGNATURE_WRONG, "by another key than the "
		    "certificate's");
	call->proof = *keyid != '\0' ? "both" : "certificate";
	return why;
}

/* Behind a gateway that ends TLS nothing but a signature tells who calls. */
static enum reason
prove_with_signature(struct context *ctx, struct bureau_call *call)
{
	call->proof = "signature";
	return bureau_signature_check(ctx, true, call->fingerprint,
	    call->nonce);
}

static enum reason
prove(struct context *ctx, struct bureau_call *call)
{
	return strcmp(request_header(ctx->req, "ECERT_BUREAU_VERIFY"),
	    "GATEWAY") == 0 ? prove_with_signature(ctx, call) :
	    prove_with_certificate(ctx, call);
}

enum reason
bureau_admit(struct context *ctx, const struct route *route, enum reason why)
{
	char			 name[ROUTE_BYTES];
	struct bureau_call	 call = { .route = name, .proof = "" };
	enum reason		 proved;

	route_name(ctx, route, name);
	call.scope = route != NULL ? route->scope : SCOPE_ANY;
	call.purpose_fault = bureau_purpose_read(request_header(ctx->req,
	    "HTTP_ECERT_PURPOSE"), &call.purpose);
	proved = prove(ctx, &call);
	/* Ours, not the caller's: nothing is known of the proof. */
	if (proved != OK && reason_info(proved)->status >= 500)
		return proved;
	if (proved == OK)
		proved = slots_enter(ctx->app->slots, call.fingerprint,
		    &ctx->slot);
	call.refusal = proved != OK ? proved : why;
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
