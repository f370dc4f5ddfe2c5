/* Signing in: name and number, then a code; or the organisation's gateway. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "field/idnumber.h"
#include "field/name.h"
#include "http/fields.h"
#include "responder/certificate_page.h"
#include "responder/page.h"

#define FORM_MAX	4096

enum { FIELD_NAME, FIELD_ID, FIELDS };

static bool
signs_in_by(const struct context *ctx, const char *way)
{
	return strcmp(ctx->app->conf->sign_in, way) == 0;
}

static enum reason
need_way(const struct context *ctx, const char *way)
{
	if (!signs_in_by(ctx, way))
		return fail(REASON_SIGN_IN_OFF, "sign_in is not %s", way);
	return OK;
}

static const char *
typed(const struct context *ctx, const char *field)
{
	const char	*value = request_form(ctx->req, field);

	return value == NULL ? "" : value;
}

/* The first step's page under a visit's token, with what was wrong. */
static enum reason
show_person(struct context *ctx, const char *token, const enum reason *faults)
{
	const struct model_field	 fields[FIELDS] = {
		[FIELD_NAME] = { .name = "name", .value = "",
		    .max = NAME_CHARS_MAX,
		    .why = faults ? faults[FIELD_NAME] : OK },
		[FIELD_ID] = { .name = "id_number", .value = "",
		    .max = ID_NUMBER_BYTES - 1,
		    .why = faults ? faults[FIELD_ID] : OK,
		    .typed = faults && faults[FIELD_ID] == REASON_ID_LENGTH ?
		    (long)idnumber_length(typed(ctx, "id_number")) : 0 },
	};
	struct page			 page = context_page(ctx, "sign-in");
	char				 csrf[CSRF_BYTES];
	xmlDoc				*model;
	enum reason			 why;

	page.path = "/sign-in";
	if ((why = form_token(ctx, token, csrf)) != OK)
		return why;
	why = model_sign_in(&page, fields, FIELDS, csrf, false, OK, &model);
	return why != OK ? why : respond(ctx, "sign-in", model);
}

static enum reason
show_gateway(struct context *ctx)
{
	struct page	 page = context_page(ctx, "sign-in");
	xmlDoc		*model;
	enum reason	 why;

	why = model_sign_in(&page, NULL, 0, "", true, OK, &model);
	return why != OK ? why : respond(ctx, "sign-in", model);
}

/* GET /sign-in - who are you? */
enum reason
sign_in_page(struct context *ctx)
{
	char		 token[COOKIE_VALUE_BYTES] = "";
	enum reason	 why;

	if (signs_in_by(ctx, "gateway"))
		return show_gateway(ctx);
	if ((why = need_way(ctx, "code")) != OK ||
	    (why = visit_begin(ctx, token)) != OK)
		return why;
	return show_person(ctx, token, NULL);
}

/*
 * A code goes out, if there is such a person; the answer and its time are the
 * same when there is not.
 */
static enum reason
send_code(struct context *ctx, const char *name, const char *id_number)
{
	char		 token[COOKIE_VALUE_BYTES] = "";
	struct holder	 holder;
	struct sign_in	 begun;
	enum reason	 why;

	why = registry_holder_named(ctx->app->registry, name, id_number,
	    &holder);
	if (why == OK)
		why = registry_sign_in_begin(ctx->app->registry, &holder,
		    &begun);
	if (why != OK)
		return why;
	courier_send(ctx->app->courier, begun.phone, begun.code);
	memcpy(token, begun.handle, sizeof(begun.handle));
	explicit_bzero(&begun, sizeof(begun));
	why = visit_begin(ctx, token);
	return why != OK ? why : respond_see_other(ctx, "/sign-in/code");
}

/* POST /sign-in - name and ID number */
enum reason
sign_in_submit(struct context *ctx)
{
	char		 token[COOKIE_VALUE_BYTES], name[NAME_BYTES];
	char		 id_number[ID_NUMBER_BYTES];
	enum reason	 why, faults[FIELDS];

	if ((why = need_way(ctx, "code")) != OK ||
	    (why = request_read_form(ctx->req, FORM_MAX)) != OK)
		return why;
	if (!visit_find(ctx, token))
		return fail(REASON_CSRF, "no visit");
	if ((why = form_token_check(ctx, token)) != OK)
		return why;
	faults[FIELD_NAME] = name_normalise(typed(ctx, "name"), name);
	faults[FIELD_ID] = idnumber_normalise(typed(ctx, "id_number"),
	    id_number);
	if (faults[FIELD_NAME] == OK && faults[FIELD_ID] == OK)
		return send_code(ctx, name, id_number);
	ctx->res->status = 422;
	return show_person(ctx, token, faults);
}

