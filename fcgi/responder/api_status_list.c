/* Status lists: what is not in force, for checking without asking. */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/secret.h"
#include "document/api_feed.h"
#include "registry/change_feed.h"
#include "registry/status_list.h"
#include "responder/api.h"
#include "responder/api_signed.h"
#include "responder/page.h"

#define PACKED_MAX	(512u << 10)	/* of 256 KiB */

/* GET /api/v1/status-lists - which there are. */
enum reason
api_status_list_index(struct context *ctx)
{
	struct status_list_id	*list;
	xmlDoc			*doc;
	enum reason		 why;
	size_t			 n;

	why = registry_status_lists(ctx->app->registry, &list, &n);
	if (why != OK)
		return why;
	why = api_status_lists(list, n, &doc);
	free(list);
	return why != OK ? why : respond_api(ctx, 200, doc);
}

static enum reason
make_list(struct context *ctx, const struct status_list_id *id)
{
	struct buf	 gz = BUF_INIT(PACKED_MAX);
	time_t		 now = clock_now();
	xmlDoc		*doc = NULL;
	enum reason	 why;

	why = registry_status_list(ctx->app->registry, id, &gz);
	if (why == OK)
		why = api_status_list(id, &gz, now, &doc);
	if (why == OK)
		why = respond_api_signed(ctx, doc, now);
	buf_free(&gz);
	return why;
}

/*
 * What a list depends on: the end of the chain, the last event that has taken
 * effect, and the hour, so that a new one comes before the old one expires.
 */
static enum reason
list_tag(const struct context *ctx, const char *id, char out[API_TAG_BYTES])
{
	struct feed_head	 head;
	char			 text[192];
	unsigned char		 digest[16];
	enum reason		 why;
	int			 len;

	why = registry_feed_head(ctx->app->registry, &head);
	if (why != OK)
		return why;
	len = snprintf(text, sizeof(text), "%s %s %s %lld", id, head.digest,
	    head.effective, (long long)clock_now() / STATUS_LIST_TTL_S);
	if ((why = secret_digest(text, (size_t)len, digest)) == OK)
		secret_hex(digest, sizeof(digest), out);
	return why;
}

/* GET /api/v1/status-lists/:id - one, signed. */
enum reason
api_status_list_one(struct context *ctx)
{
	struct status_list_id	 id, *list;
	char			 tag[API_TAG_BYTES];
	enum reason		 why;
	size_t			 i, n;
	bool			 fresh, is_there = false;

	if (!status_list_id_read(ctx->path_arg[0], &id))
		return fail(REASON_NOT_FOUND, "no such list");
	why = registry_status_lists(ctx->app->registry, &list, &n);
	if (why != OK)
		return why;
	for (i = 0; i < n; i++)
		is_there |= list[i].version == id.version &&
		    list[i].block == id.block;
	free(list);
	if (!is_there)
		return fail(REASON_NOT_FOUND, "no such list");
	if ((why = list_tag(ctx, ctx->path_arg[0], tag)) != OK)
		return why;
	why = respond_api_tag(ctx, tag, &fresh);
	return why != OK || fresh ? why : make_list(ctx, &id);
}
