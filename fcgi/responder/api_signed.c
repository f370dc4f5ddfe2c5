#include <stdio.h>

#include "document/untrusted.h"
#include "responder/api.h"
#include "responder/api_signed.h"
#include "service/tree_json.h"

enum reason
respond_api_signed(struct context *ctx, xmlDoc *doc, time_t now)
{
	struct buf	 xml = BUF_INIT(RESPONSE_BODY_MAX);
	enum reason	 why;

	if (ctx->app->signer == NULL)
		why = fail(REASON_SIGNING, "no signing key");
	else
		why = sign_document(ctx->app->signer, doc, now, &xml);
	if (why == OK)
		why = ctx->format == FORMAT_JSON ?
		    tree_json(ctx->app->vocabulary, doc, &xml,
		    &ctx->res->body) :
		    buf_add(&ctx->res->body, xml.data, xml.len);
	buf_free(&xml);
	xmlFreeDoc(doc);
	return why != OK ? why : respond_api_type(ctx);
}

enum reason
respond_api_kept(struct context *ctx, int status, const struct buf *xml)
{
	xmlDoc		*doc = NULL;
	enum reason	 why;

	ctx->res->status = status;
	if (ctx->format != FORMAT_JSON)
		why = buf_add(&ctx->res->body, xml->data, xml->len);
	else if (untrusted_parse(buf_text(xml), xml->len, &doc) != OK)
		why = fail(REASON_DATA, "kept document is not XML");
	else
		why = tree_json(ctx->app->vocabulary, doc, xml,
		    &ctx->res->body);
	xmlFreeDoc(doc);
	return why != OK ? why : respond_api_type(ctx);
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
