/*
 * The database's own client programs, run without a shell: what they are given
 * or give goes through a pipe, how they sign in through a file in memory that
 * has no name, so that a password is neither on a command line, nor in an
 * environment, nor on a disk.
 */
#ifndef ECERT_ADMIN_CLIENT_H
#define ECERT_ADMIN_CLIENT_H

#include <sys/types.h>

#include <stdbool.h>

#include "base/conf.h"
#include "base/reason.h"

/* Goes before the arguments: only this file of options is read. */
#define CLIENT_OPTIONS		"--defaults-file=/dev/fd/3"

struct client {
	const char	*program;
	pid_t		 pid;
	int		 pipe;		/* our end */
	int		 told;		/* what it wrote on standard error */
};

/*
 * Start a program that PATH leads to.  argv[0] is its name, argv[1]
 * CLIENT_OPTIONS.  With `reads` its standard input is the pipe and its output
 * goes nowhere, else its output is the pipe.  CONFIG when the password file
 * cannot be read, CLIENT_PROGRAM when the program is not there.
 */
enum reason	 client_start(const struct conf *, char *const argv[],
		    bool reads, struct client *) MUST_CHECK;

/*
 * Close the pipe and wait for the end.  Unless it exited with 0: ACCESS_DENIED
 * when that is what the program says, else CLIENT_PROGRAM, with the beginning
 * of what it said and values taken out of it.
 */
enum reason	 client_finish(struct client *) MUST_CHECK;

/* End it, for a reason of our own. */
void		 client_drop(struct client *);

#endif
