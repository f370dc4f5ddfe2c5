/*
 * Requests as they come from FastCGI records, two on one kept connection: what
 * is left of the first must not be taken for the second.
 *
 * libfcgi trusts its peer and has known faults in reading malformed records,
 * so the records here are well-formed; only what they carry is free:
 *	how the body is cut into records (one byte), lines of NAME=VALUE, an
 *	empty line, the body.
 */
#include <sys/socket.h>

#include <fcgiapp.h>
#include <fcntl.h>
#include <unistd.h>

#include "fuzz.h"

#include "base/text.h"
#include "http/fields.h"
#include "http/request.h"
#include "http/response.h"

#define PARAMS_MAX	60000
#define FORM_MAX	4096

enum { BEGIN_REQUEST = 1, PARAMS = 4, STDIN = 5 };

static void
add_record(struct buf *b, int type, const void *content, size_t len)
{
	unsigned char	 header[8] = { 1, (unsigned char)type, 0, 1,
			    (unsigned char)(len >> 8), (unsigned char)len };

	HOLDS(len <= 65535);
	HOLDS(buf_add(b, header, sizeof(header)) == OK);
	HOLDS(buf_add(b, content, len) == OK);
}

static void
add_begin(struct buf *b)
{
	static const unsigned char	 responder_kept[8] = { 0, 1, 1 };

	add_record(b, BEGIN_REQUEST, responder_kept, sizeof(responder_kept));
}

static void
add_length(struct buf *b, size_t n)
{
	unsigned char	 four[4] = { (unsigned char)(n >> 24 | 0x80),
			    (unsigned char)(n >> 16), (unsigned char)(n >> 8),
			    (unsigned char)n };

	HOLDS(buf_add(b, four, sizeof(four)) == OK);
}

/* One "NAME=VALUE" as a pair of FastCGI. */
static void
add_pair(struct buf *b, const char *line, size_t len)
{
	const char	*value = memchr(line, '=', len);

	if (value == NULL || b->len + len > PARAMS_MAX)
		return;
	add_length(b, (size_t)(value - line));
	add_length(b, len - (size_t)(value - line) - 1);
	HOLDS(buf_add(b, line, (size_t)(value - line)) == OK);
	value++;
	HOLDS(buf_add(b, value, len - (size_t)(value - line)) == OK);
}

/* Takes lines up to the empty one; what comes behind is the body. */
static const char *
add_params(struct buf *b, const char *at, const char *end)
{
	struct buf	 pairs = BUF_INIT(1u << 17);
	const char	*stop;

	while (at < end && *at != '\n') {
		stop = memchr(at, '\n', (size_t)(end - at));
		if (stop == NULL)
			stop = end;
		add_pair(&pairs, at, (size_t)(stop - at));
		at = stop < end ? stop + 1 : end;
	}
	if (pairs.len > 0)
		add_record(b, PARAMS, pairs.data, pairs.len);
	add_record(b, PARAMS, "", 0);
	buf_free(&pairs);
	return at < end ? at + 1 : end;
}

static void
add_body(struct buf *b, const char *at, const char *end, size_t piece)
{
	size_t	 n;

	for (; at < end; at += n) {
		n = (size_t)(end - at) < piece ? (size_t)(end - at) : piece;
		add_record(b, STDIN, at, n);
	}
	add_record(b, STDIN, "", 0);
}

static void
write_first(struct buf *b, const uint8_t *bytes, size_t len)
{
	const char	*at = (const char *)bytes, *end = at + len;
	size_t		 piece = 1;

	if (len > 0)
		piece = 1 + (size_t)bytes[0] * 16, at++;
	add_begin(b);
	at = add_params(b, at, end);
	add_body(b, at, end, piece);
}

static void
write_second(struct buf *b)
{
	static const char	 lines[] = "REQUEST_METHOD=GET\n"
				    "REQUEST_URI=/second?a=b\n";

	add_begin(b);
	(void)add_params(b, lines, lines + strlen(lines));
	add_body(b, NULL, NULL, 1);
}

