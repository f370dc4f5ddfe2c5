/* The route table and how a path finds its line in it. */
#include <string.h>

#include "base/metrics.h"
#include "responder/page.h"
#include "responder/page_metrics.h"
#include "responder/route.h"

static const struct route routes[] = {
	{ METHOD_GET,	"/",				home_page,
	    PRIVACY_NONE,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_POST,	"/lookup",			lookup_submit,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/result/:ticket",		result_page,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/result/:ticket/certificate.xml", result_download,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/catalogue",			catalogue_page,
	    PRIVACY_NONE,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/help",			help_page,
	    PRIVACY_NONE,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/verify",			verify_page,
	    PRIVACY_NONE,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_POST,	"/verify",			verify_submit,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/verify/result/:ticket",	verify_result_page,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/verify/reports/:number",	report_page,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/verify/reports/:number/report.xml", report_download,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_POST,	"/api/v1/verifications",	verification_create,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/batch",			batch_page,
	    PRIVACY_NONE,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_POST,	"/batch",			batch_submit,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/batch/template.csv",		batch_template,
	    PRIVACY_NONE,	FORM_OWN,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/batch/jobs/:job",		batch_result_page,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_POST,	"/batch/jobs/:job/start",	batch_start,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/batch/jobs/:job/results.csv",	batch_csv,
	    PRIVACY_PERSON,	FORM_OWN,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/batch/jobs/:job/results.xlsx", batch_xlsx,
	    PRIVACY_PERSON,	FORM_OWN,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/batch/jobs/:job/summary.xml",	batch_summary,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/v",				copy_lookup,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/v/:code",			copy_status,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/sign-in",			sign_in_page,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_POST,	"/sign-in",			sign_in_submit,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/sign-in/code",		sign_in_code_page,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_POST,	"/sign-in/code",		sign_in_code_submit,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/sign-in/gateway",		sign_in_gateway,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_POST,	"/sign-out",			sign_out,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/holder",			holder_page,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/holder/certificates/:ref",	holder_certificate_page,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/holder/certificates/:ref/certificate.xml",
	    holder_plain_download,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_POST,	"/holder/certificates/:ref/annotations",
	    annotation_create,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/holder/copies/:code",		holder_copy_page,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/holder/copies/:code/certificate.xml",
	    holder_copy_download,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_POST,	"/holder/copies/:code/withdraw", holder_copy_withdraw,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/admin/reports",		reports_page,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/admin/reports/:report",	figures_page,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/admin/reports/:report/figures.csv", figures_csv_file,
	    PRIVACY_PERSON,	FORM_OWN,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/admin/reports/:report/figures.xlsx",
	    figures_xlsx_file,
	    PRIVACY_PERSON,	FORM_OWN,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/admin/reports/:report/figures.xml", figures_xml_file,
	    PRIVACY_PERSON,	FORM_OWN,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/healthz",			health_page,
	    PRIVACY_PERSON,	FORM_OWN,	SCOPE_PUBLIC },
	{ METHOD_GET,	"/metrics",			metrics_page,
	    PRIVACY_PERSON,	FORM_OWN,	SCOPE_PUBLIC },

	/* For bureaus: each has a scope. */
	{ METHOD_GET,	"/api/v1/caller",		api_caller,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_ANY },
	{ METHOD_POST,	"/api/v1/certificates/checks",	api_checks,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_CHECK },
	{ METHOD_GET,	"/api/v1/certificates/:no",	api_certificate,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_READ },
	{ METHOD_POST,	"/api/v1/certificates/:no/copies", api_copy_create,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_COPY },
	{ METHOD_GET,	"/api/v1/copies/:code",		api_copy_show,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_COPY },
	{ METHOD_POST,	"/api/v1/holders/certificates",	api_holder,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_READ },
	{ METHOD_POST,	"/api/v1/verifications",	api_verification,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_VERIFY },
	{ METHOD_GET,	"/api/v1/catalogue",		api_catalogue_list,
	    PRIVACY_NONE,	FORM_ASKED,	SCOPE_READ },
	{ METHOD_GET,	"/api/v1/seals",		api_seal_list,
	    PRIVACY_NONE,	FORM_ASKED,	SCOPE_READ },
	{ METHOD_GET,	"/api/v1/reasons",		api_reason_list,
	    PRIVACY_NONE,	FORM_ASKED,	SCOPE_READ },
	{ METHOD_GET,	"/api/v1/changes",		api_changes,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_FEED },
	{ METHOD_GET,	"/api/v1/changes/days/:date",	api_change_day,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_FEED },
	{ METHOD_GET,	"/api/v1/snapshot",		api_snapshot,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_FEED },
	{ METHOD_GET,	"/api/v1/status-lists",		api_status_list_index,
	    PRIVACY_NONE,	FORM_ASKED,	SCOPE_FEED },
	{ METHOD_GET,	"/api/v1/status-lists/:id",	api_status_list_one,
	    PRIVACY_NONE,	FORM_ASKED,	SCOPE_FEED },
	{ METHOD_POST,	"/api/v1/batches",		api_batch_create,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_BATCH },
	{ METHOD_GET,	"/api/v1/batches",		api_batch_list,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_BATCH },
	{ METHOD_GET,	"/api/v1/batches/:id",		api_batch_show,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_BATCH },
	{ METHOD_GET,	"/api/v1/batches/:id/errors.csv", api_batch_errors,
	    PRIVACY_PERSON,	FORM_OWN,	SCOPE_BATCH },
	{ METHOD_POST,	"/api/v1/batches/:id/confirmation", api_batch_confirm,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_BATCH },
	{ METHOD_POST,	"/api/v1/batches/:id/discard",	api_batch_discard,
	    PRIVACY_PERSON,	FORM_ASKED,	SCOPE_BATCH },
};
#define ROUTES	(sizeof(routes) / sizeof(routes[0]))
_Static_assert(ROUTES < METRICS_ROUTES, "each route is counted by itself");

