/* Bytes -> a document that fits the schema of its kind. */
#include <libxml/xmlschemas.h>

#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/text.h"
#include "document/untrusted.h"
#include "document/verify_format.h"
#include "document/verify_report.h"

#define NS_SCHEMA_INSTANCE	"http://www.w3.org/2001/XMLSchema-instance"

static void
quiet(void *ctx, const char *msg, ...)
{
	(void)ctx;
	(void)msg;
}

static enum reason
load_schema(const char *schema_dir, const char *name, xmlSchema **out)
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

enum reason
verify_schemas(const char *schema_dir, struct schemas *s)
{
	enum reason	 why;

	why = load_schema(schema_dir, "certificate.xsd", &s->certificate);
	if (why == OK)
		why = load_schema(schema_dir, "report.xsd", &s->report);
	return why;
}

void
verify_schemas_free(struct schemas *s)
{
	xmlSchemaFree(s->certificate);
	xmlSchemaFree(s->report);
	s->certificate = s->report = NULL;
}

/* Where the first fault is: the local name of an element, none of its text. */
struct misfit {
	char	 where[64];
};

static void
note_misfit(void *arg, xmlErrorPtr error)
{
	struct misfit	*m = arg;
	const xmlNode	*node = error->node;

	if (m->where[0] == '\0' && node != NULL)
		snprintf(m->where, sizeof(m->where), "%s",
		    (const char *)node->name);
	text_trim_cut(m->where);
}

/*
 * Attributes that speak to a validator (xsi:type, xsi:schemaLocation) pass any
 * schema; ours has no use for them.
 */
static bool
has_orders(const xmlNode *node, struct misfit *m)
{
	const xmlNode	*child;
	const xmlAttr	*attr;

	for (attr = node->properties; attr != NULL; attr = attr->next)
		if (attr->ns != NULL && xmlStrEqual(attr->ns->href,
		    BAD_CAST NS_SCHEMA_INSTANCE)) {
			snprintf(m->where, sizeof(m->where),
			    "an attribute xsi:%s", (const char *)attr->name);
			text_trim_cut(m->where);
			return true;
		}
	for (child = node->children; child != NULL; child = child->next)
		if (child->type == XML_ELEMENT_NODE && has_orders(child, m))
			return true;
	return false;
}

static enum reason
fits_schema(xmlSchema *schema, xmlDoc *doc, bool *fits,
    struct misfit *misfit)
{
	xmlSchemaValidCtxt	*ctx;
	int			 rc;

	misfit->where[0] = '\0';
	if (has_orders(xmlDocGetRootElement(doc), misfit))
		return OK;
	if ((ctx = xmlSchemaNewValidCtxt(schema)) == NULL)
		return fail(REASON_MEMORY, "schema check");
	xmlSchemaSetValidStructuredErrors(ctx, note_misfit, misfit);
	rc = xmlSchemaValidateDoc(ctx, doc);
	xmlSchemaFreeValidCtxt(ctx);
	if (rc < 0)
		return fail(REASON_XML, "schema check did not run");
	*fits = rc == 0;
	return OK;
}

bool
verify_is_fault_of_file(enum reason why)
{
	return why == REASON_FILE_FORMAT || why == REASON_FILE_DOCTYPE ||
	    why == REASON_FILE_ENCODING || why == REASON_TOO_LARGE;
}

enum reason
verify_format(const struct schemas *schemas, const char *bytes, size_t len,
    struct verification *v, xmlDoc **out)
{
	struct misfit	 misfit = { "" };
	xmlDoc		*doc = NULL;
	enum reason	 why;
	bool		 fits = false;

	why = untrusted_parse(bytes, len, &doc);
	if (why == OK)
		v->is_report = verify_is_report(doc);
	if (v->is_report)
		verify_report_scope(&v->list, doc);
	if (why == OK)
		why = fits_schema(v->is_report ? schemas->report :
		    schemas->certificate, doc, &fits, &misfit);
	if (why == OK && fits) {
		check_passed(&v->list, CHECK_FORMAT, "%zu bytes", len);
		*out = doc;
		return OK;
	}
	xmlFreeDoc(doc);
	if (why != OK && !verify_is_fault_of_file(why))
		return why;
	if (why == OK)
		check_failed(&v->list, CHECK_FORMAT, "schema: does not fit "
		    "%s at %s", v->is_report ? "report.xsd" :
		    "certificate.xsd", misfit.where);
	else
		check_failed(&v->list, CHECK_FORMAT, "%s: %s",
		    reason_info(why)->code, fail_detail());
	return OK;
}
