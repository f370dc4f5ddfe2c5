/* Models made into answers: HTML, XML, redirects, errors. */
#include <stdio.h>
#include <string.h>

#include "document/problem.h"
#include "responder/api_head.h"
#include "responder/context.h"
#include "service/tree_json.h"

struct page
context_page(const struct context *ctx, const char *name)
{
	return (struct page){
		.conf = ctx->app->conf,
		.name = name,
		.lang = ctx->lang,
		.path = request_path(ctx->req),
	};
}

static enum reason
write_body(struct context *ctx, const char *page, xmlDoc *model,
    struct buf *to)
{
	return ctx->format == FORMAT_XML ? render_xml(model, to) :
	    render_html(ctx->app->sheets, page, model, to);
}

static enum reason
content_type(struct context *ctx)
{
	return response_header(ctx->res, "Content-Type",
	    ctx->format == FORMAT_XML ? "application/xml; charset=UTF-8" :
	    "text/html; charset=UTF-8");
}

enum reason
respond(struct context *ctx, const char *page, xmlDoc *model)
{
	enum reason	 why;

	why = write_body(ctx, page, model, &ctx->res->body);
	xmlFreeDoc(model);
	return why != OK ? why : content_type(ctx);
}

enum reason
respond_see_other(struct context *ctx, const char *path)
{
	struct buf	 to = BUF_INIT(1024);
	enum reason	 why;

	why = buf_printf(&to, "%s%s", path,
	    strcmp(ctx->lang, "en") == 0 ? "?lang=en" : "");
	if (why == OK)
		why = response_header(ctx->res, "Location", buf_text(&to));
	ctx->res->status = 303;
	buf_free(&to);
	return why;
}

/* Render, keep, and leave the body in the response. */
static enum reason
render_and_keep(struct context *ctx, const char *page, const char *key,
    model_builder *build, char etag[ETAG_BYTES])
{
	xmlDoc		*model = NULL;
	enum reason	 why;

	if ((why = build(ctx, &model)) != OK)
		return why;
	why = write_body(ctx, page, model, &ctx->res->body);
	xmlFreeDoc(model);
	if (why == OK)
		why = page_cache_put(ctx->app->pages, key, &ctx->res->body,
		    etag);
	return why;
}

static void
kept_key(const struct context *ctx, const char *page, const char *version,
    char key[PAGE_CACHE_KEY_BYTES])
{
	snprintf(key, PAGE_CACHE_KEY_BYTES, "%s %s %d %s", page, ctx->lang,
	    (int)ctx->format, version);
}

enum reason
respond_stale(struct context *ctx, const char *page, const char *version,
    enum reason why)
{
	char	 key[PAGE_CACHE_KEY_BYTES];
	bool	 found;

	kept_key(ctx, page, version, key);
	if (page_cache_latest(ctx->app->pages, key, &ctx->res->body,
	    &found) != OK || !found)
		return why;
	ctx->stale = why;
	return content_type(ctx);
}

enum reason
respond_kept(struct context *ctx, const char *page, const char *version,
    model_builder *build)
{
	char		 key[PAGE_CACHE_KEY_BYTES], etag[ETAG_BYTES];
	enum reason	 why;
	bool		 found, fresh = false;

	kept_key(ctx, page, version, key);
	/* Body and tag at once: another thread may drop the page in between. */
	why = page_cache_get(ctx->app->pages, key, etag, &ctx->res->body,
	    &found);
	if (why == OK && !found)
		why = render_and_keep(ctx, page, key, build, etag);
	if (why != OK)
		return why;
	if (negotiate_none_match(request_header(ctx->req,
	    "HTTP_IF_NONE_MATCH"), etag)) {
		buf_clear(&ctx->res->body);
		ctx->res->status = 304;
		fresh = true;
	}
	why = response_header(ctx->res, "ETag", etag);
	if (why == OK)
		why = response_header(ctx->res, "Vary", "Accept");
	return why != OK || fresh ? why : content_type(ctx);
}

/* The last resort: nothing here can fail but the network. */
static void
problem_in_plain_text(struct context *ctx, enum reason why)
{
	const struct reason_info	*info = reason_info(why);

	(void)!response_header(ctx->res, "Content-Type",
	    "text/plain; charset=UTF-8");
	(void)!buf_printf(&ctx->res->body, "%s %s\n%s %s\n", info->zh,
	    info->zh_next, info->en, info->en_next);
}

/* RFC 9457: its XML (appendix B) or its JSON. */
static enum reason
respond_problem_doc(struct context *ctx, xmlDoc *doc)
{
	bool		 json = ctx->format == FORMAT_JSON;
	enum reason	 why;

	why = json ? tree_json(ctx->app->vocabulary, doc, NULL,
	    &ctx->res->body) :
	    render_xml(doc, &ctx->res->body);
	xmlFreeDoc(doc);
	return why != OK ? why : response_header(ctx->res, "Content-Type",
	    json ? "application/problem+json" :
	    "application/problem+xml; charset=UTF-8");
}

static enum reason
problem_as_asked(struct context *ctx, enum reason why, int retry_after_s)
{
	struct page	 page = context_page(ctx, "problem");
	xmlDoc		*model = NULL;
	enum reason	 failed;

	if (ctx->format != FORMAT_HTML) {
		failed = problem_document(why, ctx->lang,
		    request_id(ctx->req), &ctx->errors, &model);
		return failed != OK ? failed : respond_problem_doc(ctx, model);
	}
	failed = model_problem(&page, why, request_id(ctx->req),
	    retry_after_s, &model);
	return failed != OK ? failed : respond(ctx, "problem", model);
}

void
respond_problem(struct context *ctx, enum reason why)
{
	int	 status = reason_info(why)->status;
	int	 retry = api_retry_after_s(ctx, why);
	char	 seconds[12];

	response_reset(ctx->res);
	if (problem_as_asked(ctx, why, retry) != OK) {
		response_reset(ctx->res);
		problem_in_plain_text(ctx, why);
	}
	ctx->res->status = status;
	if (retry > 0) {
		snprintf(seconds, sizeof(seconds), "%d", retry);
		(void)!response_header(ctx->res, "Retry-After", seconds);
	}
}
