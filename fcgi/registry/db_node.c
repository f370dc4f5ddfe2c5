/* One server: connecting to it, and whether it may answer. */
#include <sys/socket.h>

#include <mysql.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include <stdio.h>
#include <string.h>

#include "registry/db.h"
#include "registry/db_node.h"

#define LONGER_S	1	/* the server gives up just after this side */
#define LINE_S		6	/* without a sign of the other machine */

static const char sql_kind[] =
    "SELECT @@GLOBAL.wsrep_on, @@GLOBAL.read_only";

/*
 * A node that was cut off answers for some seconds as if nothing had happened.
 * It then waits here for the others, in vain, and tells nothing.
 */
static const char sql_wait[] = "SET SESSION wsrep_sync_wait = 1";

static const char sql_state[] = "SHOW GLOBAL STATUS WHERE Variable_name IN"
    " ('wsrep_cluster_status', 'wsrep_local_state', 'wsrep_ready')";

/* With an authority named, only a server that it vouches for will do. */
static void
ask_for_tls(MYSQL *mysql, const struct conf *conf)
{
	my_bool	 yes = 1;

	if (*conf->db_ca_file == '\0')
		return;
	mysql_options(mysql, MYSQL_OPT_SSL_ENFORCE, &yes);
	mysql_options(mysql, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &yes);
	mysql_options(mysql, MYSQL_OPT_SSL_CA, conf->db_ca_file);
	if (*conf->db_cert_file == '\0')
		return;
	mysql_options(mysql, MYSQL_OPT_SSL_CERT, conf->db_cert_file);
	mysql_options(mysql, MYSQL_OPT_SSL_KEY, conf->db_key_file);
}

/*
 * What the session begins with.  A statement that this side has stopped waiting
 * for would go on in the server, whatever it costs there.
 */
static void
set_session(MYSQL *mysql, int timeout_s)
{
	char	 sql[128];

	(void)snprintf(sql, sizeof(sql), "SET time_zone = '+00:00', "
	    "sql_mode = 'TRADITIONAL', max_statement_time = %d",
	    timeout_s + LONGER_S);
	mysql_options(mysql, MYSQL_INIT_COMMAND, sql);
}

static enum reason
refused(MYSQL *mysql, const char *what)
{
	return fail(db_error_is_denied(mysql_errno(mysql)) ?
	    REASON_ACCESS_DENIED : REASON_DATABASE, "%s: %s", what,
	    mysql_error(mysql));
}

static enum reason
query(MYSQL *mysql, const char *sql, MYSQL_RES **result)
{
	*result = NULL;
	if (mysql_real_query(mysql, sql, strlen(sql)) != 0 ||
	    ((*result = mysql_store_result(mysql)) == NULL &&
	    mysql_field_count(mysql) != 0))
		return refused(mysql, "state of the server");
	return OK;
}

/* "1" or "ON": how a server writes it depends on what it is asked by. */
static bool
is_on(const char *cell)
{
	return cell != NULL && (*cell == '1' || strcmp(cell, "ON") == 0);
}

/* Primary, and Synced (4): neither joining, nor giving its data to another. */
static enum reason
check_state(MYSQL *mysql)
{
	static const char	*const want[][2] = {
		{ "wsrep_cluster_status", "Primary" },
		{ "wsrep_local_state", "4" },
		{ "wsrep_ready", "ON" },
	};
	MYSQL_RES		*result;
	MYSQL_ROW		 row;
	enum reason		 why;
	size_t			 i, fit = 0;

	if ((why = query(mysql, sql_state, &result)) != OK)
		return why;
	while ((row = mysql_fetch_row(result)) != NULL)
		for (i = 0; i < sizeof(want) / sizeof(want[0]); i++)
			if (strcmp(row[0], want[i][0]) == 0 &&
			    strcmp(row[1], want[i][1]) == 0)
				fit++;
	mysql_free_result(result);
	return fit == sizeof(want) / sizeof(want[0]) ? OK :
	    fail(REASON_DATABASE, "the node is not in the cluster's primary "
	    "part, or not in step with it");
}

