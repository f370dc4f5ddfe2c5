/* GET /api/v1/caller: what a bureau is known as, and what it may do. */
#include "document/tree.h"
#include "responder/api.h"
#include "responder/page.h"

static void
add_quota(struct tree *t, xmlNode *parent, const char *of, unsigned calls,
    unsigned left, unsigned reset_s)
{
	xmlNode	*quota = tree_add(t, parent, "quota", NULL);

	tree_attr(t, quota, "of", of);
	tree_attr_int(t, quota, "calls", (long)calls);
	tree_attr_int(t, quota, "left", (long)left);
	tree_attr_int(t, quota, "reset", (long)reset_s);
}

enum reason
api_caller(struct context *ctx)
{
	const struct bureau	*b = &ctx->bureau;
	struct tree		 t = { .doc = NULL };
	xmlNode			*root;
	xmlDoc			*doc = NULL;
	enum reason		 why;

	root = tree_root(&t, "urn:ecert:api:1", "caller");
	tree_add(&t, root, "code", b->code);
	tree_add(&t, root, "name", b->name_zh);
	tree_add_some(&t, root, "province", b->province);
	tree_add(&t, root, "scopes", b->scopes);
	add_quota(&t, root, "minute", b->per_minute, b->minute_left,
	    b->minute_s);
	add_quota(&t, root, "day", b->per_day, b->day_left, b->day_s);
	why = tree_done(&t, &doc);
	return why != OK ? why : respond_api(ctx, 200, doc);
}
