/* What the files about changes of state share. */
#ifndef ECERT_REGISTRY_CHANGE_PRIVATE_H
#define ECERT_REGISTRY_CHANGE_PRIVATE_H

#include <time.h>

#include "registry/db.h"
#include "registry/registry.h"

/* A time bound by change_time(); NULL stays NULL. */
#define CHANGE_TIME	"TIMESTAMP('1970-01-01') + INTERVAL ? SECOND"

/* 0 and NULL become NULL. */
struct db_value	 change_time(time_t);
struct db_value	 change_text(const char *);

/* Borrow a connection, ask for some rows, give it back (db_select_all()). */
enum reason	 registry_all(struct registry *, const char *sql,
		    const struct db_value *, size_t values,
		    const struct db_column *, size_t columns, size_t row_size,
		    size_t max, void **rows, size_t *count) MUST_CHECK;

#endif
