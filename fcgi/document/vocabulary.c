/* XML Schema -> what elements consist of. */
#include <libxml/parser.h>

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "document/schema.h"
#include "document/tree.h"
#include "document/vocabulary.h"

#define NS_XSD		"http://www.w3.org/2001/XMLSchema"
#define FILES_MAX	16
#define DEPTH_MAX	64	/* elements in one another, types included */

/* A kind as it is kept, so that a type used twice is read once. */
struct kept_kind {
	struct vocabulary_kind	 kind;	/* first: see kind_of_type() */
	const xmlNode		*from;	/* the type's element, while reading */
	struct kept_kind	*next;
};

struct vocabulary {
	xmlSchema		*schema;
	struct vocabulary_kind	 roots;
	struct kept_kind	*kept;
};

/* While reading: the files, and what went wrong first. */
struct reading {
	struct vocabulary	*v;
	const char		*dir;
	size_t			 files;
	char			 name[FILES_MAX][64];
	xmlDoc			*doc[FILES_MAX];
	int			 depth;
	enum reason		 why;
};

static const struct vocabulary_kind texts[] = {
	{ TEXT_NONE, NULL, 0 },
	{ TEXT_STRING, NULL, 0 },
	{ TEXT_NUMBER, NULL, 0 },
	{ TEXT_TRUTH, NULL, 0 },
};

static bool
is_xsd(const xmlNode *node, const char *name)
{
	return tree_is(node, NS_XSD, name);
}

/* An attribute's value, NULL without it; lives as long as the document. */
static const char *
attr(const xmlNode *node, const char *name)
{
	const xmlAttr	*a;

	for (a = node->properties; a != NULL; a = a->next)
		if (a->ns == NULL && strcmp((const char *)a->name, name) == 0)
			return a->children == NULL ? "" :
			    (const char *)a->children->content;
	return NULL;
}

static bool
attr_is(const xmlNode *node, const char *name, const char *value)
{
	const char	*is = attr(node, name);

	return is != NULL && strcmp(is, value) == 0;
}

static const xmlNode *
child_named(const xmlNode *node, const char *name)
{
	const xmlNode	*c;

	for (c = node->children; c != NULL; c = c->next)
		if (is_xsd(c, name))
			return c;
	return NULL;
}

/* A name with a prefix, as it is bound where it stands. */
static const char *
split(const xmlNode *at, const char *qname, const char **ns)
{
	const char	*colon = strchr(qname, ':');
	char		 prefix[32];
	const xmlNs	*bound;
	size_t		 n = colon == NULL ? 0 : (size_t)(colon - qname);

	if (n >= sizeof(prefix))
		n = sizeof(prefix) - 1;
	memcpy(prefix, qname, n);
	prefix[n] = '\0';
	bound = xmlSearchNs(at->doc, (xmlNode *)(uintptr_t)at,
	    colon == NULL ? NULL : BAD_CAST prefix);
	*ns = bound == NULL ? "" : (const char *)bound->href;
	return colon == NULL ? qname : colon + 1;
}

/* The definition at the top of some file that has this name. */
static const xmlNode *
find_global(const struct reading *r, const char *what, const xmlNode *at,
    const char *qname)
{
	const char	*ns, *name = split(at, qname, &ns);
	const xmlNode	*root, *c;
	size_t		 i;

	for (i = 0; i < r->files; i++) {
		root = xmlDocGetRootElement(r->doc[i]);
		if (!attr_is(root, "targetNamespace", ns))
			continue;
		for (c = root->children; c != NULL; c = c->next)
			if (is_xsd(c, what) && attr_is(c, "name", name))
				return c;
	}
	return NULL;
}

static enum vocabulary_text
builtin(const char *name)
{
	static const char *const numbers[] = { "integer", "int", "long",
	    "short", "byte", "nonNegativeInteger", "positiveInteger",
	    "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte" };
	size_t	 i;

	if (strcmp(name, "boolean") == 0)
		return TEXT_TRUTH;
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (strcmp(name, numbers[i]) == 0)
			return TEXT_NUMBER;
	return TEXT_STRING;
}

