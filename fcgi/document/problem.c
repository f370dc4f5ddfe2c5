#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "document/problem.h"
#include "document/tree.h"

#define NAME_DIGITS	6	/* in a row: more than any name of ours has */

/*
 * Ours are of letters.  A name that is none of ours may be anything: somebody's
 * name or number does not come back, nor what XML cannot carry.
 */
static bool
is_tellable(const char *name)
{
	size_t	 digits = 0;

	for (; *name != '\0'; name++) {
		if (*name < 0x20 || *name > 0x7E)
			return false;
		digits = *name >= '0' && *name <= '9' ? digits + 1 : 0;
		if (digits == NAME_DIGITS)
			return false;
	}
	return true;
}

/* A name in a pointer: "~" and "/" escaped. */
static void
append_name(char *out, size_t size, const char *name)
{
	size_t	 at = strlen(out);

	if (!is_tellable(name))
		name = "?";
	for (; *name != '\0' && at + 3 < size; name++) {
		if (*name == '~' || *name == '/') {
			out[at++] = '~';
			out[at++] = *name == '~' ? '0' : '1';
		} else
			out[at++] = *name;
	}
	out[at] = '\0';
}

/* No deeper than what is read may be: see the readers' bounds. */
static void
append_steps(char *out, size_t size, const struct problem_step *step)
{
	size_t	 at;

	if (step == NULL)
		return;
	append_steps(out, size, step->up);
	at = strlen(out);
	if (step->name == NULL) {
		(void)snprintf(out + at, size - at, "/%zu", step->index);
		return;
	}
	(void)snprintf(out + at, size - at, "/");
	append_name(out, size, step->name);
}

void
problem_error_at(struct problem_errors *e, const char *pointer,
    enum reason why)
{
	size_t	 i;

	for (i = 0; i < e->count; i++)
		if (strcmp(e->error[i].pointer, pointer) == 0)
			return;
	if (e->count == PROBLEM_ERRORS_MAX)
		return;
	snprintf(e->error[e->count].pointer, PROBLEM_POINTER_BYTES, "%s",
	    pointer);
	e->error[e->count++].why = why;
}

void
problem_error_add(struct problem_errors *e, const struct problem_step *step,
    enum reason why)
{
	char	 pointer[PROBLEM_POINTER_BYTES] = "";

	append_steps(pointer, sizeof(pointer), step);
	problem_error_at(e, pointer, why);
}

static void
add_errors(struct tree *t, xmlNode *root, const struct problem_errors *e,
    int zh)
{
	struct reason_info	 info;
	xmlNode			*list, *one;
	size_t			 i;

	if (e == NULL || e->count == 0)
		return;
	list = tree_add(t, root, "errors", NULL);
	for (i = 0; i < e->count; i++) {
		info = reason_told(e->error[i].why);
		one = tree_add(t, list, "i", NULL);
		(void)tree_add(t, one, "pointer", e->error[i].pointer);
		(void)tree_add(t, one, "code", info.code);
		(void)tree_add(t, one, "detail", zh ? info.zh : info.en);
	}
}

enum reason
problem_document(enum reason why, const char *lang, const char *request_id,
    const struct problem_errors *errors, xmlDoc **out)
{
	struct reason_info	 info = reason_told(why);
	int			 zh = strcmp(lang, "en") != 0;
	struct tree		 t;
	xmlNode			*root;
	char			 text[96];

	root = tree_root(&t, NS_PROBLEM, "problem");
	if (root != NULL)
		xmlNodeSetLang(root, BAD_CAST lang);
	snprintf(text, sizeof(text), "urn:ecert:problem:%s", info.code);
	(void)tree_add(&t, root, "type", text);
	(void)tree_add(&t, root, "title", zh ? info.zh : info.en);
	tree_add_some(&t, root, "detail", zh ? info.zh_next : info.en_next);
	snprintf(text, sizeof(text), "%d", info.status);
	(void)tree_add(&t, root, "status", text);
	snprintf(text, sizeof(text), "urn:ecert:request:%s", request_id);
	(void)tree_add(&t, root, "instance", text);
	(void)tree_add(&t, root, "code", info.code);
	add_errors(&t, root, errors, zh);
	return tree_done(&t, out);
}
