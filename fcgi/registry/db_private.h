/* One connection as the pool and the statements share it; nobody else's. */
#ifndef ECERT_REGISTRY_DB_PRIVATE_H
#define ECERT_REGISTRY_DB_PRIVATE_H

#include <mysql.h>

#include <stdbool.h>
#include <stdint.h>

#include "base/reason.h"
#include "registry/db.h"

#define DB_STATEMENTS_MAX	96	/* constants in registry/ */

struct db {
	struct db_pool	*pool;
	MYSQL		*mysql;		/* NULL: not connected */
	size_t		 host;		/* which of the list */
	bool		 is_clustered;
	bool		 was_connected;
	bool		 lent;
	bool		 in_transaction;
	bool		 is_fresh;	/* lent, and nothing asked yet */
	int64_t		 begun;		/* monotonic ms: db_begins() */
	struct {
		const char	*sql;
		MYSQL_STMT	*stmt;
	} prepared[DB_STATEMENTS_MAX];
	size_t		 prepared_count;
};

/*
 * A question or a change begins, and with it the time that it may wait for
 * servers: that of the first with the borrowing, which may have waited too.
 */
void		 db_begins(struct db *);

/*
 * May what was asked in vain be asked again, for the `turn`th time?  Once at
 * once; more often only of several servers, as long as db_hosts_wait() says.
 */
bool		 db_may_repeat(struct db *, int *turn);

/* Connect; DATABASE (and stays unconnected) when the server does not answer. */
enum reason	 db_connect(struct db *) MUST_CHECK;

/* Is this error number one of a connection that broke, or of a node cut off? */
bool		 db_error_is_lost(unsigned int);

/* May a question be asked once more, on another connection, after this one? */
bool		 db_error_is_repeatable(const struct db *, unsigned int);

/* After this one, was a change made, outside a transaction of ours? */
bool		 db_error_is_uncertain(const struct db *, unsigned int);

/*
 * The reason for an error of the server's: a word of SIGNAL by its table, else
 * ACCESS_DENIED, BUSY or DATABASE; `what` was being done.
 */
enum reason	 db_refusal(unsigned int code, const char *what,
		    const char *message) MUST_CHECK;

/* Connect unless it is; DATABASE when a transaction was lost earlier. */
enum reason	 db_connected(struct db *) MUST_CHECK;

/* Let a "?" have a value, which must stay until the statement is executed. */
void		 db_bind_value(MYSQL_BIND *, const struct db_value *);

/* What follows a result's first rows: more rows, and a procedure's own end. */
enum reason	 db_drain(MYSQL_STMT *) MUST_CHECK;

/* Close the connection and its statements; harmless when there is none. */
void		 db_disconnect(struct db *);

#endif
