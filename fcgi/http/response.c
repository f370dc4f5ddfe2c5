/* Answers written to FastCGI, headers checked, length told. */
#include <fcgiapp.h>

#include <stdlib.h>
#include <string.h>

#include "http/response.h"

void
response_init(struct response *r)
{
	memset(r, 0, sizeof(*r));
	r->status = 200;
	r->body.max = RESPONSE_BODY_MAX;
}

void
response_reset(struct response *r)
{
	size_t	 i;

	for (i = 0; i < r->headers; i++)
		free(r->header[i].value);
	r->headers = 0;
	r->status = 200;
	buf_free(&r->body);
	r->body.max = RESPONSE_BODY_MAX;
}

enum reason
response_header(struct response *r, const char *name, const char *value)
{
	if (strpbrk(value, "\r\n") != NULL)
		return fail(REASON_INTERNAL, "line break in header %s", name);
	if (r->headers == RESPONSE_HEADERS_MAX)
		return fail(REASON_INTERNAL, "too many headers");
	r->header[r->headers].name = name;
	r->header[r->headers].value = strdup(value);
	if (r->header[r->headers].value == NULL)
		return fail(REASON_MEMORY, "header");
	r->headers++;
	return OK;
}

void
response_send(struct response *r, FCGX_Request *fcgi, int head_only)
{
	size_t	 i;

	FCGX_FPrintF(fcgi->out, "Status: %d\r\n", r->status);
	for (i = 0; i < r->headers; i++) {
		FCGX_PutS(r->header[i].name, fcgi->out);
		FCGX_PutS(": ", fcgi->out);
		FCGX_PutS(r->header[i].value, fcgi->out);
		FCGX_PutS("\r\n", fcgi->out);
	}
	if (r->status != 304)
		FCGX_FPrintF(fcgi->out, "Content-Length: %d\r\n",
		    (int)r->body.len);
	FCGX_PutS("\r\n", fcgi->out);
	if (!head_only && r->body.len > 0)
		FCGX_PutStr(r->body.data, (int)r->body.len, fcgi->out);
}
