/* The servers of [database] host as `ecert check` tells of them. */
#include <mysql.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "registry/cluster.h"
#include "registry/db_hosts.h"
#include "registry/db_node.h"

#define UUID_BYTES	40
#define SERVER_BYTES	(DB_HOST_NAME_BYTES + 8)

/* What a node of a cluster must have, and is not told by its state. */
static const char sql_settings[] =
    "SELECT @@GLOBAL.innodb_flush_log_at_trx_commit = 1,"
    " @@GLOBAL.innodb_autoinc_lock_mode = 2,"
    " @@GLOBAL.binlog_format = 'ROW',"
    " @@GLOBAL.innodb_rollback_on_timeout = 1,"
    " @@GLOBAL.log_bin_trust_function_creators = 1";

static const char *const settings[] = {
	"innodb_flush_log_at_trx_commit must be 1: the last commits are lost "
	    "when all nodes end at once",
	"innodb_autoinc_lock_mode must be 2: nodes would wait for each other",
	"binlog_format must be ROW: nodes would not have the same",
	"innodb_rollback_on_timeout must be ON: half a transaction could stay",
	"log_bin_trust_function_creators must be ON: ecert migrate could not "
	    "make triggers and functions",
};
#define SETTINGS	(sizeof(settings) / sizeof(settings[0]))

static const char sql_group[] = "SHOW GLOBAL STATUS WHERE Variable_name IN"
    " ('wsrep_cluster_state_uuid', 'wsrep_cluster_size')";

struct looking {
	cluster_told	*told;
	void		*arg;
	char		 uuid[UUID_BYTES];	/* of the first */
	enum reason	 first;			/* fault */
};

static enum reason
ask(MYSQL *mysql, const char *sql, MYSQL_RES **result)
{
	if (mysql_real_query(mysql, sql, strlen(sql)) == 0 &&
	    (*result = mysql_store_result(mysql)) != NULL)
		return OK;
	return fail(REASON_DATABASE, "%s", mysql_error(mysql));
}

static enum reason
check_settings(MYSQL *mysql)
{
	MYSQL_RES	*result;
	MYSQL_ROW	 row;
	enum reason	 why;
	size_t		 i;

	if ((why = ask(mysql, sql_settings, &result)) != OK)
		return why;
	row = mysql_fetch_row(result);
	for (i = 0; why == OK && i < SETTINGS; i++)
		if (row == NULL || row[i] == NULL || *row[i] != '1')
			why = fail(REASON_CONFIG, "%s", settings[i]);
	mysql_free_result(result);
	return why;
}

/* Of three, two are the majority; of two, neither is. */
static enum reason
check_group(struct looking *l, MYSQL *mysql)
{
	MYSQL_RES	*result;
	MYSQL_ROW	 row;
	enum reason	 why;
	char		 uuid[UUID_BYTES] = "";
	long		 size = 0;

	if ((why = ask(mysql, sql_group, &result)) != OK)
		return why;
	while ((row = mysql_fetch_row(result)) != NULL)
		if (strcmp(row[0], "wsrep_cluster_size") == 0)
			size = strtol(row[1], NULL, 10);
		else
			(void)snprintf(uuid, sizeof(uuid), "%s", row[1]);
	mysql_free_result(result);
	if (*l->uuid == '\0')
		memcpy(l->uuid, uuid, sizeof(l->uuid));
	if (strcmp(l->uuid, uuid) != 0)
		return fail(REASON_CONFIG, "it is in another cluster than the "
		    "first: two were begun, and their registries differ");
	return size >= 3 ? OK : fail(REASON_CONFIG, "the cluster has %ld "
	    "members: it needs three to outlive one", size);
}

static enum reason
look(struct looking *l, const struct db_node *node, bool *clustered)
{
	struct db_node_seen	 seen;
	MYSQL			*mysql;
	enum reason		 why;

	why = db_node_connect(node, &mysql, &seen);
	*clustered = seen.clustered;
	if (why != OK)
		return why;
	if (*clustered && (why = check_settings(mysql)) == OK)
		why = check_group(l, mysql);
	mysql_close(mysql);
	return why;
}

static void
look_at(void *arg, const struct db_node *node)
{
	struct looking	*l = arg;
	char		 server[SERVER_BYTES];
	enum reason	 why;
	bool		 clustered = false;

	fail_clear();
	why = look(l, node, &clustered);
	if (!node->in_list && !clustered)
		return;
	(void)snprintf(server, sizeof(server), "%s:%u",
	    node->name == NULL ? "socket" : node->name, node->port);
	l->told(l->arg, server, why);
	if (l->first == OK)
		l->first = why;
}

enum reason
cluster_check(const struct conf *conf, cluster_told *told, void *arg)
{
	struct looking	 l = { .told = told, .arg = arg, .first = OK };
	struct db_hosts	*hosts;
	enum reason	 why;

	if ((why = db_hosts_open(conf, &hosts)) != OK)
		return why;
	db_hosts_each(hosts, look_at, &l);
	db_hosts_free(&hosts);
	return l.first == OK ? OK :
	    fail(l.first, "a server of [database] host is not fit");
}
