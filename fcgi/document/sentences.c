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

static bool
is_key_char(unsigned char c)
{
	return isalnum(c) || c == '.' || c == '-' || c == '_';
}

/* Does "$text/KEY" stand in an expression, and nothing longer? */
static bool
is_asked_for(const char *expression, const char *key)
{
	const char	*at = expression;
	size_t		 len = strlen(key);

	while ((at = strstr(at, ASKED)) != NULL) {
		at += sizeof(ASKED) - 1;
		if (strncmp(at, key, len) == 0 &&
		    !is_key_char((unsigned char)at[len]))
			return true;
	}
	return false;
}

/* A beginning of keys has a dot: 'verdict.' */
static bool
begins(const char *key, const char *literal, size_t len)
{
	return len > 0 && memchr(literal, '.', len) != NULL &&
	    strncmp(key, literal, len) == 0;
}

/* Does the key begin as one of an expression's literals does? */
static bool
is_computed(const char *expression, const char *key)
{
	const char	*open, *close, *at = expression;

	while ((open = strchr(at, '\'')) != NULL &&
	    (close = strchr(open + 1, '\'')) != NULL) {
		if (begins(key, open + 1, (size_t)(close - open - 1)))
			return true;
		at = close + 1;
	}
	return false;
}

static bool
text_spells(const xmlNode *node, const char *key)
{
	const char	*text = (const char *)node->content;
	size_t		 len;

	if (text == NULL)
		return false;
	text += strspn(text, " \t\r\n");
	for (len = 0; is_key_char((unsigned char)text[len]); len++)
		;
	return begins(key, text, len);
}

static bool
is_own_variable(const xmlNode *node)
{
	xmlChar	*name;
	bool	 is = false;
	size_t	 i;

	if (node->type != XML_ELEMENT_NODE ||
	    !xmlStrEqual(node->name, BAD_CAST "variable"))
		return false;
	name = xmlGetNoNsProp(node, BAD_CAST "name");
	for (i = 0; i < SENTENCES_LANGUAGES; i++)
		is = is || xmlStrEqual(name, BAD_CAST languages[i]);
	xmlFree(name);
	return is;
}

static bool
attribute_spells(const xmlAttr *attr, const char *key)
{
	const char	*value;

	if (attr->children == NULL || attr->children->content == NULL)
		return false;
	value = (const char *)attr->children->content;
	return is_asked_for(value, key) || is_computed(value, key);
}

/* Does this part of a sheet ask for a key? */
static bool
asks_for(const xmlNode *node, const char *key)
{
	const xmlAttr	*attr;
	const xmlNode	*child;

	if (node->type == XML_TEXT_NODE)
		return text_spells(node, key);
	if (node->type != XML_ELEMENT_NODE || is_own_variable(node))
		return false;
	for (attr = node->properties; attr != NULL; attr = attr->next)
		if (attribute_spells(attr, key))
			return true;
	for (child = node->children; child != NULL; child = child->next)
		if (asks_for(child, key))
			return true;
	return false;
}

/* Its own file and those that it includes. */
static bool
sheet_asks_for(const xsltStylesheet *sheet, const char *key)
{
	const xsltDocument	*included;
	const xmlNode		*root = xmlDocGetRootElement(sheet->doc);

	if (root != NULL && asks_for(root, key))
		return true;
	for (included = sheet->docList; included != NULL;
	    included = included->next) {
		root = xmlDocGetRootElement(included->doc);
		if (root != NULL && asks_for(root, key))
			return true;
	}
	return false;
}

static void
thin_out(const xsltStylesheet *sheet, xmlDoc *doc)
{
	xmlNode	*node, *next;

	for (node = doc->children; node != NULL; node = next) {
		next = node->next;
		if (node->type == XML_ELEMENT_NODE &&
		    sheet_asks_for(sheet, (const char *)node->name))
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
	enum reason		 why = OK;
	size_t			 i;

	if ((ctx = xsltNewTransformContext(sheet, model)) == NULL)
		return fail(REASON_MEMORY, "sentences");
	/* The page itself may well fail: its model is empty. */
	xmlFreeDoc(xsltApplyStylesheetUser(sheet, model, NULL, NULL, NULL,
	    ctx));
	for (i = 0; why == OK && i < SENTENCES_LANGUAGES; i++)
		if ((why = copy_variable(ctx, languages[i], &s->of[i])) ==
		    OK && s->of[i] != NULL)
			thin_out(sheet, s->of[i]);
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
