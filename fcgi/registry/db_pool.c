/*
 * The pool: how many connections, who waits, when the server is away.
 *
 * Whoever waits stands in a queue, and a connection that is given back goes to
 * its head: a page asks some eight questions, and without the queue somebody
 * would be passed over by others' next questions until the wait is over.
 */
#include <mysql.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/clock.h"
#include "registry/db.h"
#include "registry/db_private.h"

#define WAIT_MS		1000	/* for a free connection */
#define AWAY_MS		250	/* after a failed connect, do not try again */
#define LONGER_S	1	/* the server gives up just after this side */

/* On the stack of a thread that waits. */
struct waiter {
	pthread_cond_t	 given;
	struct db	*db;		/* lent to this one */
	struct waiter	*next;
};

struct db_pool {
	pthread_mutex_t	 lock;
	struct waiter	*first, **last;	/* who came earliest first */
	pthread_condattr_t monotonic;
	const struct conf *conf;
	char		*password;
	int64_t		 away_until;	/* monotonic ms */
	enum reason	 away_why;
	size_t		 size;
	struct db	*dbs;
};

static enum reason
read_password(const char *path, char **out)
{
	struct buf	 text = BUF_INIT(1024);
	enum reason	 why;

	*out = NULL;
	if (*path == '\0')
		return OK;
	if ((why = buf_read_file(&text, path)) == OK) {
		*out = strdup(buf_text(&text));
		if (*out == NULL)
			why = fail(REASON_MEMORY, "password");
		else
			(*out)[strcspn(*out, "\r\n")] = '\0';
	}
	buf_cleanse(&text);
	return why;
}

enum reason
db_pool_open(const struct conf *conf, struct db_pool **out)
{
	struct db_pool	*pool;
	enum reason	 why;
	size_t		 i;

	if (mysql_library_init(0, NULL, NULL) != 0)
		return fail(REASON_MEMORY, "mysql_library_init");
	if ((pool = calloc(1, sizeof(*pool))) == NULL)
		return fail(REASON_MEMORY, "pool");
	pool->conf = conf;
	pool->size = (size_t)conf->db_pool;
	pool->dbs = calloc(pool->size, sizeof(*pool->dbs));
	if (pool->dbs == NULL) {
		free(pool);
		return fail(REASON_MEMORY, "pool");
	}
	if ((why = read_password(conf->db_password_file,
	    &pool->password)) != OK) {
		free(pool->dbs);
		free(pool);
		return why;
	}
	for (i = 0; i < pool->size; i++)
		pool->dbs[i].pool = pool;
	pthread_mutex_init(&pool->lock, NULL);
	pthread_condattr_init(&pool->monotonic);
	pthread_condattr_setclock(&pool->monotonic, CLOCK_MONOTONIC);
	pool->last = &pool->first;
	*out = pool;
	return OK;
}

void
db_pool_free(struct db_pool **pool)
{
	size_t	 i;

	if (*pool == NULL)
		return;
	for (i = 0; i < (*pool)->size; i++)
		db_disconnect(&(*pool)->dbs[i]);
	pthread_condattr_destroy(&(*pool)->monotonic);
	pthread_mutex_destroy(&(*pool)->lock);
	if ((*pool)->password != NULL)
		explicit_bzero((*pool)->password, strlen((*pool)->password));
	free((*pool)->password);
	free((*pool)->dbs);
	free(*pool);
	*pool = NULL;
}

/* The least recently broken first: prefer one that is connected already. */
static struct db *
pick_free(struct db_pool *pool)
{
	struct db	*unconnected = NULL;
	size_t		 i;

	for (i = 0; i < pool->size; i++) {
		if (pool->dbs[i].lent)
			continue;
		if (pool->dbs[i].mysql != NULL)
			return &pool->dbs[i];
		if (unconnected == NULL)
			unconnected = &pool->dbs[i];
	}
	return unconnected;
}

static void
leave_queue(struct db_pool *pool, const struct waiter *w)
{
	struct waiter	**at = &pool->first;

	while (*at != NULL && *at != w)
		at = &(*at)->next;
	if (*at == NULL)
		return;
	*at = w->next;
	if (w->next == NULL)
		pool->last = at;
}

