/* The digests of a day, by which a bureau proves its copy. */
#include <stdlib.h>
#include <string.h>

#include "document/api_feed.h"
#include "field/date.h"
#include "registry/change_feed.h"
#include "responder/api.h"
#include "responder/page.h"

/* GET /api/v1/changes/days/:date - of China's day YYYY-MM-DD. */
enum reason
api_change_day(struct context *ctx)
{
	char		 date[DATE_BYTES];
	struct feed_day	 day;
	xmlDoc		*doc;
	enum reason	 why;

	if (*ctx->bureau.province == '\0')
		return fail(REASON_FEED_NO_PROVINCE, "no province");
	if (strlen(ctx->path_arg[0]) != DATE_BYTES - 1 ||
	    date_normalise(ctx->path_arg[0], date) != OK ||
	    strcmp(date, ctx->path_arg[0]) != 0)
		return fail(REASON_QUERY_INVALID, "date");
	why = registry_feed_day(ctx->app->registry, ctx->bureau.province, date,
	    &day);
	if (why != OK)
		return why;
	why = api_feed_day(date, &day, &doc);
	free(day.block);
	return why != OK ? why : respond_api(ctx, 200, doc);
}
