/* What a holder has: the list, and one certificate with its copies. */
#include <stdlib.h>
#include <string.h>

#include "responder/certificate_page.h"
#include "responder/page.h"

/* The list for a session, at whatever address. */
enum reason
holder_show(struct context *ctx, const struct session *s)
{
	struct page		 page = context_page(ctx, "holder");
	struct certificate	*list = NULL;
	const char		**refs = NULL;
	char			(*text)[REF_BYTES] = NULL;
	xmlDoc			*model = NULL;
	enum reason		 why;
	size_t			 count = 0, i;

	page.path = "/holder";
	why = registry_holder_certificates(ctx->app->registry, &s->holder,
	    &list, &count);
	if (why != OK)
		return why;
	text = calloc(count + 1, sizeof(*text));
	refs = calloc(count + 1, sizeof(*refs));
	if (text == NULL || refs == NULL)
		why = fail(REASON_MEMORY, "references");
	for (i = 0; why == OK && i < count; i++) {
		why = ref_write(ctx->app->ticket_key, list[i].serial,
		    list[i].version, text[i]);
		refs[i] = text[i];
	}
	if (why == OK)
		why = model_holder(&page, s->holder.name, list, refs, count,
		    s->csrf, &model);
	free(list);
	free(refs);
	free(text);
	return why != OK ? why : respond(ctx, "holder", model);
}

/* GET /holder - my certificates */
enum reason
holder_page(struct context *ctx)
{
	struct session	 s;
	enum reason	 why;

	why = session_need(ctx, &s);
	return why != OK ? why : holder_show(ctx, &s);
}

/* GET /holder/certificates/:ref */
enum reason
holder_certificate_page(struct context *ctx)
{
	struct session		 s;
	struct certificate	 c;
	enum reason		 why;

	if ((why = session_need(ctx, &s)) != OK ||
	    (why = certificate_of_holder(ctx, &s, &c)) != OK)
		return why;
	return certificate_show(ctx, &s, &c, NULL, OK);
}
