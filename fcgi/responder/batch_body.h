/*
 * What a bureau posts to batches: the particulars and the table, from CSV with
 * the particulars in the address, or from a delivery element (doc/schema/
 * api-batch.xsd) as XML or JSON.
 */
#ifndef ECERT_RESPONDER_BATCH_BODY_H
#define ECERT_RESPONDER_BATCH_BODY_H

#include "responder/context.h"
#include "service/bureau_batch.h"

#define BATCH_BODY_MAX	(8u << 20)

struct batch_body {
	struct bureau_batch_order	 order;	/* points into this */
	struct buf			 table;
	char				 qualification[9];
	char				 approved_on[17];
	char				 examination[9];
};

/*
 * Read and check the particulars: DELIVERY_LARGE, DELIVERY_FIELDS, and what
 * api_read() refuses.  Freed in any case.
 */
enum reason	 batch_body_read(struct context *, struct batch_body *)
		    MUST_CHECK;
void		 batch_body_free(struct batch_body *);	/* overwrites */

#endif
