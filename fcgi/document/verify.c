/* The checks that need the file alone, in their order. */
#include <libxml/xmlschemas.h>
#include <openssl/x509.h>

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "document/sign.h"
#include "document/signature.h"
#include "document/untrusted.h"
#include "document/verify.h"
#include "document/verify_annotation.h"
#include "document/verify_read.h"

struct verifier {
	X509_STORE		*anchors;
	xmlSchema		*schema;
	const struct trust	*seals;		/* borrowed, may be NULL */
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
    const struct trust *seals, struct verifier **out)
{
	struct verifier	*v;
	enum reason	 why;

	if ((v = calloc(1, sizeof(*v))) == NULL)
		return fail(REASON_MEMORY, "verifier");
	v->seals = seals;
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

enum reason
verifier_accepts(const struct verifier *v, const struct signer *signer,
    time_t now)
{
	const char	*fault;

	if (!signature_signer_holds(signer_certificate(signer), v->anchors,
	    now, &fault))
		return fail(REASON_KEY, "the signing certificate: %s", fault);
	return OK;
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

/* Seal and annotation, from bytes that the XML signature vouches for. */
static enum reason
check_verified(const struct verifier *verifier, time_t now,
    struct verification *v)
{
	enum reason	 why;

	if ((why = verify_read(v)) != OK ||
	    (why = seal_check(v->verified, verifier->seals, now, &v->list,
	    &v->sealed)) != OK)
		return why;
	verify_annotation(v, now);
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
		why = check_verified(verifier, now, v);
	if (why != OK)
		verification_free(v);
	return why;
}

void
verification_free(struct verification *v)
{
	xmlFreeDoc(v->verified);
	memset(v, 0, sizeof(*v));
}
