/* The registry handle as its own files share it. */
#ifndef ECERT_REGISTRY_REGISTRY_PRIVATE_H
#define ECERT_REGISTRY_REGISTRY_PRIVATE_H

#include "base/secret.h"
#include "registry/db.h"

struct registry {
	struct db_pool	*pool;
	unsigned char	 match_key[SECRET_KEY_BYTES];
};

/* Borrow a connection, ask for one row, give the connection back. */
enum reason	 registry_one(struct registry *, const char *sql,
		    const struct db_value *, size_t values,
		    const struct db_column *, size_t columns,
		    void *row, bool *found) MUST_CHECK;

#endif
