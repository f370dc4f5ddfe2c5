#include <string.h>

#include "base/secret.h"
#include "document/base64.h"
#include "http/fields.h"
#include "responder/bureau_cert.h"

#define PEM_BYTES	16384	/* of a certificate; ours have some 800 */
#define DER_BYTES	12288

static const char	 head[] = "-----BEGIN CERTIFICATE-----";
static const char	 foot[] = "-----END CERTIFICATE-----";

/* What stands between head and foot, without the ends of lines. */
static enum reason
pem_body(const char *pem, struct buf *out)
{
	const char	*from = strstr(pem, head), *to;
	enum reason	 why = OK;
	size_t		 n;

	if (from == NULL || (to = strstr(from, foot)) == NULL)
		return fail(REASON_BAD_REQUEST, "certificate is not PEM");
	for (from += strlen(head); why == OK && from < to; from += n) {
		from += strspn(from, "\r\n");
		n = strcspn(from, "\r\n-");
		if (n == 0)
			break;
		why = buf_add(out, from, n);
	}
	return why;
}

/* As $ssl_client_escaped_cert has it: PEM, percent-encoded. */
static enum reason
digest(const char *escaped, char fingerprint[FINGERPRINT_BYTES])
{
	struct buf	 pem = BUF_INIT(PEM_BYTES), body = BUF_INIT(PEM_BYTES);
	struct buf	 der = BUF_INIT(DER_BYTES);
	struct fields	 fields = { .memory = NULL };
	enum reason	 why;

	/* "+" in it is escaped too, so a form's decoding is the same. */
	if ((why = buf_printf(&pem, "pem=%s", escaped)) == OK)
		why = fields_decode(&fields, buf_text(&pem), pem.len);
	if (why == OK)
		why = pem_body(fields_get(&fields, "pem"), &body);
	if (why == OK)
		why = base64_read(buf_text(&body), &der);
	if (why == OK)
		why = secret_digest_hex(der.data, der.len, fingerprint);
	fields_free(&fields);
	buf_free(&der);
	buf_free(&body);
	buf_free(&pem);
	return why;
}

/* What nginx says after "FAILED:", in OpenSSL's words. */
static const struct {
	const char	*words;
	enum reason	 why;
} faults[] = {
	{ "certificate has expired", REASON_BUREAU_CERT_EXPIRED },
	{ "certificate is not yet valid", REASON_BUREAU_CERT_EARLY },
	{ "certificate revoked", REASON_BUREAU_CERT_REVOKED },
};

static enum reason
fault(const char *said)
{
	size_t	 i;

	for (i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		if (strcmp(said, faults[i].words) == 0)
			return fail(faults[i].why, "nginx: %s", said);
	return fail(REASON_BUREAU_CERT_UNTRUSTED, "nginx: %.80s", said);
}

enum reason
bureau_cert_read(const struct request *req,
    char fingerprint[FINGERPRINT_BYTES])
{
	static const char	 failed[] = "FAILED:";
	const char		*said, *cert;
	enum reason		 why = OK;

	said = request_header(req, "ECERT_BUREAU_VERIFY");
	cert = request_header(req, "ECERT_BUREAU_CERT");
	*fingerprint = '\0';
	if (*cert != '\0' && (why = digest(cert, fingerprint)) != OK)
		*fingerprint = '\0';
	if (strncmp(said, failed, strlen(failed)) == 0)
		return fault(said + strlen(failed));
	if (strcmp(said, "SUCCESS") != 0 || *cert == '\0')
		return fail(REASON_BUREAU_NO_CERT, "no certificate");
	return why == OK ? OK :
	    fail(REASON_BUREAU_CERT_UNTRUSTED, "%s", fail_detail());
}
