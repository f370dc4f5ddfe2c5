/*
 * The sub-commands of ecert: what each is given, what it gives back.
 */
#ifndef ECERT_ADMIN_COMMAND_H
#define ECERT_ADMIN_COMMAND_H

#include "base/conf.h"
#include "base/reason.h"

/* Exit statuses: the answer was yes, no, could not be had; or misuse. */
enum {
	EXIT_YES = 0,
	EXIT_NO = 1,
	EXIT_UNDECIDED = 2,
	EXIT_USAGE = 64		/* sysexits(3) EX_USAGE */
};

struct command {
	const char	*name;
	const char	*arguments;
	const char	*summary_zh;
	const char	*summary_en;
	/* argv[0] is the sub-command's name; an exit status comes back. */
	int		(*run)(const struct conf *, int argc, char **argv);
};

int	 command_check(const struct conf *, int, char **);
int	 command_import(const struct conf *, int, char **);
int	 command_migrate(const struct conf *, int, char **);
int	 command_purge(const struct conf *, int, char **);
int	 command_seal(const struct conf *, int, char **);
int	 command_verify(const struct conf *, int, char **);

/* Tell a person on standard error what went wrong and what to do. */
void	 command_explain(const char *what, enum reason);

#endif
