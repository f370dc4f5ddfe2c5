#include <stdio.h>

#include "responder/api_signed.h"

enum reason
respond_api_signed(struct context *ctx, xmlDoc *doc, time_t now)
{
	enum reason	 why;

	if (ctx->app->signer == NULL)
		why = fail(REASON_SIGNING, "no signing key");
	else
		why = sign_document(ctx->app->signer, doc, now,
		    &ctx->res->body);
	xmlFreeDoc(doc);
	return why != OK ? why : response_header(ctx->res, "Content-Type",
	    "application/xml; charset=UTF-8");
}

enum reason
respond_api_tag(struct context *ctx, const char *tag, bool *fresh)
{
	char		 etag[API_TAG_BYTES + 8];
	enum reason	 why;

	snprintf(etag, sizeof(etag), "\"%s-%d\"", tag, (int)ctx->format);
	*fresh = negotiate_none_match(request_header(ctx->req,
	    "HTTP_IF_NONE_MATCH"), etag);
	if ((why = response_header(ctx->res, "ETag", etag)) == OK && *fresh)
		ctx->res->status = 304;
	return why;
}