/* Are "true" and "false" all the values that it lists? */
static bool
lists_truths(const xmlNode *restriction)
{
	const xmlNode	*c;
	size_t		 n = 0;

	for (c = restriction->children; c != NULL; c = c->next) {
		if (!is_xsd(c, "enumeration"))
			continue;
		if (!attr_is(c, "value", "true") &&
		    !attr_is(c, "value", "false"))
			return false;
		n++;
	}
	return n == 2;
}

static enum vocabulary_text	 text_named(struct reading *, const xmlNode *,
				    const char *);

static enum vocabulary_text
text_of_simple(struct reading *r, const xmlNode *type)
{
	const xmlNode	*restriction = child_named(type, "restriction");
	const char	*base;

	if (restriction == NULL || (base = attr(restriction, "base")) == NULL)
		return TEXT_STRING;
	if (lists_truths(restriction))
		return TEXT_TRUTH;
	return text_named(r, restriction, base);
}

static enum vocabulary_text
text_named(struct reading *r, const xmlNode *at, const char *qname)
{
	const char	*ns, *name = split(at, qname, &ns);
	const xmlNode	*type;

	if (strcmp(ns, NS_XSD) == 0)
		return builtin(name);
	type = find_global(r, "simpleType", at, qname);
	return type == NULL ? TEXT_STRING : text_of_simple(r, type);
}

/* How the particles that stand around a member bear on it. */
struct around {
	bool	 several;
	bool	 optional;
};

static struct around
around(struct around outer, const xmlNode *particle)
{
	const char	*max = attr(particle, "maxOccurs");

	if (max != NULL && strcmp(max, "1") != 0 && strcmp(max, "0") != 0)
		outer.several = true;
	if (attr_is(particle, "minOccurs", "0") || is_xsd(particle, "choice"))
		outer.optional = true;
	return outer;
}

static void	 collect(struct reading *, struct vocabulary_kind *,
		    const xmlNode *, struct around);
static const struct vocabulary_kind *
		 kind_of_element(struct reading *, const xmlNode *);

/* Append a member; NULL when there is one of that name, or no memory. */
static struct vocabulary_member *
add_member(struct reading *r, struct vocabulary_kind *k, const char *ns,
    const char *name)
{
	struct vocabulary_member	*more, *m;
	size_t				 i;

	for (i = 0; i < k->members; i++)
		if (strcmp(k->member[i].name, name) == 0 &&
		    (k != &r->v->roots || strcmp(k->member[i].ns, ns) == 0))
			return NULL;
	more = realloc(k->member, (k->members + 1) * sizeof(*more));
	if (more == NULL) {
		r->why = fail(REASON_MEMORY, "vocabulary");
		return NULL;
	}
	k->member = more;
	m = &k->member[k->members];
	memset(m, 0, sizeof(*m));
	m->name = strdup(name);
	m->ns = strdup(ns);
	if (m->name != NULL && m->ns != NULL) {
		k->members++;
		return m;
	}
	free(m->name);
	free(m->ns);
	r->why = fail(REASON_MEMORY, "vocabulary");
	return NULL;
}

/* The namespace that an element declared there is in. */
static const char *
target(const xmlNode *at)
{
	const char	*ns = attr(xmlDocGetRootElement(at->doc),
			    "targetNamespace");

	return ns == NULL ? "" : ns;
}

/* How often it may come, by itself; what stands around it may allow more. */
static unsigned
most_of(const xmlNode *e)
{
	const char	*max = attr(e, "maxOccurs");

	return max == NULL ? 0 : (unsigned)strtoul(max, NULL, 10);
}

static void
add_element(struct reading *r, struct vocabulary_kind *k, const xmlNode *e,
    struct around outer)
{
	const struct around		 is = around(outer, e);
	const struct vocabulary_kind	*kind;
	const char			*ref = attr(e, "ref");
	const unsigned			 most = most_of(e);
	struct vocabulary_member	*m;

	if (ref != NULL && (e = find_global(r, "element", e, ref)) == NULL) {
		r->why = fail(REASON_XML, "no element %s", ref);
		return;
	}
	/* First, for it may be in a kind of the same array. */
	if ((kind = kind_of_element(r, e)) == NULL || attr(e, "name") == NULL ||
	    (m = add_member(r, k, target(e), attr(e, "name"))) == NULL)
		return;
	m->several = is.several;
	m->most = most;
	m->needed = !is.optional;
	m->kind = kind;
}

