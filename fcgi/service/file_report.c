#include <string.h>

#include "base/secret.h"
#include "document/seal_put.h"
#include "registry/report.h"
#include "service/file_report.h"

static enum reason
store(struct registry *registry, const struct report *r,
    const unsigned char bits[REPORT_NUMBER_BYTES], const struct buf *xml)
{
	struct report_record	 record = {
		.made_at = r->made_at,
		.file_digest = r->file_digest,
		.file_size = r->file_size,
		.verdict = verification_verdict_code(r->verification,
		    check_verdict(&r->verification->list)),
	};

	memcpy(record.number, bits, sizeof(record.number));
	return registry_report_store(registry, &record, xml);
}

enum reason
file_report_keep(const struct sealer *sealer, const struct signer *signer,
    struct registry *registry, const unsigned char *as, struct report *r,
    char number[ANNOTATION_CODE_BYTES], struct buf *xml)
{
	unsigned char	 bits[REPORT_NUMBER_BYTES];
	xmlDoc		*doc = NULL;
	enum reason	 why;

	r->number = number;
	*number = '\0';
	if (signer == NULL)
		return fail(REASON_SIGNING, "no signing key");
	if (as != NULL)
		memcpy(bits, as, sizeof(bits));
	else if ((why = secret_random(bits, sizeof(bits))) != OK)
		return why;
	annotation_code_format(bits, number);
	why = report_document(r, &doc);
	if (why == OK && sealer != NULL)
		why = seal_put(doc, sealer, r->made_at);
	if (why == OK &&
	    (why = sign_document(signer, doc, r->made_at, xml)) == OK)
		why = store(registry, r, bits, xml);
	xmlFreeDoc(doc);
	if (why != OK)
		*number = '\0';
	return why;
}
