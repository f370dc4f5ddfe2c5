/*
 * Importing a file of certificates: read and checked whole, every fault told,
 * then loaded into an open batch that is approved at the very end.  The file is
 * streamed, once for each step; memory does not grow with it but for one bit a
 * row.
 *
 * Cut off at any moment, the same call goes on where it stopped.  A file whose
 * content stands in the registry is told, not loaded again.
 */
#ifndef ECERT_SERVICE_INTAKE_H
#define ECERT_SERVICE_INTAKE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/conf.h"
#include "base/reason.h"
#include "registry/intake.h"
#include "service/intake_row.h"

enum intake_stage {
	INTAKE_READING,		/* digest and encoding */
	INTAKE_CHECKING,
	INTAKE_LOADING,
	INTAKE_APPROVING	/* one statement: nothing to count */
};

/*
 * A file that a bureau delivered (service/bureau_batch.h): its rows must be of
 * its province, and it is loaded under its number by procedures of its own.
 */
struct intake_delivery {
	int		 fd;		/* its bytes; stays the caller's */
	uint64_t	 number;	/* 0: not kept yet, dry runs alone */
	const char	*province;	/* "": any */
	uint32_t	 rows_max;	/* more: DELIVERY_ROWS */
	uint32_t	 rejected;	/* loading: as many rows have faults,
					   or else DELIVERY_CHANGED */
};

struct intake_order {
	const char	*path;		/* for messages, when delivered */
	const char	*qualification;	/* code of the catalogue */
	const char	*approved_on;	/* YYYY-MM-DD */
	const char	*examination;	/* YYYYMM; NULL: approval's month */
	const char	*source;	/* who delivered it; no person */
	bool		 dry_run;	/* check only */
	bool		 accept_valid;	/* leave rows with faults out */
	int		 encoding;	/* sheet_encoding; -1: detect it */
	const struct intake_delivery *delivery;	/* NULL: it is at path */
};

/* Whom to tell while it goes on; each may be NULL. */
struct intake_watch {
	void		*arg;
	/* Anything but OK ends the import. */
	enum reason	(*fault)(void *arg, const struct intake_fault *);
	void		(*progress)(void *arg, enum intake_stage,
			    uint64_t bytes, uint64_t all, uint32_t rows);
	bool		(*stop)(void *arg);	/* asked some times a second */
};

struct intake_outcome {
	struct intake_file file;	/* id 0: the registry has nothing */
	bool		 was_there;	/* it had been imported before */
	uint32_t	 resumed_at;	/* row; 0: from the beginning */
	size_t		 unread;	/* columns that are not known */
	enum sheet_encoding encoding;
	uint64_t	 faults;
	uint32_t	 by_reason[REASON__MAX];
};

/*
 * OK: approved, or was already; with dry_run, no fault was found.
 * IMPORT_FAULTS, IMPORT_NONE: told, counted in the registry unless dry_run,
 * and nothing else done.  IMPORT_DIFFERS with the file that was imported.
 * IMPORT_STOPPED; UNCERTAIN, DATABASE: nothing is in force, or all; the same
 * call finds out.  What is wrong with a delivery is told alone: who keeps it
 * counts it.
 */
enum reason	 intake_run(const struct conf *, const struct intake_order *,
		    const struct intake_watch *, struct intake_outcome *)
		    MUST_CHECK;

/* Append the faults by reason as the procedures take them: [["code",n],...]. */
enum reason	 intake_count_faults(const struct intake_outcome *,
		    struct buf *) MUST_CHECK;

#endif