static void
add_attribute(struct reading *r, struct vocabulary_kind *k, const xmlNode *a)
{
	const char			*ref = attr(a, "ref"), *ns = "";
	const char			*name = ref == NULL ? attr(a, "name") :
					    split(a, ref, &ns);
	const char			*type = attr(a, "type");
	const xmlNode			*simple = child_named(a, "simpleType");
	enum vocabulary_text		 text = TEXT_STRING;
	struct vocabulary_member	*m;

	if (type != NULL)
		text = text_named(r, a, type);
	else if (simple != NULL)
		text = text_of_simple(r, simple);
	if (name == NULL || (m = add_member(r, k, ns, name)) == NULL)
		return;
	m->attribute = true;
	m->needed = attr_is(a, "use", "required");
	m->kind = &texts[text];
}

/* What an extension or restriction begins with. */
static void
add_base(struct reading *r, struct vocabulary_kind *k, const xmlNode *derived,
    struct around outer)
{
	const char	*base = attr(derived, "base");
	const xmlNode	*type;

	if (base == NULL)
		return;
	type = find_global(r, "complexType", derived, base);
	if (type != NULL)
		collect(r, k, type, outer);
	else
		k->text = text_named(r, derived, base);
}

static void
add_group(struct reading *r, struct vocabulary_kind *k, const xmlNode *group,
    struct around outer)
{
	const char	*ref = attr(group, "ref");
	const xmlNode	*found = ref == NULL ? NULL : find_global(r,
			    (const char *)group->name, group, ref);

	if (found == NULL)
		r->why = fail(REASON_XML, "no group of that name");
	else
		collect(r, k, found, around(outer, group));
}

/* Everything that a type or a part of one contributes, in order. */
static void
collect(struct reading *r, struct vocabulary_kind *k, const xmlNode *at,
    struct around outer)
{
	const xmlNode	*c;

	if (++r->depth > DEPTH_MAX)
		r->why = fail(REASON_XML, "schema is too deep");
	for (c = at->children; c != NULL && r->why == OK; c = c->next) {
		if (is_xsd(c, "element"))
			add_element(r, k, c, outer);
		else if (is_xsd(c, "attribute"))
			add_attribute(r, k, c);
		else if (is_xsd(c, "group") || is_xsd(c, "attributeGroup"))
			add_group(r, k, c, outer);
		else if (is_xsd(c, "sequence") || is_xsd(c, "choice") ||
		    is_xsd(c, "all"))
			collect(r, k, c, around(outer, c));
		else if (is_xsd(c, "simpleContent") ||
		    is_xsd(c, "complexContent"))
			collect(r, k, c, outer);
		else if (is_xsd(c, "extension") || is_xsd(c, "restriction")) {
			add_base(r, k, c, outer);
			collect(r, k, c, outer);
		}
	}
	r->depth--;
}

/* The kind of a complex type; it is known before its members are. */
static const struct vocabulary_kind *
kind_of_type(struct reading *r, const xmlNode *type)
{
	const struct around	 nothing = { false, false };
	struct kept_kind	*kept;

	for (kept = r->v->kept; kept != NULL; kept = kept->next)
		if (kept->from == type)
			return &kept->kind;
	if ((kept = calloc(1, sizeof(*kept))) == NULL) {
		r->why = fail(REASON_MEMORY, "vocabulary");
		return NULL;
	}
	kept->from = type;
	kept->next = r->v->kept;
	r->v->kept = kept;
	collect(r, &kept->kind, type, nothing);
	return &kept->kind;
}

static const struct vocabulary_kind *
kind_of_element(struct reading *r, const xmlNode *e)
{
	const char	*named = attr(e, "type");
	const xmlNode	*type;

	if (named != NULL) {
		type = find_global(r, "complexType", e, named);
		return type != NULL ? kind_of_type(r, type) :
		    &texts[text_named(r, e, named)];
	}
	if ((type = child_named(e, "complexType")) != NULL)
		return kind_of_type(r, type);
	if ((type = child_named(e, "simpleType")) != NULL)
		return &texts[text_of_simple(r, type)];
	return &texts[TEXT_STRING];
}

