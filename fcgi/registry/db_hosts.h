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
 * second the next are told so at once.
 */
enum reason	 db_hosts_connect(struct db_hosts *, MYSQL **, size_t *host,
		    bool *clustered) MUST_CHECK;

/* Is this the one that would be asked now? */
bool		 db_hosts_is_first(struct db_hosts *, size_t host);

/* Each server of the list, with as long to answer as [database] timeout_s. */
typedef void	 db_hosts_told(void *arg, const struct db_node *);
void		 db_hosts_each(const struct db_hosts *, db_hosts_told *,
		    void *arg);

#endif
