/* One server: connecting to it, and whether it may answer.  Private. */
#ifndef ECERT_REGISTRY_DB_NODE_H
#define ECERT_REGISTRY_DB_NODE_H

#include <mysql.h>

#include <stdbool.h>

#include "base/conf.h"
#include "base/reason.h"

/* Whom to connect to, and for how long to wait for it. */
struct db_node {
	const struct conf *conf;
	const char	*password;
	const char	*name;		/* NULL: by the socket */
	unsigned int	 port;
	int		 connect_s, answer_s;
	bool		 in_list;	/* one of several */
	bool		 only_looks;	/* at its state: does not wait */
};

/* What was learnt of it while connecting, also when that failed. */
struct db_node_seen {
	bool		 clustered;
	bool		 answered;	/* it is there, fit or not */
};

/*
 * Connect, and make sure that it may answer: a node of a cluster only while it
 * belongs to the part that has the majority and has all that was committed, and
 * one of several only while it takes writes.  What is read there afterwards
 * waits for what was committed anywhere before the question (wsrep_sync_wait).
 * DATABASE or ACCESS_DENIED otherwise.
 */
enum reason	 db_node_connect(const struct db_node *, MYSQL **,
		    struct db_node_seen *) MUST_CHECK;

/* The same question of a connection that is there. */
enum reason	 db_node_ready(const struct db_node *, MYSQL *,
		    bool *clustered) MUST_CHECK;

#endif
