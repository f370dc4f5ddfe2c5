/* Bytes -> a document that fits the schema of its kind. */
#include <stdbool.h>
#include <stdio.h>

#include "base/text.h"
#include "document/schema.h"
#include "document/untrusted.h"
#include "document/verify_format.h"
#include "document/verify_report.h"

enum reason
verify_schemas(const char *schema_dir, struct schemas *s)
{
	enum reason	 why;

	why = schema_open(schema_dir, "certificate.xsd", &s->certificate);
	if (why == OK)
		why = schema_open(schema_dir, "report.xsd", &s->report);
	return why;
}

void
verify_schemas_free(struct schemas *s)
{
	xmlSchemaFree(s->certificate);
	xmlSchemaFree(s->report);
	s->certificate = s->report = NULL;
}

/*
 * Where the first fault is: a local name, nothing of its text; an order to a
 * validator is called by the name by which it is known.
 */
struct misfit {
	char	 where[64];
};

static void
note_misfit(void *arg, const xmlNode *node)
{
	struct misfit	*m = arg;

	if (m->where[0] != '\0' || node == NULL)
		return;
	snprintf(m->where, sizeof(m->where), "%s%s%s",
	    node->type == XML_ATTRIBUTE_NODE ? "attribute " : "",
	    schema_is_order(node) ? "xsi:" : "", (const char *)node->name);
	text_trim_cut(m->where);
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
		why = schema_fits(v->is_report ? schemas->report :
		    schemas->certificate, doc, note_misfit, &misfit, &fits);
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