enum reason
db_node_ready(const struct db_node *node, MYSQL *mysql, bool *clustered)
{
	MYSQL_RES	*result;
	MYSQL_ROW	 row;
	enum reason	 why;
	bool		 read_only;

	*clustered = false;
	if ((why = query(mysql, sql_kind, &result)) != OK) {
		/* A server that is built without clusters. */
		return node->in_list || why != REASON_DATABASE ? why : OK;
	}
	row = mysql_fetch_row(result);
	*clustered = row != NULL && is_on(row[0]);
	read_only = row != NULL && is_on(row[1]);
	mysql_free_result(result);
	if (!node->in_list && !*clustered)
		return OK;
	if (!*clustered)
		return fail(REASON_DATABASE, "a server of several that is not "
		    "in a cluster");
	if (node->in_list && read_only)
		return fail(REASON_DATABASE, "the node is read_only");
	return check_state(mysql);
}

/*
 * Whoever has patience with a long statement need not wait for a machine that
 * is cut off: the other end's kernel says every second that it is there.  Who
 * has little of it leaves the last second for asking another server.
 */
static void
watch_line(MYSQL *mysql, int answer_s)
{
	int	 line_s = answer_s > LINE_S ? LINE_S :
		    answer_s > 2 ? answer_s - 1 : 1;
	const struct { int level, name, value; } options[] = {
		{ SOL_SOCKET, SO_KEEPALIVE, 1 },
		{ IPPROTO_TCP, TCP_KEEPIDLE, (line_s + 1) / 2 },
		{ IPPROTO_TCP, TCP_KEEPINTVL, 1 },
		{ IPPROTO_TCP, TCP_KEEPCNT, line_s },
		{ IPPROTO_TCP, TCP_USER_TIMEOUT, line_s * 1000 },
	};
	size_t	 i;

	for (i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		(void)setsockopt((int)mysql_get_socket(mysql),
		    options[i].level, options[i].name, &options[i].value,
		    sizeof(options[i].value));
}

static enum reason
begin_session(const struct db_node *node, MYSQL *mysql, bool *clustered)
{
	MYSQL_RES	*none;
	enum reason	 why;

	why = db_node_ready(node, mysql, clustered);
	return why != OK || !*clustered || node->only_looks ? why :
	    query(mysql, sql_wait, &none);
}

enum reason
db_node_connect(const struct db_node *node, MYSQL **out,
    struct db_node_seen *seen)
{
	const struct conf	*conf = node->conf;
	unsigned int		 connect_s = (unsigned int)node->connect_s;
	unsigned int		 answer_s = (unsigned int)node->answer_s;
	MYSQL			*mysql;
	enum reason		 why;

	*out = NULL;
	*seen = (struct db_node_seen){ false, false };
	if ((mysql = mysql_init(NULL)) == NULL)
		return fail(REASON_MEMORY, "mysql_init");
	mysql_options(mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	mysql_options(mysql, MYSQL_OPT_CONNECT_TIMEOUT, &connect_s);
	mysql_options(mysql, MYSQL_OPT_READ_TIMEOUT, &answer_s);
	mysql_options(mysql, MYSQL_OPT_WRITE_TIMEOUT, &answer_s);
	set_session(mysql, node->answer_s);
	ask_for_tls(mysql, conf);
	if (mysql_real_connect(mysql, node->name, conf->db_user,
	    node->password, conf->db_name, node->port,
	    *conf->db_socket == '\0' ? NULL : conf->db_socket, 0) == NULL)
		why = refused(mysql, "connect");
	else {
		seen->answered = true;
		if (node->in_list)
			watch_line(mysql, node->answer_s);
		why = begin_session(node, mysql, &seen->clustered);
	}
	if (why != OK)
		mysql_close(mysql);
	else
		*out = mysql;
	return why;
}
