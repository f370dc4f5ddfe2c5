#define _GNU_SOURCE		/* strcasestr() */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "field/date.h"
#include "responder/api.h"
#include "responder/batch_body.h"
#include "service/bureau_batch_table.h"
#include "service/sheet_text.h"

/* A particular by its name, from wherever they stand; NULL: not given. */
typedef const char	*getter(const void *from, const char *name);

static enum reason
keep(getter *get, const void *from, const char *name, char *to, size_t size)
{
	const char	*value = get(from, name);

	if (value == NULL)
		return OK;
	if (strlen(value) >= size)
		return fail(REASON_DELIVERY_FIELDS, "%s: too long", name);
	memcpy(to, value, strlen(value) + 1);
	return OK;
}

static enum reason
read_flag(const char *value, bool *out)
{

	*out = value != NULL && strcmp(value, "true") == 0;
	return value == NULL || *out || strcmp(value, "false") == 0 ? OK :
	    fail(REASON_DELIVERY_FIELDS, "acceptValid");
}

static enum reason
read_encoding(const char *value, int *out)
{

	*out = -1;
	if (value == NULL || *value == '\0')
		return OK;
	if (strcasecmp(value, "utf-8") == 0)
		*out = SHEET_UTF8;
	else if (strcasecmp(value, "gb18030") == 0)
		*out = SHEET_GB18030;
	else
		return fail(REASON_DELIVERY_FIELDS, "encoding");
	return OK;
}

static enum reason
read_particulars(getter *get, const void *from, struct batch_body *b)
{
	enum reason	 why;

	why = keep(get, from, "qualification", b->qualification,
	    sizeof(b->qualification));
	if (why == OK)
		why = keep(get, from, "approved", b->approved_on,
		    sizeof(b->approved_on));
	if (why == OK)
		why = keep(get, from, "examination", b->examination,
		    sizeof(b->examination));
	return why != OK ? why : read_flag(get(from, "acceptValid"),
	    &b->order.accept_valid);
}

/* Whether they are in the catalogue, and a day, the import says. */
static enum reason
check(struct batch_body *b)
{

	if (b->qualification[0] == '\0' || b->approved_on[0] == '\0')
		return fail(REASON_DELIVERY_FIELDS, "qualification, approved");
	if (b->examination[0] != '\0' && !date_is_month(b->examination))
		return fail(REASON_DELIVERY_FIELDS, "examination");
	b->order.qualification = b->qualification;
	b->order.approved_on = b->approved_on;
	b->order.examination = b->examination[0] == '\0' ? NULL :
	    b->examination;
	b->order.table = &b->table;
	return OK;
}

/* The parameter charset of a type, or NULL. */
static const char *
charset_of(const char *type, char out[16])
{
	const char	*at = strcasestr(type, "charset=");
	size_t		 n;

	if (at == NULL)
		return NULL;
	at += strlen("charset=");
	at += *at == '"';
	n = strcspn(at, "\"; ");
	(void)snprintf(out, 16, "%.*s", (int)(n < 15 ? n : 15), at);
	return out;
}

static const char *
of_query(const void *request, const char *name)
{

	return request_query(request, name);
}

static enum reason
read_csv(struct context *ctx, struct batch_body *b)
{
	const struct request	*req = ctx->req;
	const char		*encoding = request_query(req, "encoding");
	char			 charset[16];
	enum reason		 why;

	if (encoding == NULL)
		encoding = charset_of(request_header(req, "CONTENT_TYPE"),
		    charset);
	b->order.format = "csv";
	why = read_particulars(of_query, req, b);
	if (why == OK)
		why = read_encoding(encoding, &b->order.encoding);
	if (why != OK)
		return why;
	return request_read_bytes(ctx->req, &b->table);
}

static const char *
of_children(const void *node, const char *name)
{
	return tree_first(node, name) == NULL ? NULL : tree_text(node, name);
}

static enum reason
take_tree(const xmlNode *root, struct batch_body *b)
{
	enum reason	 why;

	b->order.encoding = SHEET_UTF8;
	why = read_particulars(of_children, root, b);
	return why != OK ? why :
	    bureau_batch_table(tree_first(root, "people"), &b->table);
}

static enum reason
read_tree(struct context *ctx, struct batch_body *b)
{
	xmlDoc		*doc = NULL;
	enum reason	 why;

	b->order.format = request_has_type(ctx->req, "application/json") ?
	    "json" : "xml";
	why = api_read(ctx, "delivery", BATCH_BODY_MAX, &doc);
	if (why == OK)
		why = take_tree(xmlDocGetRootElement(doc), b);
	xmlFreeDoc(doc);
	return why;
}

enum reason
batch_body_read(struct context *ctx, struct batch_body *b)
{
	enum reason	 why;

	memset(b, 0, sizeof(*b));
	b->table = (struct buf)BUF_INIT(BATCH_BODY_MAX);
	if (request_has_type(ctx->req, "text/csv"))
		why = read_csv(ctx, b);
	else
		why = read_tree(ctx, b);
	if (why == REASON_TOO_LARGE || why == REASON_BODY_LARGE)
		why = fail(REASON_DELIVERY_LARGE, "past %u bytes",
		    BATCH_BODY_MAX);
	return why != OK ? why : check(b);
}

void
batch_body_free(struct batch_body *b)
{

	buf_cleanse(&b->table);
}
