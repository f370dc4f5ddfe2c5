/* The verbs of ecert seal (ecert-seal(1)). */
#ifndef ECERT_ADMIN_SEAL_H
#define ECERT_ADMIN_SEAL_H

#include "base/conf.h"

/* argv[0] is the verb; an exit status comes back, EXIT_USAGE for misuse. */
int	 seal_show(const struct conf *, int argc, char **argv);
int	 seal_import(const struct conf *, int argc, char **argv);
int	 seal_list(const struct conf *, int argc, char **argv);
int	 seal_disable(const struct conf *, int argc, char **argv);
int	 seal_make_specimen(const struct conf *, int argc, char **argv);

#endif
