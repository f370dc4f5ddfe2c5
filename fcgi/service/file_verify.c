/* The registry asked about what a verified file says. */
#include <string.h>

#include "base/clock.h"
#include "base/conf.h"
#include "registry/annotation.h"
#include "registry/registry.h"
#include "registry/report.h"
#include "registry/seal_store.h"
#include "service/file_verify.h"

/* An annotation counts for the certificate that it was made for alone. */
static void
ask_annotation(struct registry *registry, struct verification *v)
{
	unsigned char		 bits[ANNOTATION_CODE_BITS_BYTES];
	struct annotation	 a;
	struct certificate	 c;
	enum reason		 why;
	bool			 found = false;

	if (*v->annotation_code == '\0')
		return;
	if (!annotation_code_parse(v->annotation_code, bits))
		why = OK;	/* no such annotation */
	else
		why = registry_annotation_by_code(registry, bits, &a, &c,
		    &found);
	if (why == OK && found)
		found = strcmp(c.management_no, v->management_no) == 0 &&
		    c.version == v->version;
	verification_annotation(v, why, found, &a);
}

static void
ask_certificate(struct registry *registry, struct verification *v)
{
	struct certificate	 c;
	enum reason		 why;
	bool			 found = false;

	why = registry_by_document(registry, v->management_no, v->version, &c,
	    &found);
	verification_registry(v, why, found, &c);
}

static void
ask_seal(struct registry *registry, struct verification *v)
{
	char		 day[CLOCK_DATE_BYTES];
	enum reason	 why;
	bool		 known = false, serves = false;

	if (!v->sealed.is_sealed)
		return;
	clock_date(v->sealed.at, day);
	why = registry_seal_serves(registry, v->sealed.digest,
	    v->qualification, day, &known, &serves);
	verification_seal(v, why, known, serves);
}

/* Of a report the registry keeps the very bytes. */
static void
ask_report(struct registry *registry, const char *bytes, size_t len,
    time_t now, struct verification *v)
{
	unsigned char	 number[REPORT_NUMBER_BYTES];
	struct buf	 kept = BUF_INIT(REPORT_BYTES_MAX);
	enum reason	 why = OK;
	bool		 found = false, same;

	if (annotation_code_parse(v->reported.number, number))
		why = registry_report_read(registry, number, &kept, &found);
	same = why == OK && found && kept.len == len &&
	    memcmp(kept.data, bytes, len) == 0;
	verification_report(v, why, found, same, now);
	buf_free(&kept);
}

enum reason
file_verifier_open(const struct conf *conf, const struct trust *seals,
    struct verifier **out)
{
	bool		 none = strcmp(conf->revocation, "none") == 0;
	enum reason	 why;

	why = verifier_open(conf->trust_file, conf->schema_dir, seals, out);
	if (why == OK &&
	    (why = verifier_revocation(*out, none ? "" : conf->crl_file)) != OK)
		verifier_free(out);
	return why;
}

enum reason
file_verify(const struct verifier *verifier, struct registry *registry,
    const char *bytes, size_t len, time_t now, struct verification *v)
{
	enum reason	 why;

	if ((why = verify_file(verifier, bytes, len, now, v)) != OK)
		return why;
	if (v->verified == NULL)
		return OK;
	if (registry == NULL) {
		verification_unasked(v, "the registry was not asked");
		return OK;
	}
	if (v->is_report) {
		ask_report(registry, bytes, len, now, v);
		return OK;
	}
	ask_annotation(registry, v);
	ask_certificate(registry, v);
	ask_seal(registry, v);
	return OK;
}
