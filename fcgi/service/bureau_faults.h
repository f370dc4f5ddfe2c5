/*
 * What was wrong in a table that a bureau delivered, as it is kept: a line of
 * text a fault, values masked.  The sentences are the catalogue's and are not
 * kept.
 */
#ifndef ECERT_SERVICE_BUREAU_FAULTS_H
#define ECERT_SERVICE_BUREAU_FAULTS_H

#include <stddef.h>

#include "base/buf.h"
#include "service/intake_row.h"

/* Of a table with more the first that were found are kept, all are counted. */
#define BUREAU_FAULTS_KEPT	5000

struct bureau_faults {
	struct intake_fault	*list;
	size_t			 count;
	size_t			 room;
};

enum reason	 bureau_faults_add(struct bureau_faults *,
		    const struct intake_fault *) MUST_CHECK;
void		 bureau_faults_free(struct bureau_faults *);

/* Append them by row and column. */
enum reason	 bureau_faults_write(struct bureau_faults *, struct buf *)
		    MUST_CHECK;

/* At most max of them from such a text; DATA when it is none. */
enum reason	 bureau_faults_read(const char *text, size_t max,
		    struct bureau_faults *) MUST_CHECK;

/* The table to send back, as `ecert import --errors` writes it. */
enum reason	 bureau_faults_csv(const struct bureau_faults *, struct buf *)
		    MUST_CHECK;

#endif
