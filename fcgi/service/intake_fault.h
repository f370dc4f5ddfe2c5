/*
 * A fault of a file as people are told: a line for a terminal or a log, a row
 * of a table to send back.
 */
#ifndef ECERT_SERVICE_INTAKE_FAULT_H
#define ECERT_SERVICE_INTAKE_FAULT_H

#include "base/buf.h"
#include "service/intake_row.h"

/*
 * Append, with a line end:
 *	LINE:COLUMN: [code] 列名 name "masked": 说明。 sentence. (-> LINE)
 * COLUMN is 0 for a whole row and for a column that the file has not.
 */
enum reason	 intake_fault_line(const struct intake_fault *, struct buf *)
		    MUST_CHECK;

/* CSV as in document/table.h, formulas defused: header, then a row a fault. */
enum reason	 intake_fault_head(struct buf *) MUST_CHECK;
enum reason	 intake_fault_row(const struct intake_fault *, struct buf *)
		    MUST_CHECK;

#endif
