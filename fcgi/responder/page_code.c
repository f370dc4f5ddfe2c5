/* Checking a copy by the code that is printed on it. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "registry/annotation.h"
#include "responder/access_note.h"
#include "responder/copy_picture.h"
#include "responder/page.h"

/* What was told, in the words of the access log. */
static const char *
outcome(const struct annotation *a, const struct certificate *c)
{
	return a->state == ANNOTATION_GOOD ?
	    certificate_state_word(c->state) : annotation_state_word(a->state);
}

static enum reason
show(struct context *ctx, bool found, const struct annotation *a,
    const struct certificate *c)
{
	struct page		 page = context_page(ctx, "copy");
	struct model_picture	 picture = { 0 };
	char			 address[COPY_ADDRESS_BYTES] = "";
	xmlDoc			*model;
	enum reason		 why = OK;

	if (found && a->state == ANNOTATION_GOOD) {
		why = copy_picture(ctx, a, &picture);
		copy_address(ctx, a->code, address);
	}
	if (why == OK)
		why = model_copy_status(&page, found ? a : NULL,
		    found ? c : NULL, clock_now(), address, &picture, &model);
	return why != OK ? why : respond(ctx, "copy", model);
}

/* GET /v/:code - is this annotated copy still good?  (notice, paragraph 4) */
enum reason
copy_status(struct context *ctx)
{
	unsigned char		 bits[ANNOTATION_CODE_BITS_BYTES];
	struct annotation	 a;
	struct certificate	 c;
	enum reason		 why = OK;
	bool			 found = false;

	if (annotation_code_parse(ctx->path_arg[0], bits))
		why = registry_annotation_by_code(ctx->app->registry, bits, &a,
		    &c, &found);
	if (why != OK)
		return why;
	access_note(ctx, "code", found ? c.serial : 0, found ? c.version : 0,
	    found ? outcome(&a, &c) : "not-found", ACCESS_PUBLIC);
	return show(ctx, found, &a, &c);
}

/* GET /v?code=... - the form; the code has one address, however it was typed */
enum reason
copy_lookup(struct context *ctx)
{
	const char	*typed = request_query(ctx->req, "code");
	unsigned char	 bits[ANNOTATION_CODE_BITS_BYTES];
	char		 path[3 + ANNOTATION_CODE_BYTES] = "/v/";

	if (typed == NULL || !annotation_code_parse(typed, bits))
		return show(ctx, false, NULL, NULL);
	annotation_code_format(bits, path + 3);
	return respond_see_other(ctx, path);
}
