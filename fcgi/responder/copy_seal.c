#include "base/clock.h"
#include "document/copy.h"
#include "responder/copy_seal.h"
#include "responder/sealers.h"

enum reason
copy_seal(void *arg, const struct annotation *a, const struct certificate *c,
    const struct seal_file *file, const struct buf *seal_der, struct buf *xml)
{
	const struct context	*ctx = arg;
	const struct sealer	*sealer;
	enum reason		 why;

	(void)seal_der;		/* opened before, with its key */
	why = sealers_find(ctx->app->sealers, file->id, &sealer);
	if (why == OK)
		why = copy_make(c, a, ctx->app->conf->specimen, sealer,
		    ctx->app->signer, clock_now(), xml);
	return sealers_fault(file->seal, why);
}

enum reason
copy_seal_prepare(struct context *ctx, const struct certificate *c)
{
	const struct sealer	*sealer;

	if (ctx->app->signer == NULL)
		return fail(REASON_SIGNING, "no signing key");
	return sealers_prepare(ctx->app->sealers, ctx->app->registry,
	    c->seal_code, &sealer);
}
