/* Seal pictures and check addresses of copies. */
#include <stdio.h>

#include "responder/copy_picture.h"
#include "responder/sealers.h"

enum reason
copy_picture(struct context *ctx, const struct annotation *a,
    struct model_picture *out)
{
	const struct seal_facts	*facts;
	const struct seal	*seal;
	enum reason		 why;

	why = sealers_seal(ctx->app->sealers, ctx->app->registry, a->seal_file,
	    &seal);
	if (why != OK)
		return why;
	facts = seal_facts(seal);
	*out = (struct model_picture){
		.media_type = seal_media_type(seal),
		.bytes = facts->picture,
		.len = facts->picture_len,
		.width_mm = facts->width_mm,
		.height_mm = facts->height_mm,
	};
	return OK;
}

void
copy_address(const struct context *ctx, const char *code,
    char out[COPY_ADDRESS_BYTES])
{
	snprintf(out, COPY_ADDRESS_BYTES, "%s/v/%s", ctx->app->conf->base_url,
	    code);
}
