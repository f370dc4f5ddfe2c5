/* Tokens in cookies, and MACs of them in forms. */
#include <string.h>

#include "responder/session.h"

#define SESSION_COOKIE	"ecert_session"
#define VISIT_COOKIE	"ecert_visit"
#define VISIT_PATH	"/sign-in"
#define TOKEN_DIGITS	(SESSION_TOKEN_BYTES - 1)

_Static_assert(SIGN_IN_HANDLE_BYTES == SESSION_TOKEN_BYTES,
    "both kinds of token are read by one function");

static bool
over_tls(const struct context *ctx)
{
	return strcmp(request_header(ctx->req, "REQUEST_SCHEME"), "https") == 0;
}

/* Only what can be one of ours is looked up at all. */
static bool
find_token(const struct context *ctx, const char *cookie,
    char token[COOKIE_VALUE_BYTES])
{
	return cookie_get(request_header(ctx->req, "HTTP_COOKIE"), cookie,
	    token) && strlen(token) == TOKEN_DIGITS &&
	    strspn(token, "0123456789abcdef") == TOKEN_DIGITS;
}

enum reason
form_token(const struct context *ctx, const char *token, char csrf[CSRF_BYTES])
{
	unsigned char	 mac[SECRET_MAC_BYTES];
	enum reason	 why;

	why = secret_mac(ctx->app->session_key, "form", token, strlen(token),
	    mac);
	if (why == OK)
		secret_hex(mac, (CSRF_BYTES - 1) / 2, csrf);
	return why;
}

enum reason
form_token_check(const struct context *ctx, const char *token)
{
	const char	*sent = request_form(ctx->req, "csrf");
	char		 csrf[CSRF_BYTES];
	enum reason	 why;

	if ((why = form_token(ctx, token, csrf)) != OK)
		return why;
	if (sent == NULL || strlen(sent) != CSRF_BYTES - 1 ||
	    !secret_equal(sent, csrf, CSRF_BYTES - 1))
		return fail(REASON_CSRF, "form without its token");
	return OK;
}

enum reason
session_need(struct context *ctx, struct session *s)
{
	enum reason	 why;
	time_t		 since;
	bool		 found;

	if (strcmp(ctx->app->conf->sign_in, "off") == 0)
		return fail(REASON_SIGN_IN_OFF, "holders do not sign in here");
	if (!find_token(ctx, SESSION_COOKIE, s->token))
		return fail(REASON_SIGN_IN_NEEDED, "no session");
	why = registry_session_find(ctx->app->registry, s->token, &s->holder,
	    &since, &found);
	if (why != OK)
		return why;
	if (!found)
		return fail(REASON_SIGN_IN_NEEDED, "the session has ended");
	return form_token(ctx, s->token, s->csrf);
}

enum reason
session_form(struct context *ctx, struct session *s, size_t max)
{
	enum reason	 why;

	if ((why = request_read_form(ctx->req, max)) != OK ||
	    (why = session_need(ctx, s)) != OK)
		return why;
	return form_token_check(ctx, s->token);
}

enum reason
session_begin(struct context *ctx, const struct holder *holder,
    struct session *s)
{
	enum reason	 why;

	s->holder = *holder;
	why = registry_session_start(ctx->app->registry, holder, s->token);
	if (why == OK)
		why = cookie_set(ctx->res, SESSION_COOKIE, s->token, "/",
		    over_tls(ctx));
	return why != OK ? why : form_token(ctx, s->token, s->csrf);
}

enum reason
session_end(struct context *ctx, const struct session *s)
{
	enum reason	 why;

	why = registry_session_end(ctx->app->registry, s->token);
	return why != OK ? why : cookie_set(ctx->res, SESSION_COOKIE, NULL,
	    "/", over_tls(ctx));
}

bool
visit_find(const struct context *ctx, char token[COOKIE_VALUE_BYTES])
{
	return find_token(ctx, VISIT_COOKIE, token);
}

enum reason
visit_begin(struct context *ctx, char token[COOKIE_VALUE_BYTES])
{
	unsigned char	 bytes[TOKEN_DIGITS / 2];
	enum reason	 why = OK;

	if (*token == '\0' &&
	    (why = secret_random(bytes, sizeof(bytes))) == OK)
		secret_hex(bytes, sizeof(bytes), token);
	return why != OK ? why : cookie_set(ctx->res, VISIT_COOKIE, token,
	    VISIT_PATH, over_tls(ctx));
}

enum reason
visit_end(struct context *ctx)
{
	return cookie_set(ctx->res, VISIT_COOKIE, NULL, VISIT_PATH,
	    over_tls(ctx));
}
