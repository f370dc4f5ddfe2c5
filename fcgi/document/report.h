/*
 * The report of a verified file (核验报告) as XML (doc/schema/report.xsd): every
 * check and what follows, for whoever asks later what was found.  It names no
 * person.
 */
#ifndef ECERT_DOCUMENT_REPORT_H
#define ECERT_DOCUMENT_REPORT_H

#include "base/conf.h"
#include "document/tree.h"
#include "document/verify.h"

#define REPORT_KEPT_S	(90 * 86400L)	/* how long the registry keeps one */

struct report {
	const struct conf	*conf;		/* whose report it is */
	const char		*number;	/* "" when it is not kept */
	time_t			 made_at;
	const char		*file_digest;	/* SHA-256, 64 hexadecimal */
	size_t			 file_size;	/* bytes */
	const struct verification *verification;
};

/* What the file is: "certificate", "report", or "unknown". */
const char	*verification_kind(const struct verification *);

/* The document, not signed yet; the caller frees it with xmlFreeDoc(). */
enum reason	 report_document(const struct report *, xmlDoc **) MUST_CHECK;

#endif
