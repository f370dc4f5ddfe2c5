/* The changes of a bureau's own province, and a snapshot to begin with. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "document/api_feed.h"
#include "registry/change_feed.h"
#include "registry/status_list.h"
#include "responder/api.h"
#include "responder/page.h"
#include "responder/waiters.h"

#define WAIT_S_MAX	30
#define SPARE_S		5	/* of request_s, for all but waiting */

/* A number of the query string within its bounds, or the preset. */
static enum reason
read_number(const struct context *ctx, const char *name, unsigned min,
    unsigned max, unsigned *number)
{
	const char	*text = request_query(ctx->req, name);
	unsigned long	 value;

	if (text == NULL)
		return OK;
	if (*text == '\0' || strlen(text) > 9 ||
	    text[strspn(text, "0123456789")] != '\0')
		return fail(REASON_QUERY_INVALID, "%s", name);
	value = strtoul(text, NULL, 10);
	if (value < min || value > max)
		return fail(REASON_QUERY_INVALID, "%s", name);
	*number = (unsigned)value;
	return OK;
}

/* A page on its way from the registry into the answer. */
struct page_making {
	struct api_feed		 feed;
	unsigned		 entries;
	struct feed_place	 place;		/* to look on from */
	struct feed_place	 told;		/* to be given out */
	bool			 more;
};

static enum reason
take_entry(void *arg, const struct feed_entry *entry)
{
	struct page_making	*p = arg;

	p->entries++;
	return api_feed_add(&p->feed, entry);
}

/* Of whose province the answer is to be: a ministry's body has none. */
static enum reason
begin(const struct context *ctx, const char *name, struct page_making *p)
{
	unsigned char	 key[SECRET_KEY_BYTES];
	enum reason	 why;

	p->entries = 0;
	if (*ctx->bureau.province == '\0')
		return fail(REASON_FEED_NO_PROVINCE, "no province");
	if ((why = registry_status_key(ctx->app->registry, key)) != OK)
		return why;
	api_feed_begin(&p->feed, name, key);
	explicit_bzero(key, sizeof(key));
	return OK;
}

static enum reason
next_page(struct context *ctx, unsigned limit, struct page_making *p)
{
	enum reason	 why;

	why = registry_feed_page(ctx->app->registry, ctx->bureau.call,
	    ctx->bureau.province, limit, &p->place, &p->more, take_entry, p);
	if (why == OK && (p->entries > 0 || p->more))
		p->told = p->place;
	return why;
}

/* Nothing has come so far: wait for it, and look at what came. */
static enum reason
wait_for_page(struct context *ctx, unsigned wait_s, unsigned limit,
    struct page_making *p)
{
	struct waiters	*w = ctx->app->waiters;
	int64_t		 until = clock_monotonic_ms() + wait_s * 1000;
	enum reason	 why = OK;
	bool		 come = true;

	if (!waiters_enter(w, ctx->bureau.id))
		return OK;
	while (why == OK && come && p->entries == 0 && !p->more) {
		why = waiters_wait(w, ctx->app->registry, p->place.event, until,
		    &come);
		if (why == OK && come)
			why = next_page(ctx, limit, p);
	}
	waiters_leave(w, ctx->bureau.id);
	/* What was seen is gone: the server fell, and it was not durable. */
	if (why == REASON_CURSOR_UNKNOWN) {
		fail_clear();
		why = OK;
	}
	return why;
}

static enum reason
read_feed_query(const struct context *ctx, struct feed_place *place,
    unsigned *limit, unsigned *wait_s)
{
	const char	*after = request_query(ctx->req, "after");
	unsigned	 most = (unsigned)ctx->app->conf->request_s;
	enum reason	 why;

	if (after != NULL && *after != '\0' &&
	    (why = feed_place_read(after, place)) != OK)
		return why;
	why = read_number(ctx, "limit", 1, FEED_ENTRIES_MAX, limit);
	if (why == OK)
		why = read_number(ctx, "wait", 0, WAIT_S_MAX, wait_s);
	/* The watchdog takes a request of request_s for one that is stuck. */
	most = most > SPARE_S ? most - SPARE_S : 0;
	if (*wait_s > most)
		*wait_s = most;
	return why;
}

/* GET /api/v1/changes - what happened after a place, in order. */
enum reason
api_changes(struct context *ctx)
{
	char			 next[FEED_CURSOR_BYTES];
	struct feed_place	 place = FEED_BEGINNING;
	struct page_making	*p;
	unsigned		 limit = FEED_ENTRIES_MAX, wait_s = 0;
	xmlDoc			*doc;
	enum reason		 why;

	if ((why = read_feed_query(ctx, &place, &limit, &wait_s)) != OK)
		return why;
	if ((p = malloc(sizeof(*p))) == NULL)
		return fail(REASON_MEMORY, "page of changes");
	if ((why = begin(ctx, "changes", p)) != OK)
		goto out;
	p->place = p->told = place;
	why = next_page(ctx, limit, p);
	if (why == OK && p->entries == 0 && !p->more && wait_s > 0)
		why = wait_for_page(ctx, wait_s, limit, p);
	if (why != OK) {
		api_feed_drop(&p->feed);
		goto out;
	}
	feed_place_write(&p->told, next);
	if ((why = api_feed_end(&p->feed, p->more, next, "", &doc)) == OK)
		why = respond_api(ctx, 200, doc);
out:
	free(p);
	return why;
}

/* GET /api/v1/snapshot - how the province's certificates stand now. */
enum reason
api_snapshot(struct context *ctx)
{
	const char		*after = request_query(ctx->req, "after");
	char			 next[FEED_CURSOR_BYTES] = "";
	char			 changes[FEED_CURSOR_BYTES];
	struct snapshot_place	 place = { .begun = false };
	struct page_making	*p;
	unsigned		 limit = FEED_ENTRIES_MAX;
	xmlDoc			*doc;
	enum reason		 why;
	bool			 more;

	if (after != NULL && *after != '\0' &&
	    (why = snapshot_place_read(after, &place)) != OK)
		return why;
	why = read_number(ctx, "limit", 1, FEED_ENTRIES_MAX, &limit);
	if (why != OK)
		return why;
	if ((p = malloc(sizeof(*p))) == NULL)
		return fail(REASON_MEMORY, "page of a snapshot");
	if ((why = begin(ctx, "snapshot", p)) != OK)
		goto out;
	why = registry_snapshot_page(ctx->app->registry, ctx->bureau.call,
	    ctx->bureau.province, limit, &place, &more, take_entry, p);
	if (why != OK) {
		api_feed_drop(&p->feed);
		goto out;
	}
	if (more)
		snapshot_place_write(&place, next);
	feed_place_write(&place.changes, changes);
	why = api_feed_end(&p->feed, more, next, changes, &doc);
	if (why == OK)
		why = respond_api(ctx, 200, doc);
out:
	free(p);
	return why;
}