/* Stand in the queue until a connection is handed over, or the wait is over. */
static struct db *
wait_turn(struct db_pool *pool)
{
	struct waiter	 w = { .next = NULL };
	struct timespec	 until;
	int		 rc = 0;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += WAIT_MS * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000L;
	until.tv_nsec %= 1000000000L;
	pthread_cond_init(&w.given, &pool->monotonic);
	*pool->last = &w;
	pool->last = &w.next;
	while (w.db == NULL && rc == 0)
		rc = pthread_cond_timedwait(&w.given, &pool->lock, &until);
	if (w.db == NULL)
		leave_queue(pool, &w);
	pthread_cond_destroy(&w.given);
	return w.db;
}

/* With the lock held: the head of the queue has it, or it is free. */
static void
hand_over(struct db_pool *pool, struct db *db)
{
	struct waiter	*w = pool->first;

	if (w == NULL) {
		db->lent = false;
		return;
	}
	leave_queue(pool, w);
	w->db = db;
	pthread_cond_signal(&w->given);
}

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

enum reason
db_connect(struct db *db)
{
	struct db_pool		*pool = db->pool;
	const struct conf	*conf = pool->conf;
	unsigned int		 timeout = (unsigned int)conf->db_timeout_s;
	enum reason		 why;

	pthread_mutex_lock(&pool->lock);
	why = clock_monotonic_ms() < pool->away_until ? pool->away_why : OK;
	pthread_mutex_unlock(&pool->lock);
	if (why != OK)
		return fail(why, "%s a moment ago", why == REASON_DATABASE ?
		    "server was away" : "account was refused");
	if ((db->mysql = mysql_init(NULL)) == NULL)
		return fail(REASON_MEMORY, "mysql_init");
	mysql_options(db->mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	mysql_options(db->mysql, MYSQL_OPT_CONNECT_TIMEOUT, &timeout);
	mysql_options(db->mysql, MYSQL_OPT_READ_TIMEOUT, &timeout);
	mysql_options(db->mysql, MYSQL_OPT_WRITE_TIMEOUT, &timeout);
	set_session(db->mysql, conf->db_timeout_s);
	ask_for_tls(db->mysql, conf);
	if (mysql_real_connect(db->mysql,
	    *conf->db_host == '\0' ? NULL : conf->db_host, conf->db_user,
	    pool->password, conf->db_name, (unsigned int)conf->db_port,
	    *conf->db_socket == '\0' ? NULL : conf->db_socket, 0) != NULL)
		return OK;
	why = fail(db_error_is_denied(mysql_errno(db->mysql)) ?
	    REASON_ACCESS_DENIED : REASON_DATABASE, "connect: %s",
	    mysql_error(db->mysql));
	db_disconnect(db);
	pthread_mutex_lock(&pool->lock);
	pool->away_until = clock_monotonic_ms() + AWAY_MS;
	pool->away_why = why;
	pthread_mutex_unlock(&pool->lock);
	return why;
}

enum reason
db_acquire(struct db_pool *pool, struct db **out)
{
	struct db	*db;
	enum reason	 why;

	pthread_mutex_lock(&pool->lock);
	if ((db = pick_free(pool)) != NULL)
		db->lent = true;
	else
		db = wait_turn(pool);
	pthread_mutex_unlock(&pool->lock);
	if (db == NULL)
		return fail(REASON_BUSY, "no database connection free");
	if (db->mysql == NULL && (why = db_connect(db)) != OK) {
		db_release(&db);
		return why;
	}
	*out = db;
	return OK;
}

void
db_release(struct db **db)
{
	struct db_pool	*pool;

	if (*db == NULL)
		return;
	if ((*db)->in_transaction)
		db_rollback(*db);
	pool = (*db)->pool;
	pthread_mutex_lock(&pool->lock);
	hand_over(pool, *db);
	pthread_mutex_unlock(&pool->lock);
	*db = NULL;
}
