#include "responder/api.h"

enum reason
respond_api(struct context *ctx, int status, xmlDoc *doc)
{
	enum reason	 why;

	ctx->res->status = status;
	why = render_xml(doc, &ctx->res->body);
	xmlFreeDoc(doc);
	return why != OK ? why : response_header(ctx->res, "Content-Type",
	    "application/xml; charset=UTF-8");
}
