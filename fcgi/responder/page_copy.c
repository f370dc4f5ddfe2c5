/* One annotated copy for its holder: shown, downloaded, withdrawn. */
#include <stdio.h>

#include "base/clock.h"
#include "document/copy.h"
#include "registry/annotation.h"
#include "responder/access_note.h"
#include "responder/certificate_page.h"
#include "responder/copy_picture.h"
#include "responder/download.h"
#include "responder/page.h"
#include "responder/sealers.h"

#define FORM_MAX	4096

/* The copy that the address names, if its certificate is this holder's. */
static enum reason
read_copy(struct context *ctx, const struct session *s, struct annotation *a,
    struct certificate *c)
{
	unsigned char	 bits[ANNOTATION_CODE_BITS_BYTES];
	enum reason	 why;
	bool		 found;

	if (!annotation_code_parse(ctx->path_arg[0], bits))
		return fail(REASON_NOT_FOUND, "not a code");
	why = registry_annotation_by_code(ctx->app->registry, bits, a, c,
	    &found);
	if (why != OK)
		return why;
	/* A bureau's is the bureau's alone; its holder has it in a list. */
	if (!found || a->bureau != 0)
		return fail(REASON_NOT_FOUND, "no such copy");
	return certificate_is_theirs(ctx, s, c);
}

/* GET /holder/copies/:code - the copy, what is on it, what to do with it */
enum reason
holder_copy_page(struct context *ctx)
{
	struct session		 s;
	struct certificate	 c;
	struct annotation	 a;
	struct model_picture	 picture = { 0 };
	struct page		 page = context_page(ctx, "holder-copy");
	char			 address[COPY_ADDRESS_BYTES];
	xmlDoc			*model;
	enum reason		 why;

	if ((why = session_need(ctx, &s)) != OK ||
	    (why = read_copy(ctx, &s, &a, &c)) != OK ||
	    (why = copy_picture(ctx, &a, &picture)) != OK)
		return why;
	copy_address(ctx, a.code, address);
	why = model_holder_copy(&page, &a, &c, &picture, address, s.csrf,
	    &model);
	return why != OK ? why : respond(ctx, "holder-copy", model);
}

/* GET /holder/copies/:code/certificate.xml - the same bytes each time */
enum reason
holder_copy_download(struct context *ctx)
{
	struct session		 s;
	struct certificate	 c;
	struct annotation	 a;
	enum reason		 why;

	if ((why = session_need(ctx, &s)) != OK ||
	    (why = read_copy(ctx, &s, &a, &c)) != OK)
		return why;
	if (a.state != ANNOTATION_GOOD)
		return fail(REASON_COPY_GONE, "the annotation has ended");
	if (c.state != STATE_ISSUED)
		return fail(REASON_NOT_IN_FORCE, "state %s",
		    certificate_state_word(c.state));
	why = registry_copy_read(ctx->app->registry, a.id, &ctx->res->body);
	if (why != OK)
		return why;
	access_note(ctx, "download", c.serial, c.version, "issued",
	    ACCESS_HOLDER);
	return download_headers(ctx, &c);
}

/* POST /holder/copies/:code/withdraw - for good */
enum reason
holder_copy_withdraw(struct context *ctx)
{
	struct session	 s;
	unsigned char	 bits[ANNOTATION_CODE_BITS_BYTES];
	char		 code[ANNOTATION_CODE_BYTES];
	char		 path[16 + ANNOTATION_CODE_BYTES];
	enum reason	 why;

	if ((why = session_form(ctx, &s, FORM_MAX)) != OK)
		return why;
	if (!annotation_code_parse(ctx->path_arg[0], bits))
		return fail(REASON_NOT_FOUND, "not a code");
	why = registry_annotation_withdraw(ctx->app->registry, &s.holder,
	    bits);
	if (why != OK)
		return why;
	annotation_code_format(bits, code);
	snprintf(path, sizeof(path), "/holder/copies/%s", code);
	return respond_see_other(ctx, path);
}

/*
 * GET /holder/certificates/:ref/certificate.xml - sealed and signed now, for a
 * certificate that needs no annotation (domain.md: of an association, issued
 * before 2021-12-17)
 */
enum reason
holder_plain_download(struct context *ctx)
{
	const struct sealer	*sealer;
	struct session		 s;
	struct certificate	 c;
	enum reason		 why;

	if ((why = session_need(ctx, &s)) != OK ||
	    (why = certificate_of_holder(ctx, &s, &c)) != OK)
		return why;
	if (annotation_is_needed(&c))
		return fail(REASON_NOT_FOUND, "only annotated copies");
	if (ctx->app->signer == NULL)
		return fail(REASON_SIGNING, "no signing key");
	why = sealers_prepare(ctx->app->sealers, ctx->app->registry,
	    c.seal_code, &sealer);
	if (why == OK)
		why = copy_make(&c, NULL, ctx->app->conf->specimen, sealer,
		    ctx->app->signer, clock_now(), &ctx->res->body);
	if (why != OK)
		return sealers_fault(c.seal_code, why);
	access_note(ctx, "download", c.serial, c.version, "issued",
	    ACCESS_HOLDER);
	return download_headers(ctx, &c);
}
