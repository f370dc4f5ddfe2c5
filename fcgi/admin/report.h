/* ecert report: what its files share. */
#ifndef ECERT_ADMIN_REPORT_H
#define ECERT_ADMIN_REPORT_H

#include <stddef.h>

#include "base/buf.h"
#include "service/figures.h"

/* Append a table for people, in one language: with sums and its time. */
enum reason	 report_print(const struct figures *, bool english,
		    struct buf *) MUST_CHECK;

/* Append the list of reports. */
enum reason	 report_print_list(const struct admin_report *, size_t count,
		    bool english, struct buf *) MUST_CHECK;

/* Append what one report is, its parameters and columns. */
enum reason	 report_print_about(const struct admin_report_description *,
		    bool english, struct buf *) MUST_CHECK;

#endif
