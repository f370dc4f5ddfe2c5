#include "base/buf.h"
#include "document/schema.h"

#define NS_SCHEMA_INSTANCE	"http://www.w3.org/2001/XMLSchema-instance"

static void
quiet(void *ctx, const char *msg, ...)
{
	(void)ctx;
	(void)msg;
}

enum reason
schema_open(const char *schema_dir, const char *name, xmlSchema **out)
{
	struct buf		 path = BUF_INIT(4096);
	xmlSchemaParserCtxt	*ctx = NULL;
	enum reason		 why;

	why = buf_printf(&path, "%s/%s", schema_dir, name);
	if (why != OK)
		goto out;
	ctx = xmlSchemaNewParserCtxt(buf_text(&path));
	if (ctx != NULL)
		xmlSchemaSetParserErrors(ctx, quiet, quiet, NULL);
	*out = ctx == NULL ? NULL : xmlSchemaParse(ctx);
	if (*out == NULL)
		why = fail(REASON_XML, "schema %s", buf_text(&path));
	xmlSchemaFreeParserCtxt(ctx);
out:
	buf_free(&path);
	return why;
}

bool
schema_is_order(const xmlNode *node)
{

	return node->type == XML_ATTRIBUTE_NODE && node->ns != NULL &&
	    xmlStrEqual(node->ns->href, BAD_CAST NS_SCHEMA_INSTANCE);
}

/* The first attribute that speaks to a validator. */
static const xmlAttr *
find_order(const xmlNode *node)
{
	const xmlAttr	*attr, *found;
	const xmlNode	*child;

	for (attr = node->properties; attr != NULL; attr = attr->next)
		if (schema_is_order((const xmlNode *)attr))
			return attr;
	for (child = node->children; child != NULL; child = child->next)
		if (child->type == XML_ELEMENT_NODE &&
		    (found = find_order(child)) != NULL)
			return found;
	return NULL;
}

struct asked {
	schema_misfit	*misfit;
	void		*arg;
};

static void
note(void *arg, xmlErrorPtr error)
{
	const struct asked	*asked = arg;

	asked->misfit(asked->arg, error->node);
}

enum reason
schema_fits(xmlSchema *schema, xmlDoc *doc, schema_misfit *misfit, void *arg,
    bool *fits)
{
	struct asked		 asked = { misfit, arg };
	const xmlAttr		*order;
	xmlSchemaValidCtxt	*ctx;
	int			 rc;

	*fits = false;
	if ((order = find_order(xmlDocGetRootElement(doc))) != NULL) {
		misfit(arg, (const xmlNode *)order);
		return OK;
	}
	if ((ctx = xmlSchemaNewValidCtxt(schema)) == NULL)
		return fail(REASON_MEMORY, "schema check");
	xmlSchemaSetValidStructuredErrors(ctx, note, &asked);
	rc = xmlSchemaValidateDoc(ctx, doc);
	xmlSchemaFreeValidCtxt(ctx);
	if (rc < 0)
		return fail(REASON_XML, "schema check did not run");
	*fits = rc == 0;
	return OK;
}