static void
check_request(const struct request *r, enum reason why)
{
	const char	*path = request_path(r), *uri;

	HOLDS(why == OK || why == REASON_BAD_REQUEST ||
	    why == REASON_URI_TOO_LONG || why == REASON_HEADERS_TOO_LARGE);
	HOLDS(*path == '/' && strlen(path) <= REQUEST_URI_MAX);
	HOLDS(text_is_utf8(path, strlen(path)) && text_is_xml(path));
	HOLDS(strpbrk(path, "\r\n\t\x1b\x7f") == NULL);
	HOLDS(strlen(request_id(r)) == 16 &&
	    strspn(request_id(r), "0123456789abcdef") == 16);
	HOLDS(!request_is_head(r) || request_method(r) == METHOD_GET);
	uri = request_header(r, "REQUEST_URI");
	HOLDS(why != OK || (*uri == '/' && strlen(uri) <= REQUEST_URI_MAX));
	HOLDS(request_form(r, "a") == NULL);
}

static void
check_form(struct request *r)
{
	enum reason	 why = request_read_form(r, FORM_MAX);
	const char	*value = request_form(r, "a");

	HOLDS(why == OK || why == REASON_BAD_REQUEST ||
	    why == REASON_MEDIA_TYPE || why == REASON_TOO_LARGE);
	HOLDS(value == NULL || text_is_utf8(value, strlen(value)));
	HOLDS(why != OK ||
	    strspn(request_header(r, "CONTENT_LENGTH"), "0123456789") > 0);
}

static void
answer(FCGX_Request *fcgi, const struct request *r)
{
	struct response	 res;

	response_init(&res);
	HOLDS(response_header(&res, "Content-Type", "text/plain") == OK);
	HOLDS(buf_puts(&res.body, request_path(r)) == OK);
	response_send(&res, fcgi, request_is_head(r));
	response_reset(&res);
	buf_free(&res.body);
}

static void
first(FCGX_Request *fcgi)
{
	struct request	*r = NULL;
	enum reason	 why;

	HOLDS(FCGX_Accept_r(fcgi) == 0);
	why = request_new(fcgi, &r);
	HOLDS(r != NULL);
	check_request(r, why);
	if (why == OK && request_method(r) == METHOD_POST)
		check_form(r);
	answer(fcgi, r);
	request_free(&r);
	request_drain(fcgi);
}

static void
second(FCGX_Request *fcgi)
{
	struct request	*r = NULL;

	HOLDS(FCGX_Accept_r(fcgi) == 0);
	HOLDS(request_new(fcgi, &r) == OK);
	HOLDS(strcmp(request_path(r), "/second") == 0);
	HOLDS(request_method(r) == METHOD_GET && !request_is_head(r));
	HOLDS(strcmp(request_query(r, "a"), "b") == 0);
	HOLDS(strcmp(request_header(r, "HTTP_COOKIE"), "") == 0);
	answer(fcgi, r);
	request_free(&r);
	request_drain(fcgi);
}

/* All of it is on its way before it is read, so that nothing waits. */
static void
send_all(int fd, struct buf *records)
{
	HOLDS(send(fd, records->data, records->len, MSG_DONTWAIT) ==
	    (ssize_t)records->len);
	buf_free(records);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	HOLDS(FCGX_Init() == 0);
	return 0;
}

/* As nginx does: a connection has the next request when one was answered. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct buf	 records = BUF_INIT(1u << 20);
	FCGX_Request	 fcgi;
	int		 ends[2], room = 1 << 20;

	HOLDS(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
	HOLDS(setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &room,
	    sizeof(room)) == 0);
	write_first(&records, bytes, len);
	send_all(ends[0], &records);
	HOLDS(FCGX_InitRequest(&fcgi, -1, 0) == 0);
	fcgi.ipcFd = ends[1];
	fcgi.keepConnection = 1;
	first(&fcgi);
	if (fcgi.keepConnection) {
		FCGX_Finish_r(&fcgi);
		write_second(&records);
		send_all(ends[0], &records);
		second(&fcgi);
	}
	/* libfcgi waits two seconds for the other end to be closed first. */
	(void)close(ends[0]);
	fcgi.keepConnection = 0;
	FCGX_Finish_r(&fcgi);
	return 0;
}