static enum reason
show_code(struct context *ctx, const char *token, enum reason fault)
{
	const struct model_field	 field = { .name = "code",
					    .value = "", .why = fault,
					    .max = SIGN_IN_CODE_BYTES - 1 };
	struct page			 page = context_page(ctx,
					    "sign-in-code");
	char				 csrf[CSRF_BYTES];
	xmlDoc				*model;
	enum reason			 why;

	if ((why = form_token(ctx, token, csrf)) != OK)
		return why;
	why = model_sign_in(&page, &field, 1, csrf, false, OK, &model);
	return why != OK ? why : respond(ctx, "sign-in-code", model);
}

/* GET /sign-in/code - the code that was sent */
enum reason
sign_in_code_page(struct context *ctx)
{
	char		 token[COOKIE_VALUE_BYTES];
	enum reason	 why;

	if ((why = need_way(ctx, "code")) != OK)
		return why;
	if (!visit_find(ctx, token))
		return respond_see_other(ctx, "/sign-in");
	return show_code(ctx, token, OK);
}

static enum reason
enter(struct context *ctx, const struct holder *holder)
{
	struct session	 s;
	enum reason	 why;

	if ((why = session_begin(ctx, holder, &s)) != OK ||
	    (why = visit_end(ctx)) != OK)
		return why;
	return respond_see_other(ctx, "/holder");
}

/* POST /sign-in/code */
enum reason
sign_in_code_submit(struct context *ctx)
{
	char		 token[COOKIE_VALUE_BYTES], code[SIGN_IN_CODE_BYTES];
	struct holder	 holder;
	enum reason	 why;

	if ((why = need_way(ctx, "code")) != OK ||
	    (why = request_read_form(ctx->req, FORM_MAX)) != OK)
		return why;
	if (!visit_find(ctx, token))
		return fail(REASON_CODE_EXPIRED, "no visit");
	if ((why = form_token_check(ctx, token)) != OK)
		return why;
	/* What cannot be a code costs no try. */
	why = text_fold_code_to(typed(ctx, "code"), code, sizeof(code)) &&
	    strlen(code) == sizeof(code) - 1 && text_is_digits(code) ?
	    registry_sign_in_finish(ctx->app->registry, token, code, &holder) :
	    fail(REASON_CODE_WRONG, "not a code");
	explicit_bzero(code, sizeof(code));
	if (why == OK)
		return enter(ctx, &holder);
	if (why != REASON_CODE_WRONG)
		return why;
	ctx->res->status = reason_info(why)->status;
	return show_code(ctx, token, why);
}

/*
 * GET /sign-in/gateway - whom the organisation's own service has verified.
 * nginx sets the two parameters in this place alone (nginx/gateway.conf.in),
 * percent-encoded, for a header line is ASCII.
 */
enum reason
sign_in_gateway(struct context *ctx)
{
	char		 name[NAME_BYTES], id_number[ID_NUMBER_BYTES];
	char		 said[NAME_BYTES * 3];
	const char	*encoded = request_header(ctx->req,
			    "ECERT_HOLDER_NAME");
	struct holder	 holder;
	struct session	 s;
	enum reason	 why;

	if ((why = need_way(ctx, "gateway")) != OK)
		return why;
	if (*encoded == '\0' || strlen(encoded) >= sizeof(said))
		return fail(REASON_SIGN_IN_REFUSED, "the gateway names nobody");
	memcpy(said, encoded, strlen(encoded) + 1);
	if (percent_decode(said) != OK ||
	    name_normalise(said, name) != OK ||
	    idnumber_normalise(request_header(ctx->req,
	    "ECERT_HOLDER_ID_NUMBER"), id_number) != OK)
		return fail(REASON_SIGN_IN_REFUSED,
		    "what the gateway says is not a name and a number");
	why = registry_holder_named(ctx->app->registry, name, id_number,
	    &holder);
	if (why == OK)
		why = session_begin(ctx, &holder, &s);
	/*
	 * No redirection: the browser comes from another site, and would not
	 * send the new cookie (SameSite=Strict) before a page of ours stands.
	 */
	return why != OK ? why : holder_show(ctx, &s);
}

/* POST /sign-out */
enum reason
sign_out(struct context *ctx)
{
	struct session	 s;
	enum reason	 why;

	why = session_form(ctx, &s, FORM_MAX);
	if (why == REASON_SIGN_IN_NEEDED)	/* it has ended by itself */
		return respond_see_other(ctx, "/");
	if (why == OK)
		why = session_end(ctx, &s);
	return why != OK ? why : respond_see_other(ctx, "/");
}
