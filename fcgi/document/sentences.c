/* Sentences: taken from a sheet's own variables, thinned out, lent. */
#include <libxml/hash.h>
#include <libxml/xpathInternals.h>
#include <libxslt/transform.h>

#include <ctype.h>
#include <string.h>

#include "document/sentences.h"
#include "document/tree.h"

/* Global variables of xsl/text/: each language's, and the one that is read. */
static const char *const languages[] = {
	[SENTENCES_ZH] = "zh", [SENTENCES_EN] = "en",
};
#define CHOSEN	"text"
#define ASKED	"$" CHOSEN "/"

#define ASKED_MAX	(64u << 10)	/* of one sheet, some thousand lines */

static bool
is_key_char(unsigned char c)
{
	return isalnum(c) || c == '.' || c == '-' || c == '_';
}

/* What a sheet's expressions ask for, a line each: "=KEY" or "^BEGINNING". */
static enum reason
note_asked(const char *expression, struct buf *asked)
{
	const char	*at = expression;
	enum reason	 why = OK;
	size_t		 len;

	while (why == OK && (at = strstr(at, ASKED)) != NULL) {
		at += sizeof(ASKED) - 1;
		for (len = 0; is_key_char((unsigned char)at[len]); len++)
			;
		if (len > 0)
			why = buf_printf(asked, "=%.*s\n", (int)len, at);
	}
	return why;
}

/* A beginning of keys has a dot: 'verdict.' */
static enum reason
note_beginning(const char *literal, size_t len, struct buf *asked)
{
	if (len == 0 || memchr(literal, '.', len) == NULL)
		return OK;
	return buf_printf(asked, "^%.*s\n", (int)len, literal);
}

static enum reason
note_literals(const char *expression, struct buf *asked)
{
	const char	*open, *close, *at = expression;
	enum reason	 why = OK;

	while (why == OK && (open = strchr(at, '\'')) != NULL &&
	    (close = strchr(open + 1, '\'')) != NULL) {
		why = note_beginning(open + 1, (size_t)(close - open - 1),
		    asked);
		at = close + 1;
	}
	return why;
}

/* A beginning may also be what a template or a variable consists of. */
static enum reason
note_text(const xmlNode *node, struct buf *asked)
{
	const char	*text = (const char *)node->content;
	size_t		 len;

	if (text == NULL)
		return OK;
	text += strspn(text, " \t\r\n");
	for (len = 0; is_key_char((unsigned char)text[len]); len++)
		;
	return note_beginning(text, len, asked);
}

static bool
is_own_variable(const xmlNode *node)
{
	xmlChar	*name;
	bool	 is = false;
	size_t	 i;

	if (!xmlStrEqual(node->name, BAD_CAST "variable"))
		return false;
	name = xmlGetNoNsProp(node, BAD_CAST "name");
	for (i = 0; i < SENTENCES_LANGUAGES; i++)
		is = is || xmlStrEqual(name, BAD_CAST languages[i]);
	xmlFree(name);
	return is;
}

static enum reason
note_attribute(const xmlAttr *attr, struct buf *asked)
{
	const char	*value;
	enum reason	 why;

	if (attr->children == NULL || attr->children->content == NULL)
		return OK;
	value = (const char *)attr->children->content;
	why = note_asked(value, asked);
	return why != OK ? why : note_literals(value, asked);
}

static enum reason
note_node(const xmlNode *node, struct buf *asked)
{
	const xmlAttr	*attr;
	const xmlNode	*child;
	enum reason	 why = OK;

	if (node->type == XML_TEXT_NODE)
		return note_text(node, asked);
	if (node->type != XML_ELEMENT_NODE || is_own_variable(node))
		return OK;
	for (attr = node->properties; why == OK && attr != NULL;
	    attr = attr->next)
		why = note_attribute(attr, asked);
	for (child = node->children; why == OK && child != NULL;
	    child = child->next)
		why = note_node(child, asked);
	return why;
}

/* Its own file and those that it includes. */
static enum reason
note_sheet(const xsltStylesheet *sheet, struct buf *asked)
{
	const xsltDocument	*included;
	const xmlNode		*root = xmlDocGetRootElement(sheet->doc);
	enum reason		 why = OK;

	if (root != NULL)
		why = note_node(root, asked);
	for (included = sheet->docList; why == OK && included != NULL;
	    included = included->next) {
		root = xmlDocGetRootElement(included->doc);
		if (root != NULL)
			why = note_node(root, asked);
	}
	return why;
}

static bool
is_asked(const struct buf *asked, const char *key)
{
	const char	*line, *end;
	size_t		 len;

	for (line = buf_text(asked); (end = strchr(line, '\n')) != NULL;
	    line = end + 1) {
		len = (size_t)(end - line) - 1;
		if (strncmp(line + 1, key, len) == 0 &&
		    (*line == '^' || key[len] == '\0'))
			return true;
	}
	return false;
}

