/* How to look up, download and verify. */
#include "responder/page.h"

static enum reason
build(struct context *ctx, xmlDoc **model)
{
	struct page	 page = context_page(ctx, "help");

	return model_plain(&page, model);
}

/* GET /help */
enum reason
help_page(struct context *ctx)
{
	return respond_kept(ctx, "help", "", build);
}
