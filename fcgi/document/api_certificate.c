/* Certificates -> answers for bureaus. */
#include <string.h>

#include "base/clock.h"
#include "document/api_certificate.h"
#include "document/api_feed.h"
#include "document/face.h"

static void
add_moment(struct tree *t, xmlNode *node, const char *name, time_t when)
{
	char	 iso[CLOCK_ISO_BYTES];

	if (when == 0)
		return;
	clock_iso(when, iso);
	tree_attr(t, node, name, iso);
}

/* Its state, since when, and why. */
static void
add_state(struct tree *t, xmlNode *node, const struct certificate *c)
{

	tree_attr(t, node, "state", certificate_state_word(c->state));
	add_moment(t, node, "since", c->state_since);
	if (*c->state_reason != '\0')
		(void)tree_add_lang(t, node, "reason", "zh", c->state_reason);
}

/* Everything, for a bureau of the certificate's own province. */
static enum reason
add_whole(struct tree *t, xmlNode *node, struct status_order *order,
    const struct certificate *c)
{
	enum reason	 why;

	add_state(t, node, c);
	(void)tree_add(t, node, "province", c->province);
	(void)tree_add(t, node, "birthDate", c->birth_date);
	why = api_status_entry_add(t, node, order, c);
	return why != OK ? why : face_add(t, node, c, MASK_NONE);
}

static enum reason
finish(struct tree *t, struct status_order *order, enum reason why,
    xmlDoc **out)
{

	explicit_bzero(order, sizeof(*order));
	if (why == OK)
		return tree_done(t, out);
	tree_drop(t);
	return why;
}

enum reason
api_record(const struct certificate *list, size_t count,
    const unsigned char status_key[SECRET_KEY_BYTES], time_t now,
    xmlDoc **out)
{
	struct status_order	 order;
	struct tree		 t;
	xmlNode			*root, *versions, *node;
	enum reason		 why;
	size_t			 i;

	status_order_begin(&order, status_key);
	root = tree_root(&t, NS_API, "record");
	add_moment(&t, root, "at", now);
	why = add_whole(&t, root, &order, list);
	versions = tree_add(&t, root, "versions", NULL);
	for (i = 0; i < count; i++) {
		node = tree_add(&t, versions, "version", NULL);
		tree_attr_int(&t, node, "number", (long)list[i].version);
		tree_attr(&t, node, "state",
		    certificate_state_word(list[i].state));
		add_moment(&t, node, "since", list[i].state_since);
	}
	return finish(&t, &order, why, out);
}

enum reason
api_holdings(const struct certificate *list, size_t count,
    const unsigned char status_key[SECRET_KEY_BYTES], time_t now,
    xmlDoc **out)
{
	struct status_order	 order;
	struct tree		 t;
	xmlNode			*root, *holdings;
	enum reason		 why = OK;
	size_t			 i;

	status_order_begin(&order, status_key);
	root = tree_root(&t, NS_API, "holdings");
	add_moment(&t, root, "at", now);
	holdings = tree_add(&t, root, "records", NULL);
	for (i = 0; why == OK && i < count; i++)
		why = add_whole(&t, tree_add(&t, holdings, "record", NULL),
		    &order, &list[i]);
	return finish(&t, &order, why, out);
}

const char *
check_outcome_word(enum check_outcome outcome)
{
	static const char *const words[] = {
		[CHECK_COULD_NOT] = "could-not-check",
		[CHECK_FOUND] = "found",
		[CHECK_NOT_FOUND] = "not-found",
		[CHECK_INVALID] = "invalid",
	};

	return words[outcome < CHECK__OUTCOMES ? outcome : CHECK_COULD_NOT];
}

void
api_checks_begin(struct api_checks *c, const char *bureau,
    const char *digest, time_t now,
    const unsigned char status_key[SECRET_KEY_BYTES])
{
	size_t	 i;

	c->root = tree_root(&c->tree, NS_API, "checkResults");
	add_moment(&c->tree, c->root, "at", now);
	tree_attr(&c->tree, c->root, "bureau", bureau);
	tree_attr(&c->tree, c->root, "request", digest);
	c->results = tree_add(&c->tree, c->root, "results", NULL);
	status_order_begin(&c->order, status_key);
	for (i = 0; i < CHECK__OUTCOMES; i++)
		c->counts[i] = 0;
}

xmlNode *
api_checks_add(struct api_checks *c)
{

	return tree_add(&c->tree, c->results, "result", NULL);
}

void
api_checks_number(struct api_checks *c, xmlNode *result, const char *number)
{

	tree_attr(&c->tree, result, "managementNo", number);
}

void
api_checks_error(struct api_checks *c, xmlNode *result, const char *field,
    enum reason why)
{
	struct reason_info	 info = reason_told(why);
	xmlNode			*list = NULL, *error;

	if (result != NULL && result->last != NULL &&
	    tree_is(result->last, NS_API, "errors"))
		list = result->last;
	if (list == NULL)
		list = tree_add(&c->tree, result, "errors", NULL);
	error = tree_add(&c->tree, list, "error", NULL);
	if (field != NULL)
		tree_attr(&c->tree, error, "field", field);
	tree_attr(&c->tree, error, "code", info.code);
	(void)tree_add(&c->tree, error, "zh", info.zh);
	(void)tree_add(&c->tree, error, "en", info.en);
}

/* What was begun of a certificate that could not be shown whole. */
static void
take_back(xmlNode *result)
{
	xmlNode	*child, *next;

	(void)xmlUnsetProp(result, BAD_CAST "state");
	(void)xmlUnsetProp(result, BAD_CAST "since");
	for (child = result->children; child != NULL; child = next) {
		next = child->next;
		xmlUnlinkNode(child);
		xmlFreeNode(child);
	}
}

static enum reason
add_found(struct api_checks *checks, xmlNode *result,
    const struct certificate *c)
{
	enum reason	 why;

	add_state(&checks->tree, result, c);
	why = api_status_entry_add(&checks->tree, result, &checks->order, c);
	if (why == OK)
		why = face_add(&checks->tree, result, c, MASK_KNOWN);
	if (why != OK && result != NULL)
		take_back(result);
	return why;
}

enum reason
api_checks_outcome(struct api_checks *checks, xmlNode *result,
    enum check_outcome outcome, const struct certificate *c)
{
	enum reason	 why;

	if (c != NULL && (why = add_found(checks, result, c)) != OK)
		return why;
	tree_attr(&checks->tree, result, "outcome",
	    check_outcome_word(outcome));
	checks->counts[outcome]++;
	return OK;
}

enum reason
api_checks_end(struct api_checks *c, xmlDoc **out)
{
	const struct {
		const char		*name;
		enum check_outcome	 of;
	} counts[] = {
		{ "found", CHECK_FOUND },
		{ "notFound", CHECK_NOT_FOUND },
		{ "couldNotCheck", CHECK_COULD_NOT },
		{ "invalid", CHECK_INVALID },
	};
	size_t	 i;

	for (i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		tree_attr_int(&c->tree, c->root, counts[i].name,
		    (long)c->counts[counts[i].of]);
	return finish(&c->tree, &c->order, OK, out);
}

void
api_checks_drop(struct api_checks *c)
{

	explicit_bzero(&c->order, sizeof(c->order));
	tree_drop(&c->tree);
}
