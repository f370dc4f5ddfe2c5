/*
 * The results of a batch of look-ups as a table to keep.
 */
#ifndef ECERT_SERVICE_LOOKUP_TABLE_H
#define ECERT_SERVICE_LOOKUP_TABLE_H

#include <stdbool.h>

#include "base/buf.h"
#include "service/lookup_batch.h"

/*
 * Append CSV or XLSX (document/table.h), in Chinese or English: row, name as
 * it was given, ID number masked, management number, outcome, state and since
 * when, time of the check in China Standard Time.
 */
enum reason	 lookup_table(const struct lookup_answer *, size_t count,
		    bool english, bool xlsx, struct buf *) MUST_CHECK;

#endif
