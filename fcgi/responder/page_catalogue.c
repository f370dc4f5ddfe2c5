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

/*
 * GET /catalogue (notice, paragraphs 2 and 3) - when the registry does not
 * answer, as it was seen last today: it is no verdict on a certificate.
 */
enum reason
catalogue_page(struct context *ctx)
{
	char		 version[65], day[CLOCK_DATE_BYTES], key[80];
	enum reason	 why;

	clock_date(clock_now(), day);	/* entries come into force by day */
	why = registry_catalogue_version(ctx->app->registry, version);
	if (why == OK) {
		snprintf(key, sizeof(key), "%s %s", day, version);
		why = respond_kept(ctx, "catalogue", key, build);
	}
	if (why == REASON_DATABASE || why == REASON_BUSY ||
	    why == REASON_ACCESS_DENIED)
		return respond_stale(ctx, "catalogue", day, why);
	return why;
}
