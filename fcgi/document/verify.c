/* The checks in their order, from the bytes to the registry's word. */
#include <libxml/xmlschemas.h>
#include <openssl/x509.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "document/compare.h"
#include "document/face.h"
#include "document/signature.h"
#include "document/untrusted.h"
#include "document/verify.h"

struct verifier {
	X509_STORE	*anchors;
	xmlSchema	*schema;
};

static void
quiet(void *ctx, const char *msg, ...)
{
	(void)ctx;
	(void)msg;
}

static enum reason
load_schema(const char *schema_dir, xmlSchema **out)
{
	struct buf		 path = BUF_INIT(4096);
	xmlSchemaParserCtxt	*ctx = NULL;
	enum reason		 why;

	why = buf_printf(&path, "%s/certificate.xsd", schema_dir);
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

static enum reason
load_anchors(const char *file, X509_STORE **out)
{
	X509_LOOKUP	*lookup;

	if ((*out = X509_STORE_new()) == NULL)
		return fail(REASON_MEMORY, "trust anchors");
	lookup = X509_STORE_add_lookup(*out, X509_LOOKUP_file());
	if (lookup == NULL ||
	    X509_load_cert_file(lookup, file, X509_FILETYPE_PEM) < 1)
		return fail(REASON_KEY, "%s holds no trust anchor", file);
	return OK;
}

enum reason
verifier_open(const char *trust_file, const char *schema_dir,
    struct verifier **out)
{
	struct verifier	*v;
	enum reason	 why;

	if ((v = calloc(1, sizeof(*v))) == NULL)
		return fail(REASON_MEMORY, "verifier");
	why = load_anchors(trust_file, &v->anchors);
	if (why == OK)
		why = load_schema(schema_dir, &v->schema);
	if (why != OK)
		verifier_free(&v);
	else
		*out = v;
	return why;
}

void
verifier_free(struct verifier **v)
{
	if (*v == NULL)
		return;
	X509_STORE_free((*v)->anchors);
	xmlSchemaFree((*v)->schema);
	free(*v);
	*v = NULL;
}

static enum reason
fits_schema(const struct verifier *v, xmlDoc *doc, bool *fits)
{
	xmlSchemaValidCtxt	*ctx;
	int			 rc;

	if ((ctx = xmlSchemaNewValidCtxt(v->schema)) == NULL)
		return fail(REASON_MEMORY, "schema check");
	xmlSchemaSetValidErrors(ctx, quiet, quiet, NULL);
	rc = xmlSchemaValidateDoc(ctx, doc);
	xmlSchemaFreeValidCtxt(ctx);
	if (rc < 0)
		return fail(REASON_XML, "schema check did not run");
	*fits = rc == 0;
	return OK;
}

/* Reasons that say something of the file, not of us. */
static bool
is_fault_of_file(enum reason why)
{
	return why == REASON_FILE_FORMAT || why == REASON_FILE_DOCTYPE ||
	    why == REASON_FILE_ENCODING || why == REASON_TOO_LARGE;
}

static enum reason
check_format(const struct verifier *v, const char *bytes, size_t len,
    struct check_list *list, xmlDoc **doc)
{
	enum reason	 why;
	bool		 fits = false;

	why = untrusted_parse(bytes, len, doc);
	if (why == OK)
		why = fits_schema(v, *doc, &fits);
	if (why == OK && fits) {
		check_passed(list, CHECK_FORMAT, "%zu bytes", len);
		return OK;
	}
	if (why != OK && !is_fault_of_file(why))
		return why;
	check_failed(list, CHECK_FORMAT, "%s: %s",
	    why == OK ? "schema" : reason_info(why)->code,
	    why == OK ? "does not fit certificate.xsd" : fail_detail());
	check_stop_after(list, CHECK_FORMAT);
	return OK;
}

static xmlNode *
certificate_node(xmlDoc *doc)
{
	xmlNode	*root = xmlDocGetRootElement(doc);

	return root == NULL ? NULL : xmlFirstElementChild(root);
}

/* The two values that the registry is asked by, from what was verified. */
static enum reason
read_key(struct verification *v)
{
	xmlNode	*face = certificate_node(v->verified), *child;
	xmlChar	*text;

	text = face ? xmlGetNoNsProp(face, BAD_CAST "version") : NULL;
	if (text != NULL)
		v->version = (unsigned)strtoul((char *)text, NULL, 10);
	xmlFree(text);
	for (child = face ? face->children : NULL; child != NULL;
	    child = child->next) {
		if (child->type != XML_ELEMENT_NODE ||
		    strcmp((const char *)child->name, "managementNo") != 0)
			continue;
		text = xmlNodeGetContent(child);
		if (text != NULL)
			snprintf(v->management_no, sizeof(v->management_no),
			    "%s", (char *)text);
		xmlFree(text);
	}
	if (v->version == 0 || v->management_no[0] == '\0')
		return fail(REASON_INTERNAL, "verified file has no number");
	return OK;
}

enum reason
verify_file(const struct verifier *verifier, const char *bytes, size_t len,
    time_t now, struct verification *v)
{
	xmlDoc		*doc = NULL;
	enum reason	 why;

	memset(v, 0, sizeof(*v));
	why = check_format(verifier, bytes, len, &v->list, &doc);
	if (why == OK &&
	    v->list.check[CHECK_FORMAT].outcome == OUTCOME_PASSED)
		why = signature_check(doc, verifier->anchors, now, &v->list,
		    &v->verified);
	xmlFreeDoc(doc);
	if (why == OK && v->verified != NULL)
		why = read_key(v);
	return why;
}

static void
check_state(struct check_list *list, const struct certificate *c)
{
	if (c->state == STATE_ISSUED)
		check_passed(list, CHECK_STATE, "issued");
	else
		check_failed(list, CHECK_STATE, "%s",
		    certificate_state_word(c->state));
}

void
verification_registry(struct verification *v, enum reason why, bool found,
    const struct certificate *c)
{
	xmlDoc	*ours = NULL;
	char	 where[64];

	if (v->verified == NULL)
		return;
	if (why == OK && found)
		why = face_document(c, false, &ours);
	if (why != OK) {
		check_not_done(&v->list, CHECK_REGISTRY, "%s",
		    reason_info(why)->code);
		check_not_done(&v->list, CHECK_STATE, "%s",
		    reason_info(why)->code);
		return;
	}
	if (!found || !compare_elements(certificate_node(v->verified),
	    certificate_node(ours), where, sizeof(where))) {
		check_failed(&v->list, CHECK_REGISTRY, "%s%s",
		    found ? "differs: " : "no such certificate",
		    found ? where : "");
		check_stop_after(&v->list, CHECK_REGISTRY);
	} else {
		check_passed(&v->list, CHECK_REGISTRY, "%s", "");
		check_state(&v->list, c);
	}
	xmlFreeDoc(ours);
}

void
verification_free(struct verification *v)
{
	xmlFreeDoc(v->verified);
	memset(v, 0, sizeof(*v));
}
