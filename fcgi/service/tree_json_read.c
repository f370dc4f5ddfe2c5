/* JSON from outside -> XML trees of the interface. */
#include <jansson.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "document/tree.h"
#include "service/tree_json.h"

/*
 * jansson makes a value of every two bytes and calls itself for each nesting;
 * so depth and number are looked for in the bytes first.  What is wrong between
 * them it finds itself.
 */
static enum reason
check_bytes(const char *at, size_t len)
{
	const char	*end = at + len;
	size_t		 depth = 0, values = 0;
	bool		 quoted = false;

	for (; at < end; at++) {
		if (quoted && *at == '\\')
			at++;
		else if (*at == '"')
			quoted = !quoted;
		else if (quoted)
			continue;
		else if (*at == '{' || *at == '[') {
			values++;
			if (++depth > TREE_JSON_DEPTH_MAX)
				return fail(REASON_JSON_FORM, "too deep");
		} else if (*at == ',')
			values++;
		else if ((*at == '}' || *at == ']') && depth > 0)
			depth--;
	}
	return values <= TREE_JSON_VALUES_MAX ? OK :
	    fail(REASON_JSON_FORM, "%zu values", values);
}

/* jansson's own words quote the text: its line and column are enough. */
static enum reason
parse(const char *text, size_t len, json_t **out)
{
	json_error_t	 error;
	enum reason	 why;

	if ((why = check_bytes(text, len)) != OK)
		return why;
	*out = json_loadb(text, len, JSON_REJECT_DUPLICATES, &error);
	return *out != NULL ? OK : fail(REASON_JSON_FORM,
	    "line %d, column %d, error %d", error.line, error.column,
	    (int)json_error_code(&error));
}

struct reading {
	struct tree		 tree;
	struct problem_errors	*errors;
};

static void	 fill(struct reading *, xmlNode *,
		    const struct vocabulary_kind *, const json_t *,
		    const struct problem_step *);

/* A string, number or truth as XML has it; NULL: it is of another type. */
static const char *
scalar(enum vocabulary_text is, const json_t *value, char number[24])
{
	if (is == TEXT_TRUTH && json_is_boolean(value))
		return json_is_true(value) ? "true" : "false";
	if (is == TEXT_NUMBER && json_is_integer(value)) {
		(void)snprintf(number, 24, "%" JSON_INTEGER_FORMAT,
		    json_integer_value(value));
		return number;
	}
	return is == TEXT_STRING && json_is_string(value) &&
	    text_is_xml(json_string_value(value)) ?
	    json_string_value(value) : NULL;
}

static void
unfit(struct reading *r, const struct problem_step *at)
{
	problem_error_add(r->errors, at, REASON_MEMBER_UNFIT);
}

static void
set_attribute(struct reading *r, xmlNode *node,
    const struct vocabulary_member *m, const json_t *value,
    const struct problem_step *at)
{
	char		 number[24];
	const char	*text = scalar(m->kind->text, value, number);

	if (text == NULL)
		unfit(r, at);
	else if (*m->ns == '\0')
		tree_attr(&r->tree, node, m->name, text);
	else
		/* The one attribute of ours with a namespace: xml:lang. */
		xmlNodeSetLang(node, BAD_CAST text);
}

static void
set_text(struct reading *r, xmlNode *node, enum vocabulary_text is,
    const json_t *value, const struct problem_step *at)
{
	char		 number[24];
	const char	*text = scalar(is, value, number);

	if (text == NULL)
		unfit(r, at);
	else
		tree_set_text(&r->tree, node, text);
}

static void
add_child(struct reading *r, xmlNode *parent,
    const struct vocabulary_member *m, const json_t *value,
    const struct problem_step *at)
{
	xmlNode	*child = tree_add_ns(&r->tree, parent, m->ns, m->name);

	if (child != NULL)
		fill(r, child, m->kind, value, at);
}

static void
add_children(struct reading *r, xmlNode *parent,
    const struct vocabulary_member *m, const json_t *list,
    const struct problem_step *at)
{
	struct problem_step	 step = { at, NULL, 0 };

	if (!json_is_array(list)) {
		unfit(r, at);
		return;
	}
	for (; step.index < json_array_size(list); step.index++)
		add_child(r, parent, m, json_array_get(list, step.index),
		    &step);
}

static void
add_member(struct reading *r, xmlNode *node,
    const struct vocabulary_member *m, const json_t *value,
    const struct problem_step *at)
{
	const struct problem_step	 step = { at, m->name, 0 };

	if (value == NULL)
		return;
	if (m->attribute)
		set_attribute(r, node, m, value, &step);
	else if (m->several)
		add_children(r, node, m, value, &step);
	else
		add_child(r, node, m, value, &step);
}

static void
find_unknown(struct reading *r, const struct vocabulary_kind *k,
    const json_t *object, const struct problem_step *at)
{
	const char	*name;
	json_t		*value;
	void		*iter = json_object_iter((json_t *)(uintptr_t)object);

	for (; iter != NULL; iter = json_object_iter_next(
	    (json_t *)(uintptr_t)object, iter)) {
		const struct problem_step	 step = { at,
						    json_object_iter_key(iter),
						    0 };

		name = step.name;
		value = json_object_iter_value(iter);
		if (value != NULL && vocabulary_find(k, name) == NULL &&
		    (k->text == TEXT_NONE || strcmp(name, "value") != 0))
			problem_error_add(r->errors, &step,
			    REASON_MEMBER_UNKNOWN);
	}
}

/* In the schema's order, whichever the object's is: it has none. */
static void
fill_object(struct reading *r, xmlNode *node, const struct vocabulary_kind *k,
    const json_t *object, const struct problem_step *at)
{
	const struct problem_step	 text = { at, "value", 0 };
	const json_t			*value;
	size_t				 i;

	if (!json_is_object(object)) {
		unfit(r, at);
		return;
	}
	find_unknown(r, k, object, at);
	for (i = 0; i < k->members; i++)
		add_member(r, node, &k->member[i], json_object_get(object,
		    k->member[i].name), at);
	value = json_object_get(object, "value");
	if (k->text != TEXT_NONE && value != NULL)
		set_text(r, node, k->text, value, &text);
}

static void
fill(struct reading *r, xmlNode *node, const struct vocabulary_kind *k,
    const json_t *value, const struct problem_step *at)
{
	if (r->errors->count == PROBLEM_ERRORS_MAX)
		return;
	if (vocabulary_is_list(k))
		add_children(r, node, &k->member[0], value, at);
	else if (k->text != TEXT_NONE && k->members == 0)
		set_text(r, node, k->text, value, at);
	else
		fill_object(r, node, k, value, at);
}

enum reason
tree_json_read(const struct vocabulary *v, const char *root,
    const char *text, size_t len, struct problem_errors *errors,
    xmlDoc **out)
{
	const struct vocabulary_member	*m = vocabulary_root(v, NS_API, root);
	struct reading			 r = { .errors = errors };
	xmlNode				*node;
	json_t				*json = NULL;
	enum reason			 why;

	if (m == NULL)
		return fail(REASON_INTERNAL, "the schema has no %s", root);
	if ((why = parse(text, len, &json)) != OK)
		return why;
	node = tree_root(&r.tree, NS_API, root);
	if (node != NULL)
		fill_object(&r, node, m->kind, json, NULL);
	json_decref(json);
	if (errors->count == 0)
		return tree_done(&r.tree, out);
	tree_drop(&r.tree);
	return fail(REASON_API_BODY, "%zu errors, the first %s",
	    errors->count, reason_info(errors->error[0].why)->code);
}