size_t
route_number(const struct route *route)
{
	return route == NULL ? 0 : (size_t)(route - routes) + 1;
}

const struct route *
route_at(size_t number)
{
	return number == 0 || number > ROUTES ? NULL : &routes[number - 1];
}

/*
 * Lines that will go: nothing is taken away before its day here, nor a year
 * before bureaus were told.  The last entry is empty.
 */
static const struct route_end ends[] = {
	{ METHOD_OTHER, NULL, NULL, NULL, NULL }
};

const struct route_end *
route_end(const struct route *route)
{
	const struct route_end	*end;

	for (end = ends; route != NULL && end->pattern != NULL; end++)
		if (end->method == route->method &&
		    strcmp(end->pattern, route->pattern) == 0)
			return end;
	return NULL;
}

/* What lines for bureaus read of an address's query, besides "lang". */
static const struct {
	handler		*serve;
	const char	*names[6];
} queries[] = {
	{ api_changes,		{ "after", "limit", "wait" } },
	{ api_snapshot,		{ "after", "limit" } },
	{ api_batch_list,	{ "after", "limit" } },
	{ api_batch_create,	{ "qualification", "approved", "examination",
				    "acceptValid", "encoding" } },
	{ api_copy_show,	{ "view" } },
};
#define QUERIES	(sizeof(queries) / sizeof(queries[0]))

bool
route_reads(const struct route *route, const char *name)
{
	const char	*const *known;
	size_t		 i;

	if (strcmp(name, "lang") == 0)
		return true;
	for (i = 0; i < QUERIES; i++)
		for (known = queries[i].names; queries[i].serve ==
		    route->serve && *known != NULL; known++)
			if (strcmp(*known, name) == 0)
				return true;
	return false;
}

/* Are the line's answers this process's to give?  Each counts by itself. */
static bool
is_ours(const struct route *route, bool bureaus)
{
	return is_metrics(route) || (route->scope != SCOPE_PUBLIC) == bureaus;
}

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

/*
 * The first line that covers the path says what is there: "/checks" stands
 * before "/:no", which then means something else, whatever the method.
 */
static const struct route *
first_of(bool bureaus, const char *path,
    char path_arg[PATH_ARGS_MAX][PATH_ARG_BYTES])
{
	size_t	 i;

	for (i = 0; i < ROUTES; i++)
		if (is_ours(&routes[i], bureaus) &&
		    covers(routes[i].pattern, path, path_arg))
			return &routes[i];
	return NULL;
}

/* The next line of the same pattern, after this; NULL: there is none. */
static const struct route *
next_of(const struct route *route, bool bureaus)
{
	const struct route	*next;

	for (next = route + 1; next < routes + ROUTES; next++)
		if (is_ours(next, bureaus) &&
		    strcmp(next->pattern, route->pattern) == 0)
			return next;
	return NULL;
}

enum reason
route_find(bool bureaus, enum method method, const char *path,
    char path_arg[PATH_ARGS_MAX][PATH_ARG_BYTES], const struct route **out)
{
	const struct route	*route;

	*out = route = first_of(bureaus, path, path_arg);
	if (route == NULL)
		return fail(REASON_NOT_FOUND, "no such path");
	for (; route != NULL; route = next_of(route, bureaus))
		if (route->method == method) {
			*out = route;
			return OK;
		}
	return fail(REASON_METHOD, "method");
}

const char *
route_allow(bool bureaus, const char *path)
{
	char			 args[PATH_ARGS_MAX][PATH_ARG_BYTES];
	const struct route	*route;
	bool			 get = false, post = false;

	for (route = first_of(bureaus, path, args); route != NULL;
	    route = next_of(route, bureaus)) {
		get |= route->method == METHOD_GET;
		post |= route->method == METHOD_POST;
	}
	return get && post ? "GET, HEAD, POST" : get ? "GET, HEAD" : "POST";
}
