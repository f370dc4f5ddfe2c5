/*
 * Bureaus' batches as they are answered (doc/schema/api-batch.xsd, batch and
 * batches).
 */
#ifndef ECERT_SERVICE_BUREAU_BATCH_XML_H
#define ECERT_SERVICE_BUREAU_BATCH_XML_H

#include <libxml/tree.h>

#include "base/reason.h"
#include "registry/bureau_batch.h"
#include "service/bureau_faults.h"

/* Faults that an answer lists; the others are in errors.csv. */
#define BUREAU_BATCH_ERRORS_MAX	100

/*
 * One batch; faults: its first ones, or NULL when the list is not kept any
 * more.  The caller frees the document with xmlFreeDoc().
 */
enum reason	 bureau_batch_xml(const struct bureau_batch *,
		    const struct bureau_faults *, xmlDoc **) MUST_CHECK;

/* A page of them without faults; more: others follow behind the last. */
enum reason	 bureau_batches_xml(const struct bureau_batch *, size_t count,
		    bool more, xmlDoc **) MUST_CHECK;

#endif
