/* Answers of the interface: one tree, written as XML or as JSON. */
#include "responder/api.h"
#include "service/tree_json.h"

enum reason
respond_api_type(struct context *ctx)
{
	enum reason	 why = response_header(ctx->res, "Vary", "Accept");

	return why != OK ? why : response_header(ctx->res, "Content-Type",
	    ctx->format == FORMAT_JSON ? "application/json" :
	    "application/xml; charset=UTF-8");
}

enum reason
respond_api(struct context *ctx, int status, xmlDoc *doc)
{
	enum reason	 why;

	ctx->res->status = status;
	why = ctx->format == FORMAT_JSON ?
	    tree_json(doc, NULL, &ctx->res->body) :
	    render_xml(doc, &ctx->res->body);
	xmlFreeDoc(doc);
	return why != OK ? why : respond_api_type(ctx);
}
