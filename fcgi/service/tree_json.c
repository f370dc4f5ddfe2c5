/* XML trees of the interface -> JSON. */
#include <jansson.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/metrics.h"
#include "document/base64.h"
#include "document/tree.h"
#include "service/tree_json.h"

#define DEPTH_MAX	32

static json_t	*value_of(const struct vocabulary_kind *, const xmlNode *,
		    int depth);

/* A number past 64 bits stays the string that it is. */
static json_t *
scalar(enum vocabulary_text is, const char *text)
{
	long long	 number;
	char		*end;

	if (is == TEXT_TRUTH)
		return json_boolean(strcmp(text, "true") == 0 ||
		    strcmp(text, "1") == 0);
	if (is != TEXT_NUMBER)
		return json_string(text);
	errno = 0;
	number = strtoll(text, &end, 10);
	return errno != 0 || end == text || *end != '\0' ? json_string(text) :
	    json_integer(number);
}

/* Takes over the libxml2 string. */
static json_t *
scalar_of(enum vocabulary_text is, xmlChar *text)
{
	json_t	*value = text == NULL ? NULL : scalar(is, (const char *)text);

	xmlFree(text);
	return value;
}

static bool
is_in(const struct vocabulary_member *m, const xmlNs *ns)
{
	return m != NULL && strcmp(m->ns,
	    ns == NULL ? "" : (const char *)ns->href) == 0;
}

static int
add_attributes(json_t *object, const struct vocabulary_kind *k,
    const xmlNode *n)
{
	const struct vocabulary_member	*m;
	const xmlAttr			*a;

	for (a = n->properties; a != NULL; a = a->next) {
		m = vocabulary_find(k, (const char *)a->name);
		if (is_in(m, a->ns) && m->attribute &&
		    json_object_set_new(object, m->name,
		    scalar_of(m->kind->text, xmlNodeListGetString(n->doc,
		    a->children, 1))) != 0)
			return -1;
	}
	return 0;
}

static int
add_child(json_t *object, const struct vocabulary_member *m,
    const xmlNode *child, int depth)
{
	json_t	*value = value_of(m->kind, child, depth + 1), *list;

	if (!m->several)
		return json_object_set_new(object, m->name, value);
	if ((list = json_object_get(object, m->name)) == NULL &&
	    json_object_set_new(object, m->name, json_array()) == 0)
		list = json_object_get(object, m->name);
	return json_array_append_new(list, value);
}

static int
add_children(json_t *object, const struct vocabulary_kind *k,
    const xmlNode *n, int depth)
{
	const struct vocabulary_member	*m;
	const xmlNode			*c;

	for (c = n->children; c != NULL; c = c->next) {
		if (c->type != XML_ELEMENT_NODE)
			continue;
		m = vocabulary_find(k, (const char *)c->name);
		if (is_in(m, c->ns) && !m->attribute &&
		    add_child(object, m, c, depth) != 0)
			return -1;
	}
	return 0;
}

/* An array also where there is none. */
static int
add_empty(json_t *object, const struct vocabulary_kind *k)
{
	size_t	 i;

	for (i = 0; i < k->members; i++)
		if (k->member[i].several &&
		    json_object_get(object, k->member[i].name) == NULL &&
		    json_object_set_new(object, k->member[i].name,
		    json_array()) != 0)
			return -1;
	return 0;
}

static json_t *
object(const struct vocabulary_kind *k, const xmlNode *n, int depth)
{
	json_t	*o = json_object();

	if (o != NULL && add_attributes(o, k, n) == 0 &&
	    (k->text == TEXT_NONE || json_object_set_new(o, "value",
	    scalar_of(k->text, xmlNodeGetContent(n))) == 0) &&
	    add_children(o, k, n, depth) == 0 && add_empty(o, k) == 0)
		return o;
	json_decref(o);
	return NULL;
}

static json_t *
array(const struct vocabulary_kind *k, const xmlNode *n, int depth)
{
	const struct vocabulary_member	*m = &k->member[0];
	const xmlNode			*c;
	json_t				*list = json_array();

	for (c = n->children; list != NULL && c != NULL; c = c->next)
		if (tree_is(c, m->ns, m->name) && json_array_append_new(list,
		    value_of(m->kind, c, depth + 1)) != 0) {
			json_decref(list);
			return NULL;
		}
	return list;
}

/* NULL: no memory, or too deep, which adding it to another turns into -1. */
static json_t *
value_of(const struct vocabulary_kind *k, const xmlNode *n, int depth)
{
	if (depth > DEPTH_MAX)
		return NULL;
	if (vocabulary_is_list(k))
		return array(k, n, depth);
	return k->text != TEXT_NONE && k->members == 0 ?
	    scalar_of(k->text, xmlNodeGetContent(n)) : object(k, n, depth);
}

struct taking {
	struct buf	*to;
	enum reason	 why;
};

static int
take_bytes(const char *bytes, size_t len, void *arg)
{
	struct taking	*t = arg;

	t->why = buf_add(t->to, bytes, len);
	return t->why == OK ? 0 : -1;
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
tree_json(const struct vocabulary *v, const xmlDoc *doc,
    const struct buf *signed_xml, struct buf *out)
{
	const xmlNode			*n = xmlDocGetRootElement(doc);
	const struct vocabulary_member	*root;
	struct taking			 taking = { out, OK };
	json_t				*json;
	enum reason			 why = OK;
	METRICS_STAGE(STAGE_SERIALISE);

	root = vocabulary_root(v, n->ns == NULL ? "" :
	    (const char *)n->ns->href, (const char *)n->name);
	if (root == NULL)
		return fail(REASON_DATA, "the schema has no %s",
		    (const char *)n->name);
	if ((json = object(root->kind, n, 0)) == NULL)
		return fail(REASON_DATA, "tree too deep, or no memory");
	if (signed_xml != NULL)
		why = add_signed(json, signed_xml);
	if (why == OK && json_dump_callback(json, take_bytes, &taking,
	    JSON_COMPACT) != 0)
		why = taking.why != OK ? taking.why :
		    fail(REASON_MEMORY, "json of %zu bytes", out->len);
	json_decref(json);
	return why != OK ? why : buf_puts(out, "\n");
}
