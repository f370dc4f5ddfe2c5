/* The registry's access log, or a line in ours when it cannot be written. */
#include "base/log.h"
#include "responder/access_note.h"

void
access_note(const struct context *ctx, const char *channel,
    uint64_t serial, unsigned version, const char *outcome,
    enum access_actor actor)
{
	enum reason	 why;

	why = registry_access_record(ctx->app->registry, channel, serial,
	    version, outcome, actor, NULL);
	if (why == OK)
		return;
	const struct log_field	 fields[] = {
		{ "id", request_id(ctx->req) },
		{ "reason", reason_info(why)->code },
		{ "detail", fail_detail() },
		{ NULL, NULL }
	};
	log_event(LOG_ERROR_, "access-not-recorded", fields);
	fail_clear();
}

void
tally_note(const struct context *ctx, enum reason why)
{
	if (why == OK)
		return;
	const struct log_field	 fields[] = {
		{ "id", request_id(ctx->req) },
		{ "reason", reason_info(why)->code },
		{ "detail", fail_detail() },
		{ NULL, NULL }
	};
	log_event(LOG_ERROR_, "not-counted", fields);
	fail_clear();
}
