/* Bodies and answers of the interface: one tree, as XML or as JSON. */
#include "base/secret.h"
#include "document/tree_check.h"
#include "document/untrusted.h"
#include "responder/api.h"
#include "service/tree_json.h"

/* Of a file that is verified these are verdicts; of a body, faults. */
static enum reason
as_body(enum reason why)
{
	if (why == REASON_FILE_FORMAT || why == REASON_FILE_DOCTYPE ||
	    why == REASON_FILE_ENCODING)
		return fail(REASON_XML_FORM, "%s", fail_detail());
	return why == REASON_TOO_LARGE || why == REASON_FILE_TOO_LARGE ?
	    fail(REASON_BODY_LARGE, "%s", fail_detail()) : why;
}

/* What an editor puts between elements says nothing. */
static void
drop_blanks(xmlNode *node)
{
	xmlNode	*child, *next;
	bool	 has_elements = xmlFirstElementChild(node) != NULL;

	for (child = node->children; child != NULL; child = next) {
		next = child->next;
		if (child->type == XML_ELEMENT_NODE)
			drop_blanks(child);
		else if (has_elements && xmlIsBlankNode(child)) {
			xmlUnlinkNode(child);
			xmlFreeNode(child);
		}
	}
}

static enum reason
parse(struct context *ctx, const char *root, const struct buf *body,
    xmlDoc **doc)
{
	enum reason	 why;

	if (request_has_type(ctx->req, "application/json"))
		return tree_json_read(ctx->app->vocabulary, root,
		    buf_text(body), body->len, &ctx->errors, doc);
	why = untrusted_parse_within(buf_text(body), body->len, body->max,
	    doc);
	if (why == OK)
		drop_blanks(xmlDocGetRootElement(*doc));
	return as_body(why);
}

enum reason
api_read(struct context *ctx, const char *root, size_t max, xmlDoc **out)
{
	struct buf	 body = BUF_INIT(max == 0 ? API_BODY_MAX : max);
	xmlDoc		*doc = NULL;
	enum reason	 why;

	if (!request_has_type(ctx->req, "application/json") &&
	    !request_has_type(ctx->req, "application/xml") &&
	    !request_has_type(ctx->req, "text/xml"))
		return fail(REASON_BODY_TYPE, "neither XML nor JSON");
	why = as_body(request_read_bytes(ctx->req, &body));
	if (why == OK)
		why = secret_digest_hex(buf_text(&body), body.len,
		    ctx->body_digest);
	if (why == OK)
		why = parse(ctx, root, &body, &doc);
	buf_cleanse(&body);
	if (why == OK)
		why = tree_check(ctx->app->vocabulary, root, doc,
		    &ctx->errors);
	if (why != OK)
		xmlFreeDoc(doc);
	else
		*out = doc;
	return why;
}

void
api_error(struct context *ctx, const char *pointer, enum reason why)
{
	problem_error_at(&ctx->errors, pointer, why);
}

enum reason
respond_api_type(struct context *ctx)
{
	return response_header(ctx->res, "Content-Type",
	    ctx->format == FORMAT_JSON ? "application/json" :
	    "application/xml; charset=UTF-8");
}

enum reason
respond_api(struct context *ctx, int status, xmlDoc *doc)
{
	enum reason	 why;

	ctx->res->status = status;
	why = ctx->format == FORMAT_JSON ?
	    tree_json(ctx->app->vocabulary, doc, NULL, &ctx->res->body) :
	    render_xml(doc, &ctx->res->body);
	xmlFreeDoc(doc);
	return why != OK ? why : respond_api_type(ctx);
}
