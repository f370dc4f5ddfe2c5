/* A request read from FastCGI parameters and its standard input. */
#include <fcgiapp.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/secret.h"
#include "http/fields.h"
#include "http/request.h"

#define REQUEST_ID_NGINX	32	/* hexadecimal digits of $request_id */

struct request {
	FCGX_Request	*fcgi;
	enum method	 method;
	bool		 head;
	char		 path[REQUEST_URI_MAX + 1];
	char		 id[17];
	struct fields	 query;
	struct fields	 form;
};

static size_t
params_size(char **envp)
{
	size_t	 size = 0;

	for (; *envp != NULL; envp++)
		size += strlen(*envp) + 1;
	return size;
}

static enum reason
read_target(struct request *r)
{
	const char	*uri = request_header(r, "REQUEST_URI");
	const char	*query = strchr(uri, '?');
	size_t		 len = query ? (size_t)(query - uri) : strlen(uri);
	enum reason	 why;

	memcpy(r->path, "/", 2);
	if (strlen(uri) > REQUEST_URI_MAX)
		return fail(REASON_URI_TOO_LONG, "%zu bytes", strlen(uri));
	if (*uri != '/')
		return fail(REASON_BAD_REQUEST, "path does not begin with /");
	memcpy(r->path, uri, len);
	r->path[len] = '\0';
	if ((why = percent_decode(r->path)) != OK) {
		memcpy(r->path, "/", 2);
		return why;
	}
	if (query == NULL)
		return OK;
	return fields_decode(&r->query, query + 1, strlen(query + 1));
}

static void
read_method(struct request *r)
{
	const char	*name = request_header(r, "REQUEST_METHOD");

	r->head = strcmp(name, "HEAD") == 0;
	if (r->head || strcmp(name, "GET") == 0)
		r->method = METHOD_GET;
	else if (strcmp(name, "POST") == 0)
		r->method = METHOD_POST;
	else
		r->method = METHOD_OTHER;
}

/*
 * nginx's number of the request, cut to the length for people, so that what an
 * error page shows is found in both logs; one of our own when there is none.
 */
static enum reason
read_id(struct request *r)
{
	const char	*theirs = request_header(r, "REQUEST_ID");
	unsigned char	 ours[(sizeof(r->id) - 1) / 2];
	enum reason	 why;

	if (strlen(theirs) == REQUEST_ID_NGINX &&
	    strspn(theirs, "0123456789abcdef") == REQUEST_ID_NGINX) {
		memcpy(r->id, theirs, sizeof(r->id) - 1);
		return OK;
	}
	if ((why = secret_random(ours, sizeof(ours))) == OK)
		secret_hex(ours, sizeof(ours), r->id);
	return why;
}

enum reason
request_new(FCGX_Request *fcgi, struct request **out)
{
	struct request	*r;
	enum reason	 why;

	if ((r = calloc(1, sizeof(*r))) == NULL)
		return fail(REASON_MEMORY, "request");
	r->fcgi = fcgi;
	memcpy(r->path, "/", 2);
	*out = r;
	read_method(r);
	if ((why = read_id(r)) != OK)
		return why;
	if (params_size(fcgi->envp) > REQUEST_PARAMS_MAX)
		return fail(REASON_HEADERS_TOO_LARGE, "%zu bytes",
		    params_size(fcgi->envp));
	return read_target(r);
}

void
request_free(struct request **r)
{
	if (*r == NULL)
		return;
	fields_free(&(*r)->query);
	fields_free(&(*r)->form);
	free(*r);
	*r = NULL;
}

void
request_drain(FCGX_Request *fcgi)
{
	char	 scratch[4096];
	size_t	 left = REQUEST_BODY_MAX / sizeof(scratch);
	int	 n;

	do {
		n = FCGX_GetStr(scratch, (int)sizeof(scratch), fcgi->in);
	} while (n == (int)sizeof(scratch) && --left > 0);
	if (left == 0)
		fcgi->keepConnection = 0;
	explicit_bzero(scratch, sizeof(scratch));
}

enum method
request_method(const struct request *r)
{
	return r->method;
}

const char *
request_method_name(const struct request *r)
{
	static const char *const names[] = {
		[METHOD_GET] = "GET",
		[METHOD_POST] = "POST",
		[METHOD_OTHER] = "other",
	};

	return r->head ? "HEAD" : names[r->method];
}

bool
request_is_head(const struct request *r)
{
	return r->head;
}

const char *
request_path(const struct request *r)
{
	return r->path;
}

const char *
request_id(const struct request *r)
{
	return r->id;
}

const char *
request_header(const struct request *r, const char *name)
{
	const char	*value = FCGX_GetParam(name, r->fcgi->envp);

	return value == NULL ? "" : value;
}

const char *
request_query(const struct request *r, const char *name)
{
	return fields_get(&r->query, name);
}

/* The declared length of the body; BAD_REQUEST when it is not a number. */
static enum reason
body_length(const struct request *r, size_t max, size_t *out)
{
	const char	*text = request_header(r, "CONTENT_LENGTH");
	char		*end;
	unsigned long	 n;

	errno = 0;
	n = strtoul(text, &end, 10);
	if (*text < '0' || *text > '9' || *end != '\0' || errno != 0)
		return fail(REASON_BAD_REQUEST, "no content length");
	if (n > max)
		return fail(REASON_TOO_LARGE, "body of %lu bytes", n);
	*out = n;
	return OK;
}

static bool
is_form_type(const char *type)
{
	static const char	 form[] = "application/x-www-form-urlencoded";
	size_t			 n = sizeof(form) - 1;

	return strncasecmp(type, form, n) == 0 &&
	    (type[n] == '\0' || type[n] == ';' || type[n] == ' ');
}

enum reason
request_read_form(struct request *r, size_t max)
{
	char		*body;
	size_t		 length = 0;
	enum reason	 why;

	if (!is_form_type(request_header(r, "CONTENT_TYPE")))
		return fail(REASON_MEDIA_TYPE, "not a form");
	if ((why = body_length(r, max, &length)) != OK)
		return why;
	if ((body = malloc(length + 1)) == NULL)
		return fail(REASON_MEMORY, "body");
	if (FCGX_GetStr(body, (int)length, r->fcgi->in) != (int)length)
		why = fail(REASON_BAD_REQUEST, "body is cut short");
	else if (FCGX_GetChar(r->fcgi->in) != EOF)
		why = fail(REASON_BAD_REQUEST, "body is longer than told");
	else
		why = fields_decode(&r->form, body, length);
	explicit_bzero(body, length);
	free(body);
	return why;
}

const char *
request_form(const struct request *r, const char *name)
{
	return fields_get(&r->form, name);
}
