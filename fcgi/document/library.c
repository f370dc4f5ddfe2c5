/* libxml2, libxslt, xmlsec: started quiet and shut in. */
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxslt/security.h>
#include <libxslt/xslt.h>
#include <libxslt/xsltutils.h>
#include <xmlsec/base64.h>
#include <xmlsec/crypto.h>
#include <xmlsec/errors.h>
#include <xmlsec/xmlsec.h>

#include "document/library.h"
#include "seal/ossl_memory.h"

/* Libraries do not log: what went wrong comes back as a reason. */
static void
quiet(void *ctx, const char *msg, ...)
{
	(void)ctx;
	(void)msg;
}

static void
quiet_xmlsec(const char *file, int line, const char *func,
    const char *object, const char *subject, int reason, const char *msg)
{
	(void)file;
	(void)line;
	(void)func;
	(void)object;
	(void)subject;
	(void)reason;
	(void)msg;
}

static xmlParserInputPtr
refuse_external(const char *url, const char *id, xmlParserCtxtPtr ctxt)
{
	(void)url;
	(void)id;
	(void)ctxt;
	return NULL;
}

enum reason
library_start(void)
{
	/* Too late in a program that had keys before: then nothing is told. */
	(void)ossl_memory_watch();
	xmlInitParser();
	xmlSetGenericErrorFunc(NULL, quiet);
	xsltInit();
	xsltSetGenericErrorFunc(NULL, quiet);
	if (xmlSecInit() < 0 || xmlSecCheckVersion() != 1 ||
	    xmlSecCryptoAppInit(NULL) < 0 || xmlSecCryptoInit() < 0)
		return fail(REASON_XML, "xmlsec did not start");
	xmlSecErrorsSetCallback(quiet_xmlsec);
	/* Signature values on one line: no byte that may vary unseen. */
	xmlSecBase64SetDefaultLineSize(0);
	return OK;
}

void
library_lock(void)
{
	xmlSetExternalEntityLoader(refuse_external);
}

void
library_stop(void)
{
	xmlSecCryptoShutdown();
	xmlSecCryptoAppShutdown();
	xmlSecShutdown();
	xsltCleanupGlobals();
	xmlCleanupParser();
}
