/* A file that a bureau has verified. */
#include <stdio.h>
#include <string.h>

#include "document/untrusted.h"
#include "registry/report.h"
#include "responder/api_key.h"
#include "responder/api_signed.h"
#include "responder/bureau.h"
#include "responder/page.h"
#include "responder/upload.h"

/* What the same call gave before, if anything. */
static enum reason
read_kept(struct context *ctx, struct upload *u, bool *found)
{

	buf_clear(&u->signed_report);
	return registry_report_read(ctx->app->registry, u->bits,
	    &u->signed_report, found);
}

static enum reason
number(struct context *ctx, const char *key, struct upload *u)
{
	char		 digest[65];
	enum reason	 why;

	if ((why = secret_digest_hex(u->file.data, u->file.len,
	    digest)) != OK ||
	    (why = secret_random(u->bits, sizeof(u->bits))) != OK)
		return why;
	u->is_numbered = true;
	return registry_bureau_report_number(ctx->app->registry,
	    ctx->bureau.call, key, digest, u->bits);
}

static enum reason
verify(struct context *ctx, struct upload *u)
{
	enum reason	 why;
	bool		 found = false;

	if ((why = read_kept(ctx, u, &found)) != OK)
		return why;
	if (found)
		return bureau_access(ctx, "file", NULL, "repeated");
	if ((why = upload_verify(ctx, u)) != OK || u->not_kept == OK)
		return why;
	/* The same call at the same moment may have been quicker. */
	why = read_kept(ctx, u, &found);
	return why != OK || found ? why : u->not_kept;
}

/* The report's own address is among the public's pages. */
static void
locate(struct context *ctx, const unsigned char *bits)
{
	const char	*base = ctx->app->conf->base_url;
	char		 code[ANNOTATION_CODE_BYTES];
	int		 n;

	annotation_code_format(bits, code);
	n = snprintf(ctx->location, sizeof(ctx->location),
	    "%s/verify/reports/%s", base, code);
	if (*base == '\0' || n < 0 || (size_t)n >= sizeof(ctx->location))
		ctx->location[0] = '\0';
}

/*
 * POST /api/v1/verifications - the file itself, or a form with the part "file":
 * 201 with the signed report, which names no person
 */
enum reason
api_verification(struct context *ctx)
{
	struct upload	 u;
	const char	*key;
	enum reason	 why;

	memset(&u, 0, sizeof(u));
	if ((why = api_key_read(ctx, &key)) == OK &&
	    (why = upload_read(ctx, true, &u)) == OK &&
	    (why = number(ctx, key, &u)) == OK &&
	    (why = verify(ctx, &u)) == OK)
		why = respond_api_kept(ctx, 201, &u.signed_report);
	if (why == OK)
		locate(ctx, u.bits);
	upload_free(&u);
	return why;
}
