/*
 * People that a bureau sends as XML (or JSON, once that is read into the same
 * tree), as the table that `ecert import` takes: so they meet the same checks,
 * and the same people are known again.
 */
#ifndef ECERT_SERVICE_BUREAU_BATCH_TABLE_H
#define ECERT_SERVICE_BUREAU_BATCH_TABLE_H

#include <libxml/tree.h>

#include <stdbool.h>

#include "base/buf.h"
#include "base/reason.h"
#include "service/intake_sheet.h"

/*
 * Has the element nothing inside but elements of these names (NULL ends them),
 * each once at most and with text alone, `but` excepted?
 */
bool		 bureau_batch_has_only(const xmlNode *,
		    const char *const *names, const char *but);

/*
 * Append CSV in UTF-8, a row for each person of a people element (doc/schema/
 * api-batch.xsd): the n-th person is row n, in line n + 1.  DELIVERY_FIELDS for
 * what the schema has not.
 */
enum reason	 bureau_batch_table(const xmlNode *people, struct buf *)
		    MUST_CHECK;

/* The name of a column's element; "person" of a whole row. */
const char	*bureau_batch_field(enum intake_column);

#endif
