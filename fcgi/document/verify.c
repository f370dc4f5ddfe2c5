/* The checks that need the file alone, in their order. */
#include <openssl/x509.h>

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/metrics.h"
#include "document/seal_element.h"
#include "document/sign.h"
#include "document/signature.h"
#include "document/untrusted.h"
#include "document/verify.h"
#include "document/verify_annotation.h"
#include "document/verify_format.h"
#include "document/verify_read.h"
#include "document/verify_report.h"

struct verifier {
	struct anchors		 anchors;
	struct schemas		 schemas;
	const struct trust	*seals;		/* borrowed, may be NULL */
};

static enum reason
load_anchors(const char *file, struct chains **out)
{
	X509_LOOKUP	*lookup;
	enum reason	 why;

	if ((why = chains_new(&signer_cert_rules, out)) != OK)
		return why;
	lookup = X509_STORE_add_lookup(chains_store(*out),
	    X509_LOOKUP_file());
	if (lookup == NULL ||
	    X509_load_cert_file(lookup, file, X509_FILETYPE_PEM) < 1)
		return fail(REASON_KEY, "%s holds no trust anchor", file);
	return chains_settle(*out);
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
	why = load_anchors(trust_file, &v->anchors.signers);
	if (why == OK)
		why = verify_schemas(schema_dir, &v->schemas);
	if (why != OK)
		verifier_free(&v);
	else
		*out = v;
	return why;
}

enum reason
verifier_revocation(struct verifier *v, const char *crl_file)
{
	return revocation_open(crl_file, &v->anchors.revocation);
}

enum reason
verifier_try_revocation(const struct verifier *v, const char *cert_file,
    time_t now)
{
	struct check_list	 list;
	const struct check	*check = &list.check[CHECK_REVOCATION];
	struct cert		*cert = NULL;

	if (cert_load(cert_file, &cert) != OK)
		return fail(REASON_KEY, "%s holds no certificate", cert_file);
	memset(&list, 0, sizeof(list));
	revocation_check(v->anchors.revocation, cert,
	    chains_store(v->anchors.signers), now, &list);
	cert_free(&cert);
	if (check->outcome == OUTCOME_PASSED || check->excused)
		return OK;
	return fail(REASON_KEY, "%s", check->detail);
}

void
verifier_free(struct verifier **v)
{
	if (*v == NULL)
		return;
	chains_free(&(*v)->anchors.signers);
	revocation_free(&(*v)->anchors.revocation);
	verify_schemas_free(&(*v)->schemas);
	free(*v);
	*v = NULL;
}

enum reason
verifier_accepts(const struct verifier *v, const struct signer *signer,
    time_t now)
{
	X509		*x = signer_certificate(signer);
	struct cert	*cert = NULL;
	const char	*misuse;
	enum reason	 why;

	if (X509_up_ref(x) != 1)
		return fail(REASON_MEMORY, "certificate");
	if ((why = cert_from_x509(x, &cert)) != OK)
		return why;
	why = chains_check(v->anchors.signers, cert, now, NULL);
	if (why == REASON_SEAL_CHAIN)
		why = fail(REASON_KEY, "the signing certificate: %s",
		    fail_detail());
	else if (why == OK && (misuse = signer_cert_misuse(x)) != NULL)
		why = fail(REASON_KEY, "the signing certificate: %s", misuse);
	cert_free(&cert);
	return why;
}

/*
 * The certificate is in force now; was it when it signed?  The time is the
 * signer's own word: that of the seal, put on in the same breath, or else of
 * the annotation.
 */
static void
check_signing_time(const struct verifier *verifier, const struct cert *signer,
    struct verification *v)
{
	time_t		 at = v->sealed.at != 0 ? v->sealed.at : v->made_at;
	enum reason	 why;
	char		 day[CLOCK_DATE_BYTES];

	if (at == 0) {
		check_not_needed(&v->list, CHECK_SIGNED_AT,
		    "the file names no time of signing");
		return;
	}
	clock_date(at, day);
	why = chains_check(verifier->anchors.signers, signer, at, NULL);
	if (why == OK)
		check_passed(&v->list, CHECK_SIGNED_AT, "%s", day);
	else if (why == REASON_MEMORY)
		check_not_done(&v->list, CHECK_SIGNED_AT, "%s: %s",
		    reason_info(why)->code, fail_detail());
	else
		check_failed(&v->list, CHECK_SIGNED_AT, "%s: %s", day,
		    fail_detail());
}

/* Seal and annotation, from bytes that the XML signature vouches for. */
static enum reason
check_verified(const struct verifier *verifier, const struct cert *signer,
    time_t now, struct verification *v)
{
	enum reason	 why;

	if (v->is_report)
		why = verify_report_read(v);
	else
		why = verify_read(v);
	if (why != OK || (v->is_report && seal_find(v->verified) == NULL) ||
	    (why = seal_check(v->verified, verifier->seals, now, &v->list,
	    &v->sealed)) != OK || v->is_report)
		return why;
	check_signing_time(verifier, signer, v);
	verify_annotation(v, now);
	return OK;
}

/* Signed, but it cannot be read as one of ours: an insider's work. */
static void
refuse_unread(struct verification *v)
{
	struct check_list	 list = v->list;

	check_failed(&list, CHECK_FORMAT, "%s", fail_detail());
	verification_free(v);
	v->list = list;
}

enum reason
verify_file(const struct verifier *verifier, const char *bytes, size_t len,
    time_t now, struct verification *v)
{
	struct signed_doc	 s = { .doc = NULL };
	xmlDoc			*doc = NULL;
	enum reason		 why;
	METRICS_STAGE(STAGE_VERIFY);

	memset(v, 0, sizeof(*v));
	why = verify_format(&verifier->schemas, bytes, len, v, &doc);
	if (why == OK && doc != NULL)
		why = signature_check(doc, &verifier->anchors, now, &v->list,
		    &s);
	xmlFreeDoc(doc);
	v->verified = s.doc;
	v->by = s.by;
	s.doc = NULL;
	if (why == OK && v->verified != NULL)
		why = check_verified(verifier, s.cert, now, v);
	if (verify_is_fault_of_file(why)) {
		refuse_unread(v);
		why = OK;
	}
	check_settle(&v->list);
	signed_doc_free(&s);
	if (why != OK)
		verification_free(v);
	return why;
}

void
verification_too_large(struct verification *v)
{
	memset(v, 0, sizeof(*v));
	check_failed(&v->list, CHECK_FORMAT, "%s: more than %d bytes",
	    reason_info(REASON_TOO_LARGE)->code, UNTRUSTED_BYTES_MAX);
	check_settle(&v->list);
}

void
verification_free(struct verification *v)
{
	xmlFreeDoc(v->verified);
	memset(v, 0, sizeof(*v));
}
