/* The route table and how a path finds its line in it. */
#include <string.h>

#include "responder/page.h"
#include "responder/route.h"

static const struct route routes[] = {
	{ METHOD_GET,	"/",				home_page,
	    PRIVACY_NONE },
	{ METHOD_POST,	"/lookup",			lookup_submit,
	    PRIVACY_PERSON },
	{ METHOD_GET,	"/result/:ticket",		result_page,
	    PRIVACY_PERSON },
	{ METHOD_GET,	"/result/:ticket/certificate.xml", result_download,
	    PRIVACY_PERSON },
	{ METHOD_GET,	"/catalogue",			catalogue_page,
	    PRIVACY_NONE },
	{ METHOD_GET,	"/help",			help_page,
	    PRIVACY_NONE },
	{ METHOD_GET,	"/healthz",			health_page,
	    PRIVACY_PERSON },
};
#define ROUTES	(sizeof(routes) / sizeof(routes[0]))

/* Does the pattern cover the whole path?  Fills in what ":word" covers. */
static bool
covers(const char *pattern, const char *path,
    char path_arg[PATH_ARGS_MAX][PATH_ARG_BYTES])
{
	size_t	 len, args = 0;

	while (*pattern != '\0' && *path != '\0') {
		if (*pattern != ':') {
			if (*pattern++ != *path++)
				return false;
			continue;
		}
		len = strcspn(path, "/");
		if (len == 0 || len >= PATH_ARG_BYTES || args == PATH_ARGS_MAX)
			return false;
		memcpy(path_arg[args], path, len);
		path_arg[args++][len] = '\0';
		path += len;
		pattern += strcspn(pattern, "/");
	}
	return *pattern == *path;
}

enum reason
route_find(enum method method, const char *path,
    char path_arg[PATH_ARGS_MAX][PATH_ARG_BYTES], const struct route **out)
{
	size_t	 i;

	*out = NULL;
	for (i = 0; i < ROUTES; i++) {
		if (!covers(routes[i].pattern, path, path_arg))
			continue;
		*out = &routes[i];
		if (routes[i].method == method)
			return OK;
	}
	return *out != NULL ? fail(REASON_METHOD, "method") :
	    fail(REASON_NOT_FOUND, "no such path");
}

const char *
route_allow(const char *path)
{
	char	 args[PATH_ARGS_MAX][PATH_ARG_BYTES];
	bool	 get = false, post = false;
	size_t	 i;

	for (i = 0; i < ROUTES; i++)
		if (covers(routes[i].pattern, path, args)) {
			get |= routes[i].method == METHOD_GET;
			post |= routes[i].method == METHOD_POST;
		}
	return get && post ? "GET, HEAD, POST" : get ? "GET, HEAD" : "POST";
}