static void
thin_out(const struct buf *asked, xmlDoc *doc)
{
	xmlNode	*node, *next;

	for (node = doc->children; node != NULL; node = next) {
		next = node->next;
		if (node->type == XML_ELEMENT_NODE &&
		    is_asked(asked, (const char *)node->name))
			continue;
		xmlUnlinkNode(node);
		xmlFreeNode(node);
	}
}

/* What a global variable of a finished transform holds, as a document. */
static enum reason
copy_variable(xsltTransformContext *ctx, const char *name, xmlDoc **out)
{
	const xsltStackElem	*variable;
	const xmlNodeSet	*set;
	xmlNode			*node, *copy;

	*out = NULL;
	variable = xmlHashLookup2(ctx->globalVars, BAD_CAST name, NULL);
	if (variable == NULL || variable->value == NULL ||
	    (set = variable->value->nodesetval) == NULL || set->nodeNr != 1)
		return OK;
	if ((*out = xmlNewDoc(BAD_CAST "1.0")) == NULL)
		return fail(REASON_MEMORY, "sentences");
	for (node = set->nodeTab[0]->children; node != NULL;
	    node = node->next) {
		if ((copy = xmlDocCopyNode(node, *out, 1)) == NULL)
			return fail(REASON_MEMORY, "sentences");
		if ((*out)->children == NULL) {
			(*out)->children = (*out)->last = copy;
			copy->parent = (xmlNode *)*out;
		} else
			(void)xmlAddSibling((*out)->last, copy);
	}
	return OK;
}

static enum reason
take(xsltStylesheet *sheet, xmlDoc *model, struct sentences *s)
{
	xsltTransformContext	*ctx;
	struct buf		 asked = BUF_INIT(ASKED_MAX);
	enum reason		 why;
	size_t			 i;

	if ((ctx = xsltNewTransformContext(sheet, model)) == NULL)
		return fail(REASON_MEMORY, "sentences");
	/* The page itself may well fail: its model is empty. */
	xmlFreeDoc(xsltApplyStylesheetUser(sheet, model, NULL, NULL, NULL,
	    ctx));
	why = note_sheet(sheet, &asked);
	for (i = 0; why == OK && i < SENTENCES_LANGUAGES; i++)
		if ((why = copy_variable(ctx, languages[i], &s->of[i])) ==
		    OK && s->of[i] != NULL)
			thin_out(&asked, s->of[i]);
	buf_free(&asked);
	xsltFreeTransformContext(ctx);
	return why;
}

enum reason
sentences_take(xsltStylesheet *sheet, struct sentences *s)
{
	struct tree	 t = { 0 };
	xmlDoc		*model = NULL;
	enum reason	 why;

	memset(s, 0, sizeof(*s));
	(void)tree_root(&t, NS_MODEL, "nothing");
	if ((why = tree_done(&t, &model)) == OK)
		why = take(sheet, model, s);
	xmlFreeDoc(model);
	if (why != OK)
		sentences_free(s);
	return why;
}

void
sentences_free(struct sentences *s)
{
	size_t	 i;

	for (i = 0; i < SENTENCES_LANGUAGES; i++) {
		xmlFreeDoc(s->of[i]);
		s->of[i] = NULL;
	}
}

/* A variable that has its value already is not evaluated. */
static bool
set_variable(xsltTransformContext *ctx, const char *name,
    xmlXPathObject *value)
{
	xsltStackElem	*variable;

	if (value == NULL)
		return false;
	if ((variable = xmlMalloc(sizeof(*variable))) == NULL) {
		xmlXPathFreeObject(value);
		return false;
	}
	memset(variable, 0, sizeof(*variable));
	variable->name = BAD_CAST name;
	variable->value = value;
	variable->computed = 1;
	if (xmlHashAddEntry2(ctx->globalVars, BAD_CAST name, NULL,
	    variable) == 0)
		return true;
	xmlXPathFreeObject(value);
	xmlFree(variable);
	return false;
}

static size_t
language_of(const xmlDoc *model)
{
	const xmlNode	*root = xmlDocGetRootElement(model);
	xmlChar		*lang = NULL;
	size_t		 i = SENTENCES_ZH;

	if (root != NULL)
		lang = xmlGetNoNsProp(root, BAD_CAST "lang");
	if (xmlStrEqual(lang, BAD_CAST languages[SENTENCES_EN]))
		i = SENTENCES_EN;
	xmlFree(lang);
	return i;
}

enum reason
sentences_lend(const struct sentences *s, const xmlDoc *model,
    xsltTransformContext *ctx)
{
	xmlDoc	*doc = s->of[language_of(model)];
	size_t	 i;
	bool	 good;

	if (doc == NULL)
		return OK;
	if (ctx->globalVars == NULL)
		ctx->globalVars = xmlHashCreate(20);
	good = ctx->globalVars != NULL && set_variable(ctx, CHOSEN,
	    xmlXPathNewNodeSet((xmlNode *)doc));
	for (i = 0; good && i < SENTENCES_LANGUAGES; i++)
		good = set_variable(ctx, languages[i],
		    xmlXPathNewCString(""));
	return good ? OK : fail(REASON_MEMORY, "sentences");
}
