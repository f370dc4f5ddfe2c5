/* XML trees of the interface -> JSON. */
#include <jansson.h>

#include <stdlib.h>
#include <string.h>

#include "document/base64.h"
#include "document/tree.h"
#include "service/tree_json.h"

#define DEPTH_MAX	32
#define DIGITS_MAX	15	/* any such number is exact in a double */
#define NS_SIGNATURE	"http://www.w3.org/2000/09/xmldsig#"

/* Wrappers of equals. */
static const char *const arrays[] = { "authorities", "blocks", "entries",
    "errors", "lists", "records", "results", "versions", NULL };

/* What may stand several times in its parent. */
static const struct { const char *parent, *name; } several[] = {
	{ "batches", "batch" },
	{ "caller", "quota" },
	{ "certificate", "title" },
};

static const char *const numbers[] = { "calls", "column",
    "couldNotCheck", "count", "errorsLeft", "event", "faults", "found",
    "import", "index", "invalid", "left", "length", "line", "loaded",
    "notFound", "number", "otherLine", "reached", "rejected", "reset",
    "row", "rows", "status", "statusSize", "successor", "through", "ttl",
    "version", NULL };

static const char *const booleans[] = { "acceptValid", "more", "over", NULL };

static bool
is_among(const char *name, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(*list, name) == 0)
			return true;
	return false;
}

static bool
is_several(const char *parent, const char *name)
{
	size_t	 i;

	for (i = 0; i < sizeof(several) / sizeof(several[0]); i++)
		if (strcmp(several[i].parent, parent) == 0 &&
		    strcmp(several[i].name, name) == 0)
			return true;
	return false;
}

/* "0", or digits without a leading zero, few enough. */
static bool
is_number(const char *text)
{
	size_t	 n = strspn(text, "0123456789");

	return n > 0 && n <= DIGITS_MAX && text[n] == '\0' &&
	    (text[0] != '0' || n == 1);
}

static json_t *
scalar(const char *name, const char *text)
{
	if (is_among(name, numbers) && is_number(text))
		return json_integer(strtoll(text, NULL, 10));
	if (is_among(name, booleans) && strcmp(text, "true") == 0)
		return json_true();
	if (is_among(name, booleans) && strcmp(text, "false") == 0)
		return json_false();
	return json_string(text);
}

static bool
is_shown(const xmlNode *n)
{
	return n->type == XML_ELEMENT_NODE && (n->ns == NULL ||
	    strcmp((const char *)n->ns->href, NS_SIGNATURE) != 0);
}

static bool
has_elements(const xmlNode *n)
{
	const xmlNode	*c;

	for (c = n->children; c != NULL; c = c->next)
		if (c->type == XML_ELEMENT_NODE)
			return true;
	return false;
}

static json_t	*element(const xmlNode *, int depth);

static int
add_text(json_t *object, const char *name, const char *as, xmlChar *text)
{
	int	 failed = text == NULL || json_object_set_new(object, as,
	    scalar(name, (const char *)text)) != 0;

	xmlFree(text);
	return failed;
}

static int
add_attributes(json_t *object, const xmlNode *n)
{
	const xmlAttr	*a;

	for (a = n->properties; a != NULL; a = a->next)
		if (add_text(object, (const char *)a->name,
		    (const char *)a->name, xmlNodeListGetString(n->doc,
		    a->children, 1)) != 0)
			return -1;
	return 0;
}

static int
add_child(json_t *object, const xmlNode *parent, const xmlNode *child,
    int depth)
{
	const char	*name = (const char *)child->name;
	json_t		*list;

	if (!is_several((const char *)parent->name, name))
		return json_object_set_new(object, name,
		    element(child, depth + 1));
	if ((list = json_object_get(object, name)) == NULL) {
		if (json_object_set_new(object, name, json_array()) != 0)
			return -1;
		list = json_object_get(object, name);
	}
	return json_array_append_new(list, element(child, depth + 1));
}

static json_t *
array(const xmlNode *n, int depth)
{
	json_t		*list = json_array();
	const xmlNode	*c;

	for (c = n->children; list != NULL && c != NULL; c = c->next)
		if (is_shown(c) && json_array_append_new(list,
		    element(c, depth + 1)) != 0) {
			json_decref(list);
			return NULL;
		}
	return list;
}

static json_t *
object(const xmlNode *n, int depth)
{
	json_t		*o = json_object();
	const xmlNode	*c;
	int		 failed;

	failed = o == NULL || add_attributes(o, n) != 0;
	if (!failed && !has_elements(n) && n->children != NULL)
		failed = add_text(o, "value", "value",
		    xmlNodeGetContent(n)) != 0;
	for (c = n->children; !failed && c != NULL; c = c->next)
		if (is_shown(c))
			failed = add_child(o, n, c, depth) != 0;
	if (!failed)
		return o;
	json_decref(o);
	return NULL;
}

/* NULL: no memory, or too deep, which adding it to another turns into -1. */
static json_t *
element(const xmlNode *n, int depth)
{
	xmlChar	*text;
	json_t	*value;

	if (depth > DEPTH_MAX)
		return NULL;
	if (is_among((const char *)n->name, arrays))
		return array(n, depth);
	if (n->properties != NULL || has_elements(n))
		return object(n, depth);
	if ((text = xmlNodeGetContent(n)) == NULL)
		return NULL;
	value = scalar((const char *)n->name, (const char *)text);
	xmlFree(text);
	return value;
}

static int
take_bytes(const char *bytes, size_t len, void *arg)
{
	return buf_add(arg, bytes, len) == OK ? 0 : -1;
}

static enum reason
add_signed(json_t *root, const struct buf *xml)
{
	struct buf	 text = BUF_INIT(xml->len * 2 + 8);
	enum reason	 why = base64_write(xml->data, xml->len, &text);

	if (why == OK && json_object_set_new(root, "signed",
	    json_string(buf_text(&text))) != 0)
		why = fail(REASON_MEMORY, "json");
	buf_free(&text);
	return why;
}

enum reason
tree_json(const xmlDoc *doc, const struct buf *signed_xml, struct buf *out)
{
	json_t		*root = object(xmlDocGetRootElement(doc), 0);
	enum reason	 why = OK;

	if (root == NULL)
		return fail(REASON_DATA, "tree too deep, or no memory");
	if (signed_xml != NULL)
		why = add_signed(root, signed_xml);
	if (why == OK && json_dump_callback(root, take_bytes, out,
	    JSON_COMPACT) != 0)
		why = fail(REASON_MEMORY, "json of %zu bytes", out->len);
	json_decref(root);
	return why != OK ? why : buf_puts(out, "\n");
}
