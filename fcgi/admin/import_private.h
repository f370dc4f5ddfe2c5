/* The parts of ecert import. */
#ifndef ECERT_ADMIN_IMPORT_PRIVATE_H
#define ECERT_ADMIN_IMPORT_PRIVATE_H

#include "base/conf.h"
#include "registry/intake.h"

/* --list, --discard NUMBER; exit statuses. */
int	 import_list(const struct conf *);
int	 import_discard(const struct conf *, const char *number);

#endif
