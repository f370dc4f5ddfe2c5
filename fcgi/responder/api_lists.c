/* Catalogue, seals and reasons: what a bureau's own programs check by. */
#include <stdlib.h>

#include "base/clock.h"
#include "document/api_list.h"
#include "registry/seal_store.h"
#include "responder/api.h"
#include "responder/api_signed.h"
#include "responder/page.h"

/* An entity tag of what the answer depends on; *fresh: the caller has it. */
static enum reason
tag(struct context *ctx, const struct buf *of, bool *fresh)
{
	char		 digest[65];
	enum reason	 why;

	if ((why = secret_digest_hex(buf_text(of), of->len, digest)) != OK)
		return why;
	digest[API_TAG_BYTES - 1] = '\0';
	return respond_api_tag(ctx, digest, fresh);
}

/* GET /api/v1/catalogue - the qualifications in force today */
enum reason
api_catalogue_list(struct context *ctx)
{
	struct catalogue_entry	*entries = NULL;
	struct buf		 of = BUF_INIT(128);
	char			 version[65], day[CLOCK_DATE_BYTES];
	xmlDoc			*doc;
	enum reason		 why;
	bool			 fresh = false;
	size_t			 count = 0;

	clock_date(clock_now(), day);	/* entries come into force by day */
	why = registry_catalogue_version(ctx->app->registry, version);
	if (why == OK && (why = buf_printf(&of, "%s %s", day, version)) == OK)
		why = tag(ctx, &of, &fresh);
	buf_free(&of);
	if (why != OK || fresh)
		return why;
	why = registry_catalogue(ctx->app->registry, &entries, &count);
	if (why == OK)
		why = api_catalogue(entries, count, day, &doc);
	free(entries);
	return why != OK ? why : respond_api(ctx, 200, doc);
}

/* GET /api/v1/reasons - what codes mean */
enum reason
api_reason_list(struct context *ctx)
{
	xmlDoc		*doc;
	enum reason	 why;

	why = api_reasons(&doc);
	return why != OK ? why : respond_api(ctx, 200, doc);
}

static enum reason
add_signers(struct context *ctx, struct api_seals *s,
    const struct seal_file *file)
{
	struct buf	 der = BUF_INIT(SEAL_FILE_BYTES_MAX);
	enum reason	 why = OK;
	bool		 found;
	size_t		 i;

	for (i = 0; why == OK && i < file->signers; i++) {
		buf_clear(&der);
		why = registry_seal_signer(ctx->app->registry, file->id, i,
		    &der, &found);
		if (why == OK && !found)
			why = fail(REASON_DATA, "signer %zu of %u", i,
			    file->id);
		if (why == OK)
			why = api_seals_signer(s, &der);
	}
	buf_free(&der);
	return why;
}

static enum reason
add_seal(struct context *ctx, struct api_seals *s,
    const struct seal_file *file)
{
	const struct api_seal	 seal = { file->seal, file->es_id, file->name,
				    file->owner, file->digest,
				    file->valid_from, file->valid_until,
				    file->disabled_at };
	struct buf		 der = BUF_INIT(SEAL_FILE_BYTES_MAX);
	struct seal_file	 read;
	enum reason		 why;
	bool			 found;

	why = registry_seal_file(ctx->app->registry, file->id, &read, &der,
	    &found);
	if (why == OK && !found)
		why = fail(REASON_DATA, "seal file %u", file->id);
	if (why == OK && (why = api_seals_add(s, &seal, &der)) == OK)
		why = add_signers(ctx, s, file);
	buf_free(&der);
	return why;
}

static enum reason
all_seals(struct context *ctx, const struct seal_file *files, size_t count,
    xmlDoc **doc)
{
	struct api_seals	 s;
	enum reason		 why = OK;
	size_t			 i;

	api_seals_begin(&s);
	for (i = 0; why == OK && i < count; i++)
		why = add_seal(ctx, &s, &files[i]);
	if (why == OK)
		return api_seals_end(&s, doc);
	api_seals_drop(&s);
	return why;
}

/* What seals there are never changes but by a new one, or one's end. */
static enum reason
seals_tag(struct context *ctx, const struct seal_file *files, size_t count,
    bool *fresh)
{
	struct buf	 of = BUF_INIT(SEAL_FILES_MAX * 128);
	enum reason	 why = OK;
	size_t		 i;

	for (i = 0; why == OK && i < count; i++)
		why = buf_printf(&of, "%u %s %d\n", files[i].id,
		    files[i].digest, files[i].disabled_at != 0);
	if (why == OK)
		why = tag(ctx, &of, fresh);
	buf_free(&of);
	return why;
}

/* GET /api/v1/seals - to check seals by, also offline */
enum reason
api_seal_list(struct context *ctx)
{
	struct seal_file	*files = NULL;
	xmlDoc			*doc = NULL;
	enum reason		 why;
	bool			 fresh = false;
	size_t			 count = 0;

	why = registry_seal_list(ctx->app->registry, &files, &count);
	if (why == OK && (why = seals_tag(ctx, files, count, &fresh)) == OK &&
	    !fresh)
		why = all_seals(ctx, files, count, &doc);
	free(files);
	return why != OK || fresh ? why : respond_api(ctx, 200, doc);
}
