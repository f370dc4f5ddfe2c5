/* ecert seal: electronic seals, verb by verb. */
#include <stdio.h>
#include <string.h>

#include "admin/command.h"
#include "admin/seal.h"

static const struct {
	const char	*name;
	int		(*run)(const struct conf *, int, char **);
} verbs[] = {
	{ "show", seal_show },
	{ "import", seal_import },
	{ "list", seal_list },
	{ "disable", seal_disable },
	{ "make-specimen", seal_make_specimen },
};

static const char	 usage[] =
    "usage: ecert [-c FILE] seal show [--trust FILE] [--content FILE] FILE\n"
    "       ecert [-c FILE] seal import --code CODE --signer CERT... FILE\n"
    "       ecert [-c FILE] seal list\n"
    "       ecert [-c FILE] seal disable --why TEXT NUMBER\n"
    "       ecert [-c FILE] seal make-specimen --owner NAME [--word TEXT]\n"
    "           [--code CODE] [--valid-from DATE] [--years N] DIR\n";

int
command_seal(const struct conf *conf, int argc, char **argv)
{
	int	 status = EXIT_USAGE;
	size_t	 i;

	for (i = 0; argc > 1 && i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strcmp(argv[1], verbs[i].name) == 0)
			status = verbs[i].run(conf, argc - 1, argv + 1);
	if (status == EXIT_USAGE)
		fputs(usage, stderr);
	return status;
}
