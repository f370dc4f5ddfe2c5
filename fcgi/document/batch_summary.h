/*
 * The summary of a batch of look-ups (批量查询摘要): how many of how many, when,
 * of which table.  It names no person (doc/schema/batch.xsd).
 */
#ifndef ECERT_DOCUMENT_BATCH_SUMMARY_H
#define ECERT_DOCUMENT_BATCH_SUMMARY_H

#include <libxml/tree.h>

#include <time.h>

#include "base/conf.h"
#include "base/reason.h"

struct batch_summary {
	const struct conf	*conf;
	time_t			 made_at, sent_at;
	const char		*digest;	/* SHA-256 of the table */
	unsigned		 rows, found, not_found, not_checked;
};

/* Ready to be signed; the caller frees it with xmlFreeDoc(). */
enum reason	 batch_summary_document(const struct batch_summary *,
		    xmlDoc **) MUST_CHECK;

#endif
