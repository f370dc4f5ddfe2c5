/* Files of approved people that bureaus deliver. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "responder/api.h"
#include "responder/api_key.h"
#include "responder/batch_body.h"
#include "responder/page.h"
#include "service/bureau_batch.h"
#include "service/bureau_batch_xml.h"

#define PAGE_PRESET	50	/* batches, unless limit says otherwise */

/* What cannot be an id is no batch: the same answer as for another's. */
static enum reason
read_id(const struct context *ctx, const char **id)
{

	*id = ctx->path_arg[0];
	return strlen(*id) == BUREAU_BATCH_ID_BYTES - 1 &&
	    strspn(*id, "0123456789abcdef") == BUREAU_BATCH_ID_BYTES - 1 ? OK :
	    fail(REASON_DELIVERY_UNKNOWN, "no id");
}

static void
locate(struct context *ctx, const struct bureau_batch *b)
{

	if (b->id[0] != '\0')
		(void)snprintf(ctx->location, sizeof(ctx->location),
		    "/api/v1/batches/%s", b->id);
}

/* The first faults that are kept with it. */
static enum reason
read_faults(struct context *ctx, const struct bureau_batch *b, size_t max,
    struct bureau_faults *faults, bool *kept)
{
	struct buf	 text = BUF_INIT(BUREAU_BATCH_LIST_MAX);
	enum reason	 why;

	why = registry_bureau_batch_faults(ctx->app->registry, b, &text, kept);
	if (why == OK)
		why = bureau_faults_read(buf_text(&text), max, faults);
	buf_free(&text);
	return why;
}

static enum reason
answer(struct context *ctx, int status, const struct bureau_batch *b)
{
	struct bureau_faults	 faults = { NULL, 0, 0 };
	xmlDoc			*doc = NULL;
	enum reason		 why = OK;
	bool			 kept;

	if (b->faults > 0)
		why = read_faults(ctx, b, BUREAU_BATCH_ERRORS_MAX, &faults,
		    &kept);
	if (why == OK)
		why = bureau_batch_xml(b, &faults, &doc);
	bureau_faults_free(&faults);
	return why != OK ? why : respond_api(ctx, status, doc);
}

static struct bureau_batch_from
from_of(const struct context *ctx)
{
	const struct bureau_batch_from	 from = { ctx->bureau.id,
	    ctx->bureau.province, ctx->bureau.name_zh };

	return from;
}

/* POST /api/v1/batches - a dry run, at once; what can be confirmed is kept */
enum reason
api_batch_create(struct context *ctx)
{
	const struct bureau_batch_from	 from = from_of(ctx);
	struct batch_body		 body;
	struct bureau_batch		 b = { .id = "" };
	enum reason			 why;

	why = batch_body_read(ctx, &body);
	if (why == OK)
		why = api_key_read(ctx, &body.order.key);
	if (why == OK)
		why = bureau_batch_deliver(ctx->app->conf, ctx->app->registry,
		    &from, &body.order, &b);
	batch_body_free(&body);
	if (why == OK || why == REASON_DELIVERY_KNOWN)
		locate(ctx, &b);
	return why != OK ? why : answer(ctx, 201, &b);
}

static enum reason
read_limit(const struct context *ctx, unsigned *limit)
{
	const char	*text = request_query(ctx->req, "limit");

	*limit = PAGE_PRESET;
	if (text == NULL)
		return OK;
	if (!text_is_digits(text) || strlen(text) > 4)
		return fail(REASON_BAD_REQUEST, "limit");
	*limit = (unsigned)strtoul(text, NULL, 10);
	return *limit >= 1 && *limit <= BUREAU_BATCH_PAGE_MAX ? OK :
	    fail(REASON_BAD_REQUEST, "limit");
}

/* GET /api/v1/batches - the bureau's own, the newest first */
enum reason
api_batch_list(struct context *ctx)
{
	const char		*after = request_query(ctx->req, "after");
	struct bureau_batch	*list = NULL;
	xmlDoc			*doc = NULL;
	enum reason		 why;
	unsigned		 limit;
	size_t			 count = 0;

	if ((why = read_limit(ctx, &limit)) == OK)
		why = registry_bureau_batch_list(ctx->app->registry,
		    ctx->bureau.id, after == NULL ? "" : after, limit + 1,
		    &list, &count);
	if (why == OK)
		why = bureau_batches_xml(list, count > limit ? limit : count,
		    count > limit, &doc);
	free(list);
	return why != OK ? why : respond_api(ctx, 200, doc);
}

static enum reason
find(struct context *ctx, struct bureau_batch *b)
{
	const char	*id;
	enum reason	 why = read_id(ctx, &id);

	return why != OK ? why : registry_bureau_batch_find(ctx->app->registry,
	    ctx->bureau.id, id, b);
}

/* GET /api/v1/batches/:id - how it stands */
enum reason
api_batch_show(struct context *ctx)
{
	struct bureau_batch	 b;
	enum reason		 why = find(ctx, &b);

	return why != OK ? why : answer(ctx, 200, &b);
}

/* GET /api/v1/batches/:id/errors.csv - the table to send back */
enum reason
api_batch_errors(struct context *ctx)
{
	struct bureau_faults	 faults = { NULL, 0, 0 };
	struct bureau_batch	 b;
	enum reason		 why = find(ctx, &b);
	bool			 kept = true;

	if (why == OK)
		why = read_faults(ctx, &b, BUREAU_FAULTS_KEPT, &faults, &kept);
	if (why == OK && b.faults > 0 && faults.count == 0)
		why = fail(REASON_DELIVERY_GONE, "not kept any more");
	if (why == OK)
		why = bureau_faults_csv(&faults, &ctx->res->body);
	bureau_faults_free(&faults);
	if (why != OK || (why = response_header(ctx->res, "Content-Type",
	    "text/csv; charset=UTF-8")) != OK)
		return why;
	return response_header(ctx->res, "Content-Disposition",
	    "attachment; filename=\"errors.csv\"");
}

/* POST /api/v1/batches/:id/confirmation - load and approve it, or go on */
enum reason
api_batch_confirm(struct context *ctx)
{
	const struct bureau_batch_from	 from = from_of(ctx);
	struct bureau_batch		 b;
	const char			*id;
	enum reason			 why = read_id(ctx, &id);

	if (why == OK)
		why = bureau_batch_confirm(ctx->app->conf, ctx->app->registry,
		    &from, id, &b);
	return why != OK ? why : answer(ctx, 200, &b);
}

/* POST /api/v1/batches/:id/discard - take it back */
enum reason
api_batch_discard(struct context *ctx)
{
	struct bureau_batch	 b;
	const char		*id;
	enum reason		 why = read_id(ctx, &id);

	if (why == OK)
		why = bureau_batch_discard(ctx->app->registry, ctx->bureau.id,
		    id, &b);
	return why != OK ? why : answer(ctx, 200, &b);
}
