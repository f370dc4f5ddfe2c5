/*
 * One request on its way through the responder: what handlers are given.
 */
#ifndef ECERT_RESPONDER_CONTEXT_H
#define ECERT_RESPONDER_CONTEXT_H

#include "document/model.h"
#include "document/problem.h"
#include "http/negotiate.h"
#include "http/request.h"
#include "http/response.h"
#include "registry/bureau.h"
#include "responder/app.h"

#define PATH_ARGS_MAX	2
#define PATH_ARG_BYTES	769

struct context {
	struct app		*app;
	struct request		*req;
	struct response		*res;
	const char		*lang;		/* "zh" or "en" */
	enum format		 format;
	char			 path_arg[PATH_ARGS_MAX][PATH_ARG_BYTES];
	enum reason		 stale;		/* why the answer is old */
	char			 location[128];	/* of problems too; "" */
	struct bureau		 bureau;	/* who calls; id 0: no bureau */
	struct slot		*slot;		/* of the call; NULL: none */
	char			 body_digest[65]; /* of api_read(); "" */
	struct problem_errors	 errors;	/* of the body, for problems */
};

typedef enum reason handler(struct context *);

/* The frame of a page by that name for this request. */
struct page	 context_page(const struct context *, const char *name);

/*
 * Answer with a model, as HTML or XML, whichever was asked for; the document
 * is freed in any case.
 */
enum reason	 respond(struct context *, const char *page, xmlDoc *model)
		    MUST_CHECK;

/* 303 See Other to a path of ours, with the language kept. */
enum reason	 respond_see_other(struct context *, const char *path)
		    MUST_CHECK;

/*
 * Answer with a page that carries no person, through the page cache and with
 * an entity tag; version says what its content depends on.  build makes the
 * model when it is not kept yet.
 */
typedef enum reason model_builder(struct context *, xmlDoc **);
enum reason	 respond_kept(struct context *, const char *page,
		    const char *version, model_builder *) MUST_CHECK;

/*
 * Answer with the page that respond_kept() gave last of those whose version
 * begins so, though the present one is not known because of why: it must not
 * be kept by anybody, and the log says so.  why itself when there is none.
 */
enum reason	 respond_stale(struct context *, const char *page,
		    const char *version, enum reason why) MUST_CHECK;

/*
 * Answer with an error: a page in the frame, or RFC 9457 as XML.  Never fails:
 * when nothing else works it says so in plain text.
 */
void		 respond_problem(struct context *, enum reason);

#endif
