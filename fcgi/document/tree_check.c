#include <string.h>

#include "document/schema.h"
#include "document/tree.h"
#include "document/tree_check.h"

#define DEPTH_MAX	32	/* deeper than any kind of ours */
#define MEMBERS_MAX	64	/* of a kind: more are not counted */

struct checking {
	struct problem_errors			*errors;
	const struct vocabulary_member		*root;
	int					 depth;
	bool					 too_many;
};

static const char *
ns_of(const xmlNs *ns)
{
	return ns == NULL ? "" : (const char *)ns->href;
}

/* The member that an element or attribute is; NULL: there is none such. */
static const struct vocabulary_member *
member_of(const struct vocabulary_kind *k, const xmlNode *node)
{
	const struct vocabulary_member	*m = vocabulary_find(k,
					    (const char *)node->name);
	const xmlNs			*ns;

	if (m == NULL || m->attribute != (node->type == XML_ATTRIBUTE_NODE))
		return NULL;
	ns = m->attribute ? ((const xmlAttr *)(const void *)node)->ns :
	    node->ns;
	return strcmp(m->ns, ns_of(ns)) == 0 ? m : NULL;
}

static void	 check_element(struct checking *, const xmlNode *,
		    const struct vocabulary_kind *,
		    const struct problem_step *);

static void
check_attributes(struct checking *c, const xmlNode *node,
    const struct vocabulary_kind *k, const struct problem_step *at,
    size_t seen[MEMBERS_MAX])
{
	const struct vocabulary_member	*m;
	const xmlAttr			*a;

	for (a = node->properties; a != NULL; a = a->next) {
		const struct problem_step	 step = { at,
						    (const char *)a->name, 0 };

		m = member_of(k, (const xmlNode *)(const void *)a);
		if (m == NULL)
			problem_error_add(c->errors, &step,
			    REASON_MEMBER_UNKNOWN);
		else if (m - k->member < MEMBERS_MAX)
			seen[m - k->member]++;
	}
}

/* The step or two to a child: its name, its index, or both. */
static void
check_child(struct checking *c, const xmlNode *child,
    const struct vocabulary_member *m, bool in_list, size_t index,
    const struct problem_step *at)
{
	const struct problem_step	 named = { at, m->name, 0 };
	const struct problem_step	 indexed = { in_list ? at : &named,
					    NULL, index };

	check_element(c, child, m->kind, m->several ? &indexed : &named);
}

static void
check_children(struct checking *c, const xmlNode *node,
    const struct vocabulary_kind *k, const struct problem_step *at,
    size_t seen[MEMBERS_MAX])
{
	const struct vocabulary_member	*m;
	const xmlNode			*child;
	size_t				 i;

	for (child = node->children; child != NULL; child = child->next) {
		const struct problem_step	 step = { at,
						    (const char *)child->name,
						    0 };

		if (child->type != XML_ELEMENT_NODE)
			continue;
		m = member_of(k, child);
		if (m == NULL) {
			problem_error_add(c->errors, &step,
			    REASON_MEMBER_UNKNOWN);
			continue;
		}
		i = m - k->member < MEMBERS_MAX ?
		    seen[m - k->member]++ : 0;
		if (m->most > 0 && i == m->most) {
			problem_error_add(c->errors, at, REASON_API_MANY);
			c->too_many = true;
		}
		check_child(c, child, m, vocabulary_is_list(k) && at != NULL,
		    i, at);
	}
}

static void
check_element(struct checking *c, const xmlNode *node,
    const struct vocabulary_kind *k, const struct problem_step *at)
{
	size_t	 seen[MEMBERS_MAX] = { 0 }, i;

	if (c->errors->count == PROBLEM_ERRORS_MAX)
		return;
	if (++c->depth > DEPTH_MAX)
		problem_error_add(c->errors, at, REASON_MEMBER_UNFIT);
	else {
		check_attributes(c, node, k, at, seen);
		check_children(c, node, k, at, seen);
	}
	for (i = 0; i < k->members && i < MEMBERS_MAX; i++) {
		const struct problem_step	 step = { at,
						    k->member[i].name, 0 };

		if (!k->member[i].needed || seen[i] > 0)
			continue;
		problem_error_add(c->errors, vocabulary_is_list(k) &&
		    at != NULL ? at : &step, REASON_MEMBER_MISSING);
	}
	c->depth--;
}

static size_t
index_of(const xmlNode *node)
{
	const xmlNode	*before;
	size_t		 i = 0;

	for (before = node->prev; before != NULL; before = before->prev)
		i += before->type == XML_ELEMENT_NODE &&
		    xmlStrEqual(before->name, node->name);
	return i;
}

/* From the root down to a place that libxml2 names. */
static void
note_place(struct checking *c, const xmlNode *const *way, size_t n,
    const struct vocabulary_kind *k, const struct problem_step *at)
{
	const struct vocabulary_member	*m;

	if (n == 0 || (m = member_of(k, *way)) == NULL) {
		problem_error_add(c->errors, at, REASON_MEMBER_UNFIT);
		return;
	}
	{
		const struct problem_step	 named = { at, m->name, 0 };
		const struct problem_step	 indexed = {
		    vocabulary_is_list(k) && at != NULL ? at : &named, NULL,
		    m->several ? index_of(*way) : 0 };

		note_place(c, way + 1, n - 1, m->kind,
		    m->several ? &indexed : &named);
	}
}

static void
note_misfit(void *arg, const xmlNode *node)
{
	struct checking	*c = arg;
	const xmlNode	*way[DEPTH_MAX + 2];
	size_t		 first = sizeof(way) / sizeof(way[0]), last = first;

	if (c->errors->count == PROBLEM_ERRORS_MAX)
		return;
	for (; node != NULL && first > 0 && (node->type == XML_ELEMENT_NODE ||
	    node->type == XML_ATTRIBUTE_NODE); node = node->parent)
		way[--first] = node;
	/* The root itself is the whole body. */
	if (first < last)
		first++;
	note_place(c, way + first, last - first, c->root->kind, NULL);
}

enum reason
tree_check(const struct vocabulary *v, const char *root, xmlDoc *doc,
    struct problem_errors *errors)
{
	const xmlNode	*node = xmlDocGetRootElement(doc);
	struct checking	 c = { errors, vocabulary_root(v, NS_API, root), 0,
			    false };
	enum reason	 why = OK;
	bool		 fits = false;

	if (c.root == NULL)
		return fail(REASON_INTERNAL, "the schema has no %s", root);
	if (!tree_is(node, NS_API, root))
		problem_error_add(errors, NULL, REASON_MEMBER_UNKNOWN);
	else
		check_element(&c, node, c.root->kind, NULL);
	if (errors->count == 0)
		why = schema_fits(vocabulary_schema(v), doc, note_misfit, &c,
		    &fits);
	if (why != OK || fits)
		return why;
	if (errors->count == 0)
		problem_error_add(errors, NULL, REASON_MEMBER_UNFIT);
	return fail(c.too_many ? REASON_API_MANY : REASON_API_BODY,
	    "%zu errors, the first %s", errors->count,
	    reason_info(errors->error[0].why)->code);
}
