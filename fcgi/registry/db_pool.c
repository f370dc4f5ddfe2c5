/* The pool: how many connections, who waits, when the server is away. */
#include <mysql.h>

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/clock.h"
#include "registry/db.h"
#include "registry/db_private.h"

#define WAIT_MS		500	/* for a free connection */
#define AWAY_MS		250	/* after a failed connect, do not try again */

struct db_pool {
	pthread_mutex_t	 lock;
	pthread_cond_t	 freed;
	const struct conf *conf;
	char		*password;
	int64_t		 away_until;	/* monotonic ms */
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
	struct db_pool		*pool;
	pthread_condattr_t	 attr;
	enum reason		 why;
	size_t			 i;

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
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&pool->freed, &attr);
	pthread_condattr_destroy(&attr);
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
	pthread_cond_destroy(&(*pool)->freed);
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

static struct db *
wait_free(struct db_pool *pool)
{
	struct timespec	 until;
	struct db	*db;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += WAIT_MS * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000L;
	until.tv_nsec %= 1000000000L;
	while ((db = pick_free(pool)) == NULL)
		if (pthread_cond_timedwait(&pool->freed, &pool->lock,
		    &until) == ETIMEDOUT)
			return pick_free(pool);
	return db;
}

enum reason
db_connect(struct db *db)
{
	struct db_pool		*pool = db->pool;
	const struct conf	*conf = pool->conf;
	unsigned int		 timeout = (unsigned int)conf->db_timeout_s;
	bool			 away;

	pthread_mutex_lock(&pool->lock);
	away = clock_monotonic_ms() < pool->away_until;
	pthread_mutex_unlock(&pool->lock);
	if (away)
		return fail(REASON_DATABASE, "server was away a moment ago");
	if ((db->mysql = mysql_init(NULL)) == NULL)
		return fail(REASON_MEMORY, "mysql_init");
	mysql_options(db->mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	mysql_options(db->mysql, MYSQL_OPT_CONNECT_TIMEOUT, &timeout);
	mysql_options(db->mysql, MYSQL_OPT_READ_TIMEOUT, &timeout);
	mysql_options(db->mysql, MYSQL_OPT_WRITE_TIMEOUT, &timeout);
	mysql_options(db->mysql, MYSQL_INIT_COMMAND,
	    "SET time_zone = '+00:00', sql_mode = 'TRADITIONAL'");
	if (mysql_real_connect(db->mysql,
	    *conf->db_host == '\0' ? NULL : conf->db_host, conf->db_user,
	    pool->password, conf->db_name, (unsigned int)conf->db_port,
	    *conf->db_socket == '\0' ? NULL : conf->db_socket, 0) != NULL)
		return OK;
	(void)fail(REASON_DATABASE, "connect: %s", mysql_error(db->mysql));
	db_disconnect(db);
	pthread_mutex_lock(&pool->lock);
	pool->away_until = clock_monotonic_ms() + AWAY_MS;
	pthread_mutex_unlock(&pool->lock);
	return REASON_DATABASE;
}

enum reason
db_acquire(struct db_pool *pool, struct db **out)
{
	struct db	*db;
	enum reason	 why;

	pthread_mutex_lock(&pool->lock);
	if ((db = wait_free(pool)) != NULL)
		db->lent = true;
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
	(*db)->lent = false;
	pthread_cond_signal(&pool->freed);
	pthread_mutex_unlock(&pool->lock);
	*db = NULL;
}
