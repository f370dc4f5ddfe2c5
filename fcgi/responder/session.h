/*
 * Who is signed in, and that a form came from a page of ours: the cookies, and
 * the token that every form of a session or a visit carries.
 */
#ifndef ECERT_RESPONDER_SESSION_H
#define ECERT_RESPONDER_SESSION_H

#include "http/cookie.h"
#include "registry/session.h"
#include "responder/context.h"

#define CSRF_BYTES	33	/* 16 bytes in hexadecimal, and NUL */

struct session {
	struct holder	 holder;
	char		 token[COOKIE_VALUE_BYTES];
	char		 csrf[CSRF_BYTES];	/* for the forms of its pages */
};

/* SIGN_IN_NEEDED unless somebody is signed in and was seen lately. */
enum reason	 session_need(struct context *, struct session *) MUST_CHECK;

/*
 * The same for a form that was posted, of at most max bytes, which is read
 * here.  CSRF when it does not carry the session's token.
 */
enum reason	 session_form(struct context *, struct session *, size_t max)
		    MUST_CHECK;

/* Sign in under a fresh token, whatever was there before. */
enum reason	 session_begin(struct context *, const struct holder *,
		    struct session *) MUST_CHECK;

/* Sign out in the registry and in the browser. */
enum reason	 session_end(struct context *, const struct session *)
		    MUST_CHECK;

/*
 * A visit is what somebody does before being signed in: a cookie of /sign-in
 * alone.  visit_find() is false when there is none; visit_begin() starts one
 * under the token, or under a fresh one when that is "".
 */
bool		 visit_find(const struct context *,
		    char token[COOKIE_VALUE_BYTES]);
enum reason	 visit_begin(struct context *, char token[COOKIE_VALUE_BYTES])
		    MUST_CHECK;
enum reason	 visit_end(struct context *) MUST_CHECK;

/* What the forms shown under a token carry in their field "csrf". */
enum reason	 form_token(const struct context *, const char *token,
		    char csrf[CSRF_BYTES]) MUST_CHECK;

/* CSRF unless the form that was read carries it. */
enum reason	 form_token_check(const struct context *, const char *token)
		    MUST_CHECK;

#endif