static void
read_file(struct reading *r, const char *name)
{
	struct buf	 path = BUF_INIT(4096);
	const xmlNode	*c;
	xmlDoc		*doc;
	size_t		 i, len = strlen(name);

	for (i = 0; i < r->files; i++)
		if (strcmp(r->name[i], name) == 0)
			return;
	if (r->files == FILES_MAX || len >= sizeof(r->name[0]))
		r->why = fail(REASON_XML, "too many schemas");
	else
		r->why = buf_printf(&path, "%s/%s", r->dir, name);
	if (r->why != OK)
		return;
	doc = xmlReadFile(buf_text(&path), NULL, XML_PARSE_NONET |
	    XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	buf_free(&path);
	if (doc == NULL) {
		r->why = fail(REASON_XML, "schema %s", name);
		return;
	}
	memcpy(r->name[r->files], name, len + 1);
	r->doc[r->files++] = doc;
	for (c = xmlDocGetRootElement(doc)->children;
	    c != NULL && r->why == OK; c = c->next)
		if ((is_xsd(c, "include") || is_xsd(c, "import")) &&
		    attr(c, "schemaLocation") != NULL)
			read_file(r, attr(c, "schemaLocation"));
}

static void
read_roots(struct reading *r)
{
	const struct around	 nothing = { false, false };
	const xmlNode		*c;
	size_t			 i;

	for (i = 0; i < r->files; i++) {
		c = xmlDocGetRootElement(r->doc[i])->children;
		for (; c != NULL && r->why == OK; c = c->next)
			if (is_xsd(c, "element"))
				add_element(r, &r->v->roots, c, nothing);
	}
}

static void
free_members(struct vocabulary_kind *k)
{
	size_t	 i;

	for (i = 0; i < k->members; i++) {
		free(k->member[i].name);
		free(k->member[i].ns);
	}
	free(k->member);
}

void
vocabulary_free(struct vocabulary **v)
{
	struct kept_kind	*kept;

	if (*v == NULL)
		return;
	while ((kept = (*v)->kept) != NULL) {
		(*v)->kept = kept->next;
		free_members(&kept->kind);
		free(kept);
	}
	free_members(&(*v)->roots);
	xmlSchemaFree((*v)->schema);
	free(*v);
	*v = NULL;
}

enum reason
vocabulary_open(const char *schema_dir, const char *name,
    struct vocabulary **out)
{
	struct vocabulary	*v;
	struct reading		 r = { .dir = schema_dir, .why = OK };
	size_t			 i;

	if ((v = r.v = calloc(1, sizeof(*v))) == NULL)
		return fail(REASON_MEMORY, "vocabulary");
	r.why = schema_open(schema_dir, name, &v->schema);
	if (r.why == OK)
		read_file(&r, name);
	if (r.why == OK)
		read_roots(&r);
	for (i = 0; i < r.files; i++)
		xmlFreeDoc(r.doc[i]);
	if (r.why != OK)
		vocabulary_free(&v);
	else
		*out = v;
	return r.why;
}

xmlSchema *
vocabulary_schema(const struct vocabulary *v)
{
	return v->schema;
}

const struct vocabulary_member *
vocabulary_root(const struct vocabulary *v, const char *ns, const char *name)
{
	const struct vocabulary_kind	*k = &v->roots;
	size_t				 i;

	for (i = 0; i < k->members; i++)
		if (strcmp(k->member[i].name, name) == 0 &&
		    strcmp(k->member[i].ns, ns) == 0)
			return &k->member[i];
	return NULL;
}

const struct vocabulary_member *
vocabulary_find(const struct vocabulary_kind *k, const char *name)
{
	size_t	 i;

	for (i = 0; i < k->members; i++)
		if (strcmp(k->member[i].name, name) == 0)
			return &k->member[i];
	return NULL;
}

bool
vocabulary_is_list(const struct vocabulary_kind *k)
{
	return k->text == TEXT_NONE && k->members == 1 &&
	    k->member[0].several && !k->member[0].attribute;
}
