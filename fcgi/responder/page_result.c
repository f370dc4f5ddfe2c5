/* The result of a look-up, and the signed document behind it. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "document/face.h"
#include "responder/download.h"
#include "responder/page.h"
#include "responder/ticket.h"

/* The certificate that the request's ticket names, as it stands now. */
static enum reason
read_result(struct context *ctx, struct ticket *t, struct certificate *c,
    bool *found)
{
	enum reason	 why;

	*found = false;
	why = ticket_read(ctx->app->ticket_key, ctx->path_arg[0], clock_now(),
	    t);
	if (why != OK || t->serial == 0)
		return why;
	return registry_by_serial(ctx->app->registry, t->serial, t->version,
	    c, found);
}

static bool
may_download(const struct context *ctx, const struct certificate *c)
{
	return ctx->app->conf->demo_download && c->state == STATE_ISSUED &&
	    app_can_sign(ctx->app, clock_now());
}

/* GET /result/:ticket - the verdict in words, then the certificate's face */
enum reason
result_page(struct context *ctx)
{
	struct certificate	 c;
	struct ticket		 t;
	struct page		 page = context_page(ctx, "result");
	struct buf		 href = BUF_INIT(512);
	xmlDoc			*model;
	enum reason		 why;
	bool			 found, download;

	if ((why = read_result(ctx, &t, &c, &found)) != OK)
		return why;
	download = found && may_download(ctx, &c);
	if (download)
		why = buf_printf(&href, "/result/%s/certificate.xml",
		    ctx->path_arg[0]);
	if (why == OK)
		why = model_result(&page, found ? &c : NULL,
		    found ? clock_now() : t.checked, t.checked + TICKET_LIFE_S,
		    download ? buf_text(&href) : NULL, &model);
	buf_free(&href);
	return why != OK ? why : respond(ctx, "result", model);
}

/* GET /result/:ticket/certificate.xml - the signed document */
enum reason
result_download(struct context *ctx)
{
	struct certificate	 c;
	struct ticket		 t;
	xmlDoc			*doc = NULL;
	enum reason		 why;
	bool			 found;

	if ((why = read_result(ctx, &t, &c, &found)) != OK)
		return why;
	if (!found || !ctx->app->conf->demo_download)
		return fail(REASON_NOT_FOUND, "no download here");
	if (c.state != STATE_ISSUED)
		return fail(REASON_NOT_IN_FORCE, "state %s",
		    certificate_state_word(c.state));
	if (ctx->app->signer == NULL)
		return fail(REASON_SIGNING, "no signing key");
	why = face_document(&c, ctx->app->conf->specimen, &doc);
	if (why == OK)
		why = sign_document(ctx->app->signer, doc, clock_now(),
		    &ctx->res->body);
	xmlFreeDoc(doc);
	return why != OK ? why : download_headers(ctx, &c);
}
