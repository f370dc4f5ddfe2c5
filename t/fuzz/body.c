/*
 * What bureaus send as JSON or XML: the first byte says what it is to be, the
 * second, when it is 'x', that it is XML.
 */
#include "fuzz.h"

#include <libxml/parser.h>

#include "base/text.h"
#include "document/library.h"
#include "document/tree.h"
#include "document/tree_check.h"
#include "document/untrusted.h"
#include "service/tree_json.h"

#define OUT_MAX	(1u << 20)

static struct vocabulary	*words;

static const char *const	 roots[] = { "holder", "checks", "copyOrder",
				    "delivery" };

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	HOLDS(library_start() == OK);
	HOLDS(vocabulary_open(TEST_SRCDIR "/doc/schema", "api.xsd",
	    &words) == OK);
	library_lock();
	return 0;
}

/* There are errors when the reason says so, and only then; fit to be told. */
static void
check_errors(enum reason why, const struct problem_errors *e)
{
	xmlDoc	*doc;
	size_t	 i;

	HOLDS((why == REASON_API_BODY || why == REASON_API_MANY) ==
	    (e->count > 0));
	HOLDS(e->count <= PROBLEM_ERRORS_MAX);
	for (i = 0; i < e->count; i++) {
		const char	*at = e->error[i].pointer;

		HOLDS(*at == '\0' || *at == '/');
		HOLDS(strlen(at) < PROBLEM_POINTER_BYTES);
		HOLDS(text_is_utf8(at, strlen(at)) && text_is_xml(at));
		HOLDS(reason_info(e->error[i].why)->status == 422);
	}
	HOLDS(problem_document(why, "zh", "0", e, &doc) == OK);
	xmlFreeDoc(doc);
}

static void
write_json(const xmlDoc *doc, struct buf *out)
{
	HOLDS(tree_json(words, doc, NULL, out) == OK);
	HOLDS(text_is_utf8(out->data, out->len));
}

/* What fits is written as JSON, which is read as the same again. */
static void
check_again(const char *root, const xmlDoc *doc)
{
	struct buf		 one = BUF_INIT(OUT_MAX), two = BUF_INIT(OUT_MAX);
	struct problem_errors	 e = { .count = 0 };
	xmlDoc			*again = NULL;

	write_json(doc, &one);
	HOLDS(tree_json_read(words, root, buf_text(&one), one.len, &e,
	    &again) == OK);
	HOLDS(tree_check(words, root, again, &e) == OK);
	write_json(again, &two);
	HOLDS(one.len == two.len && memcmp(one.data, two.data, one.len) == 0);
	xmlFreeDoc(again);
	buf_free(&one);
	buf_free(&two);
}

static void
read_json(const char *root, const char *text, size_t len)
{
	struct problem_errors	 e = { .count = 0 };
	xmlDoc			*doc = NULL;
	enum reason		 why;

	why = tree_json_read(words, root, text, len, &e, &doc);
	HOLDS(why == OK || why == REASON_JSON_FORM || why == REASON_API_BODY);
	HOLDS((why == OK) == (doc != NULL));
	if (why == OK) {
		why = tree_check(words, root, doc, &e);
		HOLDS(why == OK || why == REASON_API_BODY ||
		    why == REASON_API_MANY);
	}
	check_errors(why, &e);
	if (why == OK)
		check_again(root, doc);
	xmlFreeDoc(doc);
}

static void
read_xml(const char *root, const char *text, size_t len)
{
	struct problem_errors	 e = { .count = 0 };
	struct buf		 out = BUF_INIT(OUT_MAX);
	xmlDoc			*doc = NULL;
	enum reason		 why;

	if (untrusted_parse(text, len, &doc) != OK)
		return;
	why = tree_check(words, root, doc, &e);
	HOLDS(why == OK || why == REASON_API_BODY || why == REASON_API_MANY);
	check_errors(why, &e);
	if (why == OK)
		write_json(doc, &out);
	buf_free(&out);
	xmlFreeDoc(doc);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	const char	*root;
	char		*text;

	if (len < 2)
		return 0;
	root = roots[bytes[0] % (sizeof(roots) / sizeof(roots[0]))];
	/* Of just that size, for the sanitizer's sake; NUL and all. */
	HOLDS((text = malloc(len - 1)) != NULL);
	memcpy(text, bytes + 2, len - 2);
	text[len - 2] = '\0';
	if (bytes[1] == 'x')
		read_xml(root, text, len - 2);
	else
		read_json(root, text, len - 2);
	free(text);
	return 0;
}
