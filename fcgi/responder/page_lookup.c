/* The look-up: a form, an answer at an address of its own. */
#include <stdio.h>

#include "base/clock.h"
#include "responder/access_note.h"
#include "responder/lookup_form.h"
#include "responder/page.h"
#include "responder/ticket.h"

/* GET / - the form (domain.md, "Who looks, and what they may see") */
enum reason
home_page(struct context *ctx)
{
	return respond_kept(ctx, "home", "", lookup_form_empty);
}

/*
 * POST /lookup - name, 证件号码 and 管理号 together, or nothing.  Found and not
 * found take the same way and the same answer: 303 to a ticket.
 */
enum reason
lookup_submit(struct context *ctx)
{
	struct standing		 at;
	struct triple		 t;
	struct ticket		 ticket = { 0, 0, clock_now() };
	xmlDoc			*model;
	char			 path[8 + TICKET_BYTES] = "/result/";
	enum reason		 why;
	bool			 found;

	if ((why = request_read_form(ctx->req, LOOKUP_BODY_MAX)) != OK ||
	    (why = lookup_form_check(ctx, &t, &model)) != OK)
		return why;
	if (model != NULL) {
		ctx->res->status = 422;
		return respond(ctx, "home", model);
	}
	why = registry_standing(ctx->app->registry, t.name, t.id_number,
	    t.management_no, &at, &found);
	if (why != OK)
		return why;
	if (found) {
		ticket.serial = at.serial;
		ticket.version = at.version;
	}
	access_note(ctx, "triple", ticket.serial, ticket.version,
	    found ? certificate_state_word(at.state) : "not-found",
	    ACCESS_PUBLIC);
	why = ticket_write(ctx->app->ticket_key, &ticket, path + 8);
	return why != OK ? why : respond_see_other(ctx, path);
}
