/*
 * The servers that [database] host names, and which of them is asked: the first
 * in the list that can answer, by all who have the same list, so that one node
 * of a cluster takes the writes at a time.  Private to the pool.
 */
#ifndef ECERT_REGISTRY_DB_HOSTS_H
#define ECERT_REGISTRY_DB_HOSTS_H

#include <mysql.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/conf.h"
#include "base/reason.h"
#include "registry/db_node.h"

#define DB_HOSTS_MAX		8
#define DB_HOST_NAME_BYTES	128

struct db_hosts;

/*
 * The list, its names separated by commas or blanks, each with a ":port" of its
 * own or [database] port.  CONFIG when it cannot be read so, or the password
 * file cannot be read.
 */
enum reason	 db_hosts_open(const struct conf *, struct db_hosts **)
		    MUST_CHECK;
void		 db_hosts_free(struct db_hosts **);

/*
 * Connect to the first that can answer, and say which it is.  DATABASE when
 * none can, ACCESS_DENIED when the account was refused; for a quarter of a
 * second the next are told so at once.  With several servers it is tried until
 * db_hosts_wait() says no.
 */
enum reason	 db_hosts_connect(struct db_hosts *, int64_t begun, MYSQL **,
		    size_t *host, bool *clustered) MUST_CHECK;

/*
 * A question to this one broke off.  When the last look at it failed as well,
 * that is enough: others are asked before it, by everybody.
 */
void		 db_hosts_doubt(struct db_hosts *, size_t host);

/*
 * Wait a moment: several servers may be agreeing on who is left.  False at once
 * when there is but one, when 4.5 s have gone by since `begun`
 * (monotonic ms), or when none could answer for longer than agreeing takes.
 */
bool		 db_hosts_wait(struct db_hosts *, int64_t begun);

/* Is this the one that would be asked now? */
bool		 db_hosts_is_first(struct db_hosts *, size_t host);

/* Each server of the list, with as long to answer as [database] timeout_s. */
typedef void	 db_hosts_told(void *arg, const struct db_node *);
void		 db_hosts_each(const struct db_hosts *, db_hosts_told *,
		    void *arg);

#endif
