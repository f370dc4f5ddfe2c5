/* The 31 qualifications, with style and seal. */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "responder/page.h"

static enum reason
build(struct context *ctx, xmlDoc **model)
{
	struct page		 page = context_page(ctx, "catalogue");
	struct catalogue_entry	*entries = NULL;
	enum reason		 why;
	size_t			 count;

	why = registry_catalogue(ctx->app->registry, &entries, &count);
	if (why == OK)
		why = model_catalogue(&page, entries, count, clock_now(),
		    model);
	free(entries);
	return why;
}

/* GET /catalogue (notice, paragraphs 2 and 3) */
enum reason
catalogue_page(struct context *ctx)
{
	char		 version[65], day[CLOCK_DATE_BYTES], key[80];
	enum reason	 why;

	why = registry_catalogue_version(ctx->app->registry, version);
	if (why != OK)
		return why;
	clock_date(clock_now(), day);	/* entries come into force by day */
	snprintf(key, sizeof(key), "%s %s", version, day);
	return respond_kept(ctx, "catalogue", key, build);
}
