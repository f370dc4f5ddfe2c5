/* A request read from FastCGI parameters and its standard input. */
#include <fcgiapp.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/metrics.h"
#include "base/secret.h"
#include "http/fields.h"
#include "http/multipart.h"
#include "http/request.h"

#define PIECE_BYTES	16384	/* of a file, at a time */
#define REQUEST_ID_NGINX	32	/* hexadecimal digits of $request_id */

struct request {
	FCGX_Request	*fcgi;
	enum method	 method;
	bool		 head;
	char		 path[REQUEST_URI_MAX + 1];
	char		 id[17];
	struct fields	 query;
	struct fields	 form;
	struct buf	 held;		/* the body, when it was read ahead */
	size_t		 taken;		/* of it, by who reads the body */
	bool		 holds;
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
	buf_cleanse(&(*r)->held);
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

const char *
request_query_name(const struct request *r, size_t i)
{
	return i < r->query.count ? r->query.field[i].name : NULL;
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

/* The next n bytes of the body at most: how many there were. */
static size_t
body_take(struct request *r, char *out, size_t n)
{
	if (!r->holds)
		return (size_t)FCGX_GetStr(out, (int)n, r->fcgi->in);
	if (n > r->held.len - r->taken)
		n = r->held.len - r->taken;
	if (n > 0)
		memcpy(out, r->held.data + r->taken, n);
	r->taken += n;
	return n;
}

static bool
body_at_end(struct request *r)
{
	return r->holds ? r->taken == r->held.len :
	    FCGX_GetChar(r->fcgi->in) == EOF;
}

bool
request_has_type(const struct request *r, const char *wanted)
{
	const char	*type = request_header(r, "CONTENT_TYPE");
	size_t		 n = strlen(wanted);

	return strncasecmp(type, wanted, n) == 0 &&
	    (type[n] == '\0' || type[n] == ';' || type[n] == ' ');
}

enum reason
request_read_form(struct request *r, size_t max)
{
	char		*body;
	size_t		 length = 0;
	enum reason	 why;
	METRICS_STAGE(STAGE_PARSE);

	if (!request_has_type(r, "application/x-www-form-urlencoded"))
		return fail(REASON_MEDIA_TYPE, "not a form");
	if ((why = body_length(r, max, &length)) != OK)
		return why;
	if ((body = malloc(length + 1)) == NULL)
		return fail(REASON_MEMORY, "body");
	if (body_take(r, body, length) != length)
		why = fail(REASON_BAD_REQUEST, "body is cut short");
	else if (!body_at_end(r))
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

/* A file that is too large is called that, not "what was sent". */
static enum reason
file_length(const struct request *r, size_t max, size_t *out)
{
	enum reason	 why = body_length(r, max, out);

	return why == REASON_TOO_LARGE ?
	    fail(REASON_FILE_TOO_LARGE, "body of more than %zu bytes", max) :
	    why;
}

/* The body in pieces, to whatever takes them; exactly length bytes. */
static enum reason
read_pieces(struct request *r, size_t length,
    enum reason (*take)(void *, const char *, size_t), void *arg)
{
	char		 piece[PIECE_BYTES];
	enum reason	 why = OK;
	size_t		 want;
	METRICS_STAGE(STAGE_PARSE);

	while (why == OK && length > 0) {
		want = length < sizeof(piece) ? length : sizeof(piece);
		if (body_take(r, piece, want) != want)
			why = fail(REASON_BAD_REQUEST, "body is cut short");
		else
			why = take(arg, piece, want);
		length -= want;
	}
	explicit_bzero(piece, sizeof(piece));
	if (why == OK && !body_at_end(r))
		why = fail(REASON_BAD_REQUEST, "body is longer than told");
	return why;
}

static enum reason
feed(void *m, const char *bytes, size_t len)
{
	return multipart_feed(m, bytes, len);
}

static enum reason
append(void *b, const char *bytes, size_t len)
{
	return buf_add(b, bytes, len);
}

bool
request_has_body(const struct request *r)
{
	const char	*length = request_header(r, "CONTENT_LENGTH");

	return length[strspn(length, "0")] != '\0';
}

enum reason
request_hold(struct request *r, size_t max, const struct buf **out)
{
	size_t		 length = 0;
	enum reason	 why = OK;

	*out = &r->held;
	if (r->holds)
		return OK;
	if (request_has_body(r))
		why = body_length(r, max, &length);
	r->held.max = max;
	if (why == OK)
		why = read_pieces(r, length, append, &r->held);
	r->holds = why == OK;
	return why;
}

enum reason
request_read_multipart(struct request *r, struct multipart **out)
{
	struct multipart	*m = NULL;
	size_t			 length = 0;
	enum reason		 why;

	why = multipart_open(request_header(r, "CONTENT_TYPE"), &m);
	if (why == OK)
		why = file_length(r, MULTIPART_BODY_MAX, &length);
	if (why == OK)
		why = read_pieces(r, length, feed, m);
	if (why == OK)
		why = multipart_end(m);
	if (why != OK)
		multipart_free(&m);
	else
		*out = m;
	return why;
}

enum reason
request_read_xml(struct request *r, struct buf *to)
{
	size_t		 length = 0;
	enum reason	 why;

	if (!request_has_type(r, "application/xml") &&
	    !request_has_type(r, "text/xml"))
		return fail(REASON_MEDIA_TYPE, "not XML by its type");
	why = file_length(r, to->max - to->len, &length);
	return why != OK ? why : read_pieces(r, length, append, to);
}

enum reason
request_read_bytes(struct request *r, struct buf *to)
{
	size_t		 length = 0;
	enum reason	 why = body_length(r, to->max - to->len, &length);

	return why != OK ? why : read_pieces(r, length, append, to);
}
