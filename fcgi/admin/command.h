/*
 * The sub-commands of ecert: what each is given, what it gives back.
 */
#ifndef ECERT_ADMIN_COMMAND_H
#define ECERT_ADMIN_COMMAND_H

#include <stdbool.h>

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
	/* The account of sql/install.sql that may do all of it. */
	const char	*account;
	/* argv[0] is the sub-command's name; an exit status comes back. */
	int		(*run)(const struct conf *, int argc, char **argv);
};

int	 command_audit(const struct conf *, int, char **);
int	 command_backup(const struct conf *, int, char **);
int	 command_bureau(const struct conf *, int, char **);
int	 command_check(const struct conf *, int, char **);
int	 command_correct(const struct conf *, int, char **);
int	 command_history(const struct conf *, int, char **);
int	 command_import(const struct conf *, int, char **);
int	 command_issue(const struct conf *, int, char **);
int	 command_log(const struct conf *, int, char **);
int	 command_migrate(const struct conf *, int, char **);
int	 command_proposals(const struct conf *, int, char **);
int	 command_purge(const struct conf *, int, char **);
int	 command_reinstate(const struct conf *, int, char **);
int	 command_report(const struct conf *, int, char **);
int	 command_restore(const struct conf *, int, char **);
int	 command_revoke(const struct conf *, int, char **);
int	 command_seal(const struct conf *, int, char **);
int	 command_suspend(const struct conf *, int, char **);
int	 command_verify(const struct conf *, int, char **);

/* Tell a person on standard error what went wrong and what to do. */
void	 command_explain(const char *what, enum reason);

/*
 * The same, and the exit status: NO for what the caller can mend, UNDECIDED
 * for what is ours or not known.
 */
int	 command_fail(const char *what, enum reason);

/*
 * Tell whose configuration a command needs; `what` begins with its name,
 * unless it names a file, of which nothing is told.
 */
void	 command_tell_account(const char *what);

/* Tell the usage of a sub-command on standard error; EXIT_USAGE. */
int	 command_usage(const char *name);

/* A number of decimal digits, 1 to 4294967295. */
bool	 command_number(const char *, unsigned *);

/*
 * Open the registry and make sure that it is ours and fits.  wait_s: for how
 * long an answer is waited for, 0 as configured; it serves one registry at a
 * time.  The caller frees it, also after a failure.
 */
struct registry;
enum reason	 command_registry(const struct conf *, int wait_s,
		    struct registry **) MUST_CHECK;

#endif
