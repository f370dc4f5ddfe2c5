#include <string.h>

#include "base/secret.h"
#include "document/untrusted.h"
#include "responder/api_body.h"

static bool
is_blank(const xmlNode *node)
{

	return xmlNodeIsText(node) && xmlIsBlankNode(node);
}

static bool
has_text_alone(const xmlNode *e)
{

	return e->properties == NULL && (e->children == NULL ||
	    (xmlNodeIsText(e->children) && e->children->next == NULL));
}

bool
api_body_has_only(const xmlNode *parent, const char *const *names)
{
	const xmlNode	*e;
	unsigned	 seen = 0, i;

	for (e = parent->children; e != NULL; e = e->next) {
		if (is_blank(e))
			continue;
		for (i = 0; names[i] != NULL; i++)
			if (tree_is(e, NS_API, names[i]))
				break;
		if (names[i] == NULL || (seen & 1u << i) != 0 ||
		    !has_text_alone(e))
			return false;
		seen |= 1u << i;
	}
	return true;
}

static const xmlNode *
find(const xmlNode *e, const char *name)
{

	while (e != NULL && !tree_is(e, NS_API, name))
		e = e->next;
	return e;
}

const xmlNode *
api_body_first(const xmlNode *parent, const char *name)
{

	return find(parent->children, name);
}

const xmlNode *
api_body_next(const xmlNode *e, const char *name)
{

	return find(e->next, name);
}

const char *
api_body_text(const xmlNode *parent, const char *name)
{
	const xmlNode	*e = api_body_first(parent, name);

	if (e == NULL)
		return NULL;
	return e->children == NULL ? "" : (const char *)e->children->content;
}

enum reason
api_body_read(struct context *ctx, const char *root, size_t max,
    struct api_body *b)
{
	struct buf	 bytes = BUF_INIT(max);
	enum reason	 why;

	memset(b, 0, sizeof(*b));
	why = request_read_xml(ctx->req, &bytes);
	if (why == REASON_FILE_TOO_LARGE)
		why = fail(REASON_TOO_LARGE, "past %zu bytes", max);
	if (why == OK)
		why = secret_digest_hex(bytes.data, bytes.len, b->digest);
	if (why == OK)
		why = untrusted_parse_within(buf_text(&bytes), bytes.len, max,
		    &b->doc);
	if (why == OK) {
		b->root = xmlDocGetRootElement(b->doc);
		if (!tree_is(b->root, NS_API, root))
			why = fail(REASON_API_BODY, "no %s", root);
	}
	buf_cleanse(&bytes);
	return why;
}

void
api_body_free(struct api_body *b)
{

	xmlFreeDoc(b->doc);
	b->doc = NULL;
}
