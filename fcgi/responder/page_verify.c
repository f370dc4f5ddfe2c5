/* Checking what somebody hands you: a file is sent, a report comes back. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "document/model_verification.h"
#include "responder/page.h"
#include "responder/report_read.h"
#include "responder/upload.h"
#include "responder/upload_ticket.h"

static enum reason
build_form(struct context *ctx, xmlDoc **model)
{
	struct page	 page = context_page(ctx, "verify");

	return model_verify(&page, OK, model);
}

/* GET /verify - the form, and the box for a code */
enum reason
verify_page(struct context *ctx)
{
	return respond_kept(ctx, "verify", "", build_form);
}

/* What is wrong with the file itself is told beside it, to choose another. */
static enum reason
form_again(struct context *ctx, enum reason fault)
{
	struct page	 page = context_page(ctx, "verify");
	xmlDoc		*model;
	enum reason	 why;

	if ((why = model_verify(&page, fault, &model)) != OK)
		return why;
	ctx->res->status = reason_info(fault)->status;
	return respond(ctx, "verify", model);
}

static bool
is_of_file(enum reason why)
{
	return why == REASON_FILE_EMPTY || why == REASON_FILE_ONE ||
	    why == REASON_FILE_TOO_LARGE;
}

static enum reason
see_result(struct context *ctx, const struct upload *u)
{
	struct upload_ticket	 t;
	char			 path[16 + UPLOAD_TICKET_BYTES] =
				    "/verify/result/";
	enum reason		 why = OK;

	memset(&t, 0, sizeof(t));
	t.of.checked = u->report.made_at;
	if (!annotation_code_parse(u->number, t.number))
		return fail(REASON_INTERNAL, "number of a report");
	if (upload_shows_face(u)) {
		t.of.serial = u->certificate.serial;
		t.of.version = u->certificate.version;
		why = difference_list(&u->verification, &u->certificate,
		    t.difference, &t.differences);
	}
	if (why == OK)
		why = upload_ticket_write(ctx->app->ticket_key, &t, path + 15);
	return why != OK ? why : respond_see_other(ctx, path);
}

/*
 * The report could not be kept, so it has no address: it is shown at once, and
 * the status says that to ask again would be better.
 */
static enum reason
show_unkept(struct context *ctx, struct upload *u)
{
	struct page			 page = context_page(ctx,
					    "verification");
	struct model_verification	 m = { .number = "",
					    .not_kept = u->not_kept };
	xmlDoc				*model = NULL;
	enum reason			 why;

	u->report.number = "";
	if ((why = report_document(&u->report, &m.report)) == OK)
		why = model_verification(&page, &m, &model);
	xmlFreeDoc(m.report);
	if (why != OK)
		return why;
	ctx->res->status = 503;
	if ((why = response_header(ctx->res, "Retry-After", "5")) != OK) {
		xmlFreeDoc(model);
		return why;
	}
	return respond(ctx, "verification", model);
}

/* POST /verify - multipart/form-data with the part "file" */
enum reason
verify_submit(struct context *ctx)
{
	struct upload	 u;
	enum reason	 why;

	if ((why = upload_read(ctx, false, &u)) == OK &&
	    (why = upload_verify(ctx, &u)) == OK)
		why = u.not_kept != OK ? show_unkept(ctx, &u) :
		    see_result(ctx, &u);
	upload_free(&u);
	return is_of_file(why) ? form_again(ctx, why) : why;
}

/* GET /verify/result/:ticket - report and face, for ten minutes */
enum reason
verify_result_page(struct context *ctx)
{
	struct page			 page = context_page(ctx,
					    "verification");
	struct model_verification	 m = { .not_kept = OK };
	struct upload_ticket		 t;
	struct certificate		 c;
	char				 number[ANNOTATION_CODE_BYTES];
	xmlDoc				*model = NULL;
	enum reason			 why;
	bool				 found = false;

	why = upload_ticket_read(ctx->app->ticket_key, ctx->path_arg[0],
	    clock_now(), &t);
	if (why == OK)
		why = report_tree(ctx, t.number, &m.report);
	if (why == OK && t.of.serial != 0)
		why = registry_by_serial(ctx->app->registry, t.of.serial,
		    t.of.version, &c, &found);
	if (why == OK) {
		annotation_code_format(t.number, number);
		m.number = number;
		m.until = t.of.checked + TICKET_LIFE_S;
		m.certificate = found ? &c : NULL;
		m.differences = t.difference;
		m.difference_count = t.differences;
		why = model_verification(&page, &m, &model);
	}
	xmlFreeDoc(m.report);
	return why != OK ? why : respond(ctx, "verification", model);
}

/*
 * POST /api/v1/verifications - the file itself, or a form as above: 201 with
 * the signed report, which names no person
 */
enum reason
verification_create(struct context *ctx)
{
	struct upload	 u;
	char		 path[17 + ANNOTATION_CODE_BYTES];
	enum reason	 why;

	if ((why = upload_read(ctx, true, &u)) == OK &&
	    (why = upload_verify(ctx, &u)) == OK)
		why = u.not_kept;
	if (why == OK) {
		snprintf(path, sizeof(path), "/verify/reports/%s", u.number);
		why = report_answer(ctx, &u.signed_report);
	}
	if (why == OK)
		why = response_header(ctx->res, "Location", path);
	if (why == OK)
		ctx->res->status = 201;
	upload_free(&u);
	return why;
}
