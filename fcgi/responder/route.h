/*
 * The URL space of the service: one line a page, with what is known of it.
 */
#ifndef ECERT_RESPONDER_ROUTE_H
#define ECERT_RESPONDER_ROUTE_H

#include "field/scope.h"
#include "responder/context.h"

/* What may be kept of an answer, and what must be said with it. */
enum privacy {
	PRIVACY_NONE,		/* no person: may be cached, has an ETag */
	PRIVACY_PERSON		/* no-store, not for search engines */
};

/* Who chooses how the answer is written. */
enum form {
	FORM_ASKED,		/* Accept: HTML or XML, or 406 */
	FORM_OWN		/* it has one form, whatever was asked for */
};

struct route {
	enum method	 method;
	const char	*pattern;	/* ":word" covers one segment */
	handler		*serve;
	enum privacy	 privacy;
	enum form	 form;
	enum scope	 scope;		/* SCOPE_PUBLIC: not for bureaus */
};

/* That a line of the interface will go, and when. */
struct route_end {
	enum method	 method;
	const char	*pattern;
	const char	*deprecated;	/* YYYY-MM-DD, China's */
	const char	*sunset;	/* the same; "" : not decided */
	const char	*link;		/* what says so */
};

/* The end of a route, which may be NULL; NULL: none is known. */
const struct route_end	*route_end(const struct route *);

/*
 * The route for a method and path, of the lines for bureaus or of the others,
 * never of both ([listen] serves); segments that ":word" covers are put into
 * path_arg in order.  NOT_FOUND; METHOD, and then *out is a route of that path
 * with another method.
 */
enum reason	 route_find(bool bureaus, enum method, const char *path,
		    char path_arg[PATH_ARGS_MAX][PATH_ARG_BYTES],
		    const struct route **out) MUST_CHECK;

/*
 * Does this line for bureaus read a parameter of that name from the query?  A
 * name that is not read is a slip: "aftr" would ask for all from the beginning.
 */
bool		 route_reads(const struct route *, const char *name);

/*
 * A route's number, from 1; 0 of NULL.  And back: NULL past the last.
 */
size_t			 route_number(const struct route *);
const struct route	*route_at(size_t number);

/* The Allow header for a path (RFC 9110, 10.2.1); static. */
const char	*route_allow(bool bureaus, const char *path);

#endif
