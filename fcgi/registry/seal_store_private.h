/* Reading a seal file on a connection that the caller holds. */
#ifndef ECERT_REGISTRY_SEAL_STORE_PRIVATE_H
#define ECERT_REGISTRY_SEAL_STORE_PRIVATE_H

#include "registry/db.h"
#include "registry/seal_store.h"

/* As registry_seal_file(). */
enum reason	 seal_file_read(struct db *, unsigned id, struct seal_file *,
		    struct buf *der, bool *found) MUST_CHECK;

#endif
