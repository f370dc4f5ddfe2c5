#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/secret.h"
#include "document/content_digest.h"
#include "document/message_signature.h"
#include "responder/bureau_signature.h"

#define BASE_BYTES	32768
#define DER_BYTES	12288
#define BODY_BYTES	(8400u << 10)	/* nginx lets no more through */

/* Components of the message, by their names in a signature. */
static const struct {
	const char	*part;
	const char	*parameter;	/* as nginx hands it over */
} fields[] = {
	{ "@method", "REQUEST_METHOD" },
	{ "accept", "HTTP_ACCEPT" },
	{ "content-digest", "HTTP_CONTENT_DIGEST" },
	{ "content-length", "CONTENT_LENGTH" },
	{ "content-type", "CONTENT_TYPE" },
	{ "ecert-purpose", "HTTP_ECERT_PURPOSE" },
	{ "idempotency-key", "HTTP_IDEMPOTENCY_KEY" },
	{ "if-none-match", "HTTP_IF_NONE_MATCH" },
	{ "prefer", "HTTP_PREFER" },
	{ "traceparent", "HTTP_TRACEPARENT" },
};

struct message {
	const struct request	*req;
	char			 authority[256];
	char			 path[REQUEST_URI_MAX + 1];
	char			 query[REQUEST_URI_MAX + 2];
};

bool
bureau_is_signed(const struct request *req)
{
	return *request_header(req, "HTTP_SIGNATURE") != '\0' ||
	    *request_header(req, "HTTP_SIGNATURE_INPUT") != '\0';
}

/* In lower case, without the port that https has anyway (RFC 9421, 2.2.3). */
static void
read_authority(struct message *m)
{
	const char	*host = request_header(m->req, "HTTP_AUTHORITY");
	size_t		 i, len;

	snprintf(m->authority, sizeof(m->authority), "%s", host);
	for (i = 0; m->authority[i] != '\0'; i++)
		if (m->authority[i] >= 'A' && m->authority[i] <= 'Z')
			m->authority[i] += 'a' - 'A';
	len = strlen(m->authority);
	if (len > 4 && strcmp(m->authority + len - 4, ":443") == 0)
		m->authority[len - 4] = '\0';
}

/* Path and query as they were sent; request_new() has bounded them. */
static void
message_open(struct message *m, const struct request *req)
{
	const char	*uri = request_header(req, "REQUEST_URI");
	const char	*query = strchr(uri, '?');
	int		 len;

	m->req = req;
	len = query != NULL ? (int)(query - uri) : (int)strlen(uri);
	snprintf(m->path, sizeof(m->path), "%.*s", len, uri);
	snprintf(m->query, sizeof(m->query), "%s",
	    query != NULL ? query : "?");
	read_authority(m);
}

/* NULL for what the message has not: "" is no header's value here. */
static const char *
value_of(void *arg, const char *part)
{
	const struct message	*m = arg;
	const char		*value;
	size_t			 i;

	if (strcmp(part, "@authority") == 0)
		return m->authority;
	if (strcmp(part, "@path") == 0)
		return m->path;
	if (strcmp(part, "@query") == 0)
		return m->query;
	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (strcmp(fields[i].part, part) == 0) {
			value = request_header(m->req, fields[i].parameter);
			return *value == '\0' ? NULL : value;
		}
	return NULL;
}

/* What a signature has to cover: all that decides what is done. */
static enum reason
covers_enough(const struct message_signature *s, const struct request *req)
{
	static const struct {
		const char	*part;
		const char	*when;	/* that is there; NULL: always */
	} must[] = {
		{ "@method", NULL },
		{ "@authority", NULL },
		{ "@path", NULL },
		{ "@query", NULL },
		{ "ecert-purpose", "HTTP_ECERT_PURPOSE" },
		{ "idempotency-key", "HTTP_IDEMPOTENCY_KEY" },
		{ "content-type", "CONTENT_TYPE" },
		{ "content-digest", "HTTP_CONTENT_DIGEST" },
	};
	size_t	 i;

	for (i = 0; i < sizeof(must) / sizeof(must[0]); i++)
		if ((must[i].when == NULL ||
		    *request_header(req, must[i].when) != '\0') &&
		    !message_signature_covers(s, must[i].part))
			return fail(REASON_SIGNATURE_FORM, "%s not covered",
			    must[i].part);
	if (request_has_body(req) &&
	    !message_signature_covers(s, "content-digest"))
		return fail(REASON_SIGNATURE_FORM, "body not covered");
	return OK;
}

static enum reason
verify(const struct context *ctx, const struct message_signature *s)
{
	struct buf	 der = BUF_INIT(DER_BYTES), base = BUF_INIT(BASE_BYTES);
	struct message	 m;
	enum reason	 why;
	bool		 found;

	message_open(&m, ctx->req);
	why = registry_bureau_certificate(ctx->app->registry, s->keyid, &der,
	    &found);
	if (why == OK && !found)
		why = fail(REASON_BUREAU_UNKNOWN, "signed by nobody's key");
	if (why == OK)
		why = message_signature_base(s, value_of, &m, &base);
	if (why == OK)
		why = message_signature_verify(s, der.data, der.len, &base);
	if (why == REASON_KEY)
		why = fail(REASON_SIGNATURE_WRONG, "%s", fail_detail());
	buf_free(&der);
	buf_free(&base);
	return why;
}

/* One number for both, as the table of used signatures has it. */
static enum reason
nonce_digest(const struct message_signature *s, char nonce[FINGERPRINT_BYTES])
{
	char	 text[2 * FINGERPRINT_BYTES + 1];
	int	 n;

	n = snprintf(text, sizeof(text), "%s %s", s->keyid, s->nonce);
	return secret_digest_hex(text, (size_t)n, nonce);
}

static enum reason
check_signature(struct context *ctx, char keyid[FINGERPRINT_BYTES],
    char nonce[FINGERPRINT_BYTES])
{
	struct message_signature	 s;
	enum reason			 why;

	why = message_signature_read(request_header(ctx->req,
	    "HTTP_SIGNATURE_INPUT"), request_header(ctx->req,
	    "HTTP_SIGNATURE"), &s);
	if (why != OK)
		return why;
	memcpy(keyid, s.keyid, FINGERPRINT_BYTES);
	if ((why = covers_enough(&s, ctx->req)) == OK &&
	    (why = message_signature_in_time(&s, time(NULL))) == OK &&
	    (why = verify(ctx, &s)) == OK)
		why = nonce_digest(&s, nonce);
	return why;
}

static enum reason
check_digest(struct context *ctx)
{
	const char		*field;
	const struct buf	*body;
	enum reason		 why;

	field = request_header(ctx->req, "HTTP_CONTENT_DIGEST");
	if (*field == '\0')
		return OK;
	if ((why = request_hold(ctx->req, BODY_BYTES, &body)) != OK)
		return why;
	return content_digest_check(field, body->data, body->len);
}

enum reason
bureau_signature_check(struct context *ctx, bool must,
    char keyid[FINGERPRINT_BYTES], char nonce[FINGERPRINT_BYTES])
{
	enum reason	 why;

	*keyid = *nonce = '\0';
	if (bureau_is_signed(ctx->req))
		why = check_signature(ctx, keyid, nonce);
	else
		why = must ? fail(REASON_SIGNATURE_MISSING, "none") : OK;
	/* The body last: what is not signed well is not even read. */
	return why != OK ? why : check_digest(ctx);
}
