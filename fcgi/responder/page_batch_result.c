/* A batch at its own address: done a slice at a time while it is looked at. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "document/batch_summary.h"
#include "document/model_batch.h"
#include "document/seal_put.h"
#include "document/sign.h"
#include "responder/batch_address.h"
#include "responder/page.h"
#include "service/lookup_batch.h"
#include "service/lookup_table.h"

static bool
is_done(const struct lookup_job *job)
{
	return job->found + job->not_found + job->not_checked == job->rows;
}

static enum reason
find_job(struct context *ctx, unsigned char code[LOOKUP_CODE_BYTES],
    struct lookup_job *job)
{
	enum reason	 why;

	why = batch_address_read(ctx->app->ticket_key, ctx->path_arg[0], code);
	return why != OK ? why : registry_lookup_job(ctx->app->registry, code,
	    job);
}

static enum reason
read_answers(struct context *ctx, const unsigned char *code,
    struct lookup_answer **list, size_t *count)
{
	return lookup_batch_answers(ctx->app->registry, ctx->app->ticket_key,
	    code, list, count);
}

static enum reason
make_rows(const struct lookup_answer *answers, size_t count,
    struct model_batch_row **out)
{
	size_t	 i;

	if ((*out = calloc(count + 1, sizeof(**out))) == NULL)
		return fail(REASON_MEMORY, "batch");
	for (i = 0; i < count; i++)
		(*out)[i] = (struct model_batch_row){
			.number = answers[i].number,
			.name = answers[i].asked.name,
			.id_number = answers[i].asked.id_number,
			.management_no = answers[i].asked.management_no,
			.outcome = answers[i].outcome,
			.state = answers[i].state,
			.since = answers[i].state_since,
		};
	return OK;
}

static enum reason
show(struct context *ctx, const unsigned char *code,
    const struct lookup_job *job)
{
	struct page		 page = context_page(ctx, "batch-result");
	char			 href[12 + PATH_ARG_BYTES];
	struct model_batch_job	 m = {
		.href = href, .made_at = job->made_at,
		.until = job->expires_at, .digest = job->file_digest,
		.rows = job->rows, .found = job->found,
		.not_found = job->not_found, .not_checked = job->not_checked,
		.state = !job->started ? "waiting" :
		    is_done(job) ? "done" : "running",
	};
	struct lookup_answer	*answers = NULL;
	struct model_batch_row	*rows = NULL;
	xmlDoc			*model = NULL;
	enum reason		 why = OK;
	size_t			 count = 0;

	snprintf(href, sizeof(href), "/batch/jobs/%s", ctx->path_arg[0]);
	if (is_done(job) && (why = read_answers(ctx, code, &answers,
	    &count)) == OK)
		why = make_rows(answers, count, &rows);
	if (why == OK)
		why = model_batch_result(&page, &m, rows, count, &model);
	free(rows);
	lookup_batch_free(&answers, count);
	return why != OK ? why : respond(ctx, "batch-result", model);
}

/* GET /batch/jobs/:job - a slice more, then how far it is or what came */
enum reason
batch_result_page(struct context *ctx)
{
	unsigned char		 code[LOOKUP_CODE_BYTES];
	struct lookup_job	 job;
	enum reason		 why;

	if ((why = find_job(ctx, code, &job)) != OK)
		return why;
	if (job.started && !is_done(&job) &&
	    ((why = lookup_batch_slice(ctx->app->registry,
	    ctx->app->ticket_key, code)) != OK ||
	    (why = registry_lookup_job(ctx->app->registry, code, &job)) != OK))
		return why;
	return show(ctx, code, &job);
}

/* POST /batch/jobs/:job/start - yes to the good rows of a table with faults */
enum reason
batch_start(struct context *ctx)
{
	unsigned char		 code[LOOKUP_CODE_BYTES];
	struct lookup_job	 job;
	char			 path[12 + PATH_ARG_BYTES];
	enum reason		 why;

	if ((why = find_job(ctx, code, &job)) != OK ||
	    (why = registry_lookup_start(ctx->app->registry, code)) != OK)
		return why;
	snprintf(path, sizeof(path), "/batch/jobs/%s", ctx->path_arg[0]);
	return respond_see_other(ctx, path);
}

static enum reason
find_done(struct context *ctx, unsigned char code[LOOKUP_CODE_BYTES],
    struct lookup_job *job)
{
	enum reason	 why;

	if ((why = find_job(ctx, code, job)) == OK && !is_done(job))
		why = fail(REASON_BATCH_RUNNING, "batch is not done");
	return why;
}

static enum reason
download(struct context *ctx, bool xlsx, const char *type, const char *name)
{
	unsigned char		 code[LOOKUP_CODE_BYTES];
	struct lookup_job	 job;
	struct lookup_answer	*answers = NULL;
	enum reason		 why;
	size_t			 count = 0;

	if ((why = find_done(ctx, code, &job)) == OK)
		why = read_answers(ctx, code, &answers, &count);
	if (why == OK)
		why = lookup_table(answers, count, strcmp(ctx->lang, "en") ==
		    0, xlsx, &ctx->res->body);
	lookup_batch_free(&answers, count);
	if (why != OK ||
	    (why = response_header(ctx->res, "Content-Type", type)) != OK)
		return why;
	return response_header(ctx->res, "Content-Disposition", name);
}

/* GET /batch/jobs/:job/results.csv */
enum reason
batch_csv(struct context *ctx)
{
	return download(ctx, false, "text/csv; charset=UTF-8",
	    "attachment; filename=\"results.csv\"");
}

/* GET /batch/jobs/:job/results.xlsx */
enum reason
batch_xlsx(struct context *ctx)
{
	return download(ctx, true, "application/vnd.openxmlformats-"
	    "officedocument.spreadsheetml.sheet",
	    "attachment; filename=\"results.xlsx\"");
}

/* GET /batch/jobs/:job/summary.xml - counts, sealed and signed; no person */
enum reason
batch_summary(struct context *ctx)
{
	struct batch_summary	 s = { .conf = ctx->app->conf };
	unsigned char		 code[LOOKUP_CODE_BYTES];
	const struct sealer	*sealer;
	struct lookup_job	 job;
	xmlDoc			*doc = NULL;
	enum reason		 why;

	if (ctx->app->signer == NULL)
		return fail(REASON_SIGNING, "no signing key");
	if ((why = find_done(ctx, code, &job)) != OK ||
	    (why = sealers_own(ctx->app->sealers, ctx->app->registry,
	    &sealer)) != OK)
		return why;
	s.made_at = clock_now();
	s.sent_at = job.made_at;
	s.digest = job.file_digest;
	s.rows = job.rows;
	s.found = job.found;
	s.not_found = job.not_found;
	s.not_checked = job.not_checked;
	why = batch_summary_document(&s, &doc);
	if (why == OK && sealer != NULL)
		why = seal_put(doc, sealer, s.made_at);
	if (why == OK)
		why = sign_document(ctx->app->signer, doc, s.made_at,
		    &ctx->res->body);
	xmlFreeDoc(doc);
	if (why != OK || (why = response_header(ctx->res, "Content-Type",
	    "application/xml; charset=UTF-8")) != OK)
		return why;
	return response_header(ctx->res, "Content-Disposition",
	    "attachment; filename=\"summary.xml\"");
}
