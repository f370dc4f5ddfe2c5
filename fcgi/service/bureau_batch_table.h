/*
 * People that a bureau sends as a tree, as the table that `ecert import` takes:
 * so they meet the same checks, and the same people are known again.
 */
#ifndef ECERT_SERVICE_BUREAU_BATCH_TABLE_H
#define ECERT_SERVICE_BUREAU_BATCH_TABLE_H

#include <libxml/tree.h>

#include "base/buf.h"
#include "base/reason.h"
#include "service/intake_sheet.h"

/*
 * Append CSV in UTF-8, a row for each person of a people element that fits the
 * schema (doc/schema/api-batch.xsd): the n-th person is row n, in line n + 1.
 */
enum reason	 bureau_batch_table(const xmlNode *people, struct buf *)
		    MUST_CHECK;

/* The name of a column's element; "person" of a whole row. */
const char	*bureau_batch_field(enum intake_column);

#endif
