/*
 * A file of approved people that a bureau delivers: checked at once by the very
 * checks of `ecert import` (service/intake.h), kept until the bureau confirms,
 * then loaded and approved as one.  Cut off at any moment, the same call goes
 * on where it stopped; two at once are one.  Issuing stays with administrators.
 */
#ifndef ECERT_SERVICE_BUREAU_BATCH_H
#define ECERT_SERVICE_BUREAU_BATCH_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/conf.h"
#include "base/reason.h"
#include "registry/bureau_batch.h"

#define BUREAU_BATCH_ROWS_MAX	20000

struct registry;

/*
 * The bureau.  A province's delivers people of its province alone; a body of a
 * ministry, which has none (""), those of any, since examinations that a
 * ministry holds are held in all provinces.
 */
struct bureau_batch_from {
	unsigned	 bureau;
	const char	*province;
	const char	*name;		/* the source that the import has */
};

struct bureau_batch_order {
	const char	*qualification;	/* code of the catalogue */
	const char	*approved_on;	/* YYYY-MM-DD */
	const char	*examination;	/* YYYYMM; NULL: approval's month */
	bool		 accept_valid;	/* leave rows with faults out */
	int		 encoding;	/* sheet_encoding; -1: detect it */
	const char	*format;	/* csv, xml, json: as it came */
	const struct buf *table;	/* CSV as `ecert import` takes it */
	const char	*key;		/* the caller's, of this call */
};

/*
 * Check a table and keep it with what was found; *out is the batch, of state
 * checked or faulty.  When the bureau has the same table on its way or in the
 * registry, *out is that one and the reason DELIVERY_KNOWN; *out has no id when
 * it was imported by another way.  What is wrong with a table as a whole
 * (IMPORT_COLUMNS, DELIVERY_ROWS ...) is told, and nothing kept.  The same call
 * once more, by its key, gives the batch that the first made;
 * IDEMPOTENCY_DIFFERS when it asks another thing.
 */
enum reason	 bureau_batch_deliver(const struct conf *, struct registry *,
		    const struct bureau_batch_from *,
		    const struct bureau_batch_order *, struct bureau_batch *out)
		    MUST_CHECK;

/*
 * Load and approve a batch that was checked, or go on with it; of one that is
 * approved nothing is done.  OK: it is approved.  DELIVERY_UNKNOWN;
 * DELIVERY_OVER; DELIVERY_CHANGED: other rows have faults now, and the batch is
 * faulty; IMPORT_BUSY while another loads it; DELIVERY_KNOWN when it came in by
 * another way.  UNCERTAIN, DATABASE: call again.
 */
enum reason	 bureau_batch_confirm(const struct conf *, struct registry *,
		    const struct bureau_batch_from *, const char *id,
		    struct bureau_batch *out) MUST_CHECK;

/* Take back one that is not approved; of one that is taken back nothing. */
enum reason	 bureau_batch_discard(struct registry *, unsigned bureau,
		    const char *id, struct bureau_batch *out) MUST_CHECK;

#endif
