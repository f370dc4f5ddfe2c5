/*
 * Which server is asked.  With several, a thread looks at each of them once a
 * second: a request then never waits for one that is cut off, and all go back
 * to the first in the list when it has been well for a while.
 */
#include <mysql.h>

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/metrics.h"
#include "base/text.h"
#include "registry/db_hosts.h"
#include "registry/db_node.h"

#define AWAY_MS		250	/* after a failed connect, do not try again */
#define PAUSE_MS	100	/* between two tries of one who is patient */
#define LOOK_S		1	/* between two looks, and the bound of each */
#define PATIENCE_MS	4500	/* of who asks several; nginx waits 5000 */
#define OUTAGE_MS	10000	/* when none was ready for that long: no more */
#define BAD_LOOKS	2	/* one may be the fault of a busy machine */
#define WELL_LOOKS	3	/* until one that was away is asked again */

struct host {
	char	 name[DB_HOST_NAME_BYTES];	/* "" : by the socket */
	int	 port;
	bool	 away;
	bool	 silent;	/* away, and did not even answer */
	int	 well, bad;	/* looks in a row */
	MYSQL	*watched;	/* the watching thread's own */
};

struct db_hosts {
	pthread_mutex_t	 lock;
	pthread_cond_t	 ending;
	const struct conf *conf;
	char		*password;
	struct host	 host[DB_HOSTS_MAX];
	size_t		 count;
	int64_t		 away_until;	/* monotonic ms: all of them */
	enum reason	 away_why;
	int64_t		 none_since;	/* none could answer; 0: one could */
	bool		 is_watched, ends;
	pthread_t	 watcher;
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

/* "name", "name:port" or "[address]:port", n bytes long. */
static bool
read_host(const char *text, size_t n, int port, struct host *out)
{
	static const char	 digits[] = "0123456789";
	const char		*end = text + n, *colon = NULL, *s;

	if (*text == '[') {
		for (s = ++text; s < end && *s != ']'; s++)
			;
		if (s == end || (s + 1 < end && s[1] != ':'))
			return false;
		colon = s + 1 < end ? s + 1 : NULL;
		end = s;
	} else if ((colon = memchr(text, ':', n)) != NULL)
		end = colon;
	out->port = port;
	if (colon != NULL) {
		n = strspn(++colon, digits);
		if (n == 0 || n > 5)
			return false;
		out->port = (int)strtol(colon, NULL, 10);
		if (colon[n] != '\0' && strchr(", ", colon[n]) == NULL)
			return false;
	}
	n = (size_t)(end - text);
	if (n == 0 || n >= sizeof(out->name) || out->port < 1 ||
	    out->port > 65535)
		return false;
	memcpy(out->name, text, n);
	out->name[n] = '\0';
	return true;
}

static enum reason
read_list(struct db_hosts *h, const char *text, int port)
{
	static const char	 between[] = ", ";
	size_t			 n;

	for (text += strspn(text, between); *text != '\0';
	    text += n, text += strspn(text, between)) {
		n = strcspn(text, between);
		if (h->count == DB_HOSTS_MAX)
			return fail(REASON_CONFIG, "database.host: more than "
			    "%d servers", DB_HOSTS_MAX);
		if (!read_host(text, n, port, &h->host[h->count]))
			return fail(REASON_CONFIG, "database.host: must be "
			    "names or addresses, each with a :port or without");
		h->count++;
	}
	if (h->count == 0)
		h->count = 1;
	return OK;
}

enum reason
db_hosts_open(const struct conf *conf, struct db_hosts **out)
{
	struct db_hosts		*h;
	pthread_condattr_t	 monotonic;
	enum reason		 why;

	*out = NULL;
	if ((h = calloc(1, sizeof(*h))) == NULL)
		return fail(REASON_MEMORY, "hosts");
	h->conf = conf;
	if ((why = read_list(h, conf->db_host, conf->db_port)) != OK ||
	    (why = read_password(conf->db_password_file,
	    &h->password)) != OK) {
		free(h);
		return why;
	}
	pthread_mutex_init(&h->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&h->ending, &monotonic);
	pthread_condattr_destroy(&monotonic);
	*out = h;
	return OK;
}

void
db_hosts_free(struct db_hosts **hosts)
{
	struct db_hosts	*h = *hosts;
	bool		 is_watched;

	if (h == NULL)
		return;
	pthread_mutex_lock(&h->lock);
	h->ends = true;
	is_watched = h->is_watched;
	pthread_cond_signal(&h->ending);
	pthread_mutex_unlock(&h->lock);
	if (is_watched)
		pthread_join(h->watcher, NULL);
	pthread_cond_destroy(&h->ending);
	pthread_mutex_destroy(&h->lock);
	if (h->password != NULL)
		explicit_bzero(h->password, strlen(h->password));
	free(h->password);
	free(h);
	*hosts = NULL;
}

/* Of several none may keep a request for long: there are others. */
static struct db_node
node_of(const struct db_hosts *h, size_t i, int answer_s)
{
	const struct host	*host = &h->host[i];
	bool			 several = h->count > 1;

	return (struct db_node){ .conf = h->conf, .password = h->password,
	    .name = *host->name == '\0' ? NULL : host->name,
	    .port = (unsigned int)host->port,
	    .connect_s = several ? LOOK_S : answer_s, .answer_s = answer_s,
	    .in_list = several };
}

static enum reason
look(struct db_hosts *h, size_t i)
{
	struct db_node		 node = node_of(h, i, LOOK_S);
	struct host		*host = &h->host[i];
	struct db_node_seen	 seen;
	enum reason		 why;
	bool			 clustered;

	node.only_looks = true;
	if (host->watched == NULL)
		return db_node_connect(&node, &host->watched, &seen);
	if ((why = db_node_ready(&node, host->watched, &clustered)) != OK) {
		mysql_close(host->watched);
		host->watched = NULL;
	}
	return why;
}

static void
mark_look(struct host *host, bool well)
{
	host->well = well ? host->well + 1 : 0;
	host->bad = well ? 0 : host->bad + 1;
	host->silent = host->silent && !well;
	if (host->away ? host->well >= WELL_LOOKS : host->bad >= BAD_LOOKS)
		host->away = !well;
}

static void *
watch(void *arg)
{
	struct db_hosts	*h = arg;
	struct timespec	 until;
	size_t		 i;
	bool		 well;

	pthread_mutex_lock(&h->lock);
	while (!h->ends) {
		for (i = 0; !h->ends && i < h->count; i++) {
			pthread_mutex_unlock(&h->lock);
			well = look(h, i) == OK;
			pthread_mutex_lock(&h->lock);
			mark_look(&h->host[i], well);
		}
		clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_sec += LOOK_S;
		if (!h->ends)
			(void)pthread_cond_timedwait(&h->ending, &h->lock,
			    &until);
	}
	pthread_mutex_unlock(&h->lock);
	for (i = 0; i < h->count; i++)
		if (h->host[i].watched != NULL)
			mysql_close(h->host[i].watched);
	mysql_thread_end();
	return NULL;
}

/* With the lock held.  Not before the first question: a fork would lose it. */
static void
have_watched(struct db_hosts *h)
{
	sigset_t	 all, before;

	if (h->is_watched || h->count == 1)
		return;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	h->is_watched = pthread_create(&h->watcher, NULL, watch, h) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/*
 * Whom to try: those that are not away, in order, and then the others.  One
 * that kept somebody waiting in vain is left to the watch unless all did so.
 */
static size_t
candidates(struct db_hosts *h, bool all, size_t order[DB_HOSTS_MAX])
{
	size_t	 i, n = 0;

	pthread_mutex_lock(&h->lock);
	for (i = 0; i < h->count; i++)
		if (!h->host[i].away)
			order[n++] = i;
	for (i = 0; i < h->count; i++)
		if (h->host[i].away && !h->host[i].silent)
			order[n++] = i;
	for (i = 0, all = all || n == 0; all && i < h->count; i++)
		if (h->host[i].away && h->host[i].silent)
			order[n++] = i;
	pthread_mutex_unlock(&h->lock);
	return n;
}

static void
note(struct db_hosts *h, size_t i, bool ready, bool answered)
{
	struct host	*host = &h->host[i];

	pthread_mutex_lock(&h->lock);
	host->away = !ready && h->count > 1;
	host->silent = host->away && !answered;
	host->well = 0;
	host->bad = 0;
	if (ready)
		h->none_since = 0;
	pthread_mutex_unlock(&h->lock);
}

void
db_hosts_doubt(struct db_hosts *h, size_t i)
{
	struct host	*host = &h->host[i];

	pthread_mutex_lock(&h->lock);
	if (h->count > 1 && host->bad > 0) {
		host->away = host->silent = true;
		host->well = host->bad = 0;
	}
	pthread_mutex_unlock(&h->lock);
}

static enum reason
away_a_moment_ago(struct db_hosts *h)
{
	enum reason	 why;

	pthread_mutex_lock(&h->lock);
	have_watched(h);
	why = clock_monotonic_ms() < h->away_until ? h->away_why : OK;
	pthread_mutex_unlock(&h->lock);
	if (why == OK)
		return OK;
	metrics_add(COUNT_ERROR_AWAY, 1);
	return fail(why, "%s a moment ago", why == REASON_DATABASE ?
	    "server was away" : "account was refused");
}

static enum reason
connect_first(struct db_hosts *h, bool all, MYSQL **mysql, size_t *host,
    bool *clustered)
{
	struct db_node_seen	 seen;
	struct db_node		 node;
	enum reason		 why = OK;
	size_t			 order[DB_HOSTS_MAX], count, i;

	count = candidates(h, all, order);
	for (i = 0; i < count; i++) {
		node = node_of(h, order[i], h->conf->db_timeout_s);
		why = db_node_connect(&node, mysql, &seen);
		note(h, order[i], why == OK, seen.answered);
		if (why == OK) {
			*host = order[i];
			*clustered = seen.clustered;
			return OK;
		}
		metrics_add(COUNT_ERROR_CONNECT, 1);
	}
	return why;
}

/* With one server there is nobody to wait for. */
static bool
is_patient(struct db_hosts *h, int64_t begun)
{
	int64_t	 now = clock_monotonic_ms();
	bool	 yes;

	if (h->count == 1 || now - begun >= PATIENCE_MS)
		return false;
	pthread_mutex_lock(&h->lock);
	yes = h->none_since == 0 || now - h->none_since < OUTAGE_MS;
	pthread_mutex_unlock(&h->lock);
	return yes;
}

bool
db_hosts_wait(struct db_hosts *h, int64_t begun)
{
	const struct timespec	 pause = { .tv_nsec = PAUSE_MS * 1000000L };

	if (!is_patient(h, begun))
		return false;
	(void)nanosleep(&pause, NULL);
	return true;
}

static void
note_none(struct db_hosts *h)
{
	pthread_mutex_lock(&h->lock);
	if (h->none_since == 0)
		h->none_since = clock_monotonic_ms();
	pthread_mutex_unlock(&h->lock);
}

/* While a cluster agrees on who is left, none of its nodes is ready. */
static enum reason
connect_patiently(struct db_hosts *h, int64_t begun, MYSQL **mysql,
    size_t *host, bool *clustered)
{
	enum reason	 why;

	why = connect_first(h, true, mysql, host, clustered);
	while (why == REASON_DATABASE) {
		note_none(h);
		if (!db_hosts_wait(h, begun))
			break;
		why = connect_first(h, false, mysql, host, clustered);
	}
	return why;
}

/*
 * Whoever comes now is told so at once: of a server that is alone, of an
 * account, and of several once it is more than their agreeing.
 */
static void
note_away(struct db_hosts *h, enum reason why)
{
	int64_t	 now = clock_monotonic_ms();

	pthread_mutex_lock(&h->lock);
	if (h->count == 1 || why != REASON_DATABASE ||
	    (h->none_since != 0 && now - h->none_since >= OUTAGE_MS)) {
		h->away_until = now + AWAY_MS;
		h->away_why = why;
	}
	pthread_mutex_unlock(&h->lock);
}

enum reason
db_hosts_connect(struct db_hosts *h, int64_t begun, MYSQL **mysql,
    size_t *host, bool *clustered)
{
	enum reason	 why;

	if ((why = away_a_moment_ago(h)) != OK)
		return why;
	why = connect_patiently(h, begun, mysql, host, clustered);
	if (why != OK)
		note_away(h, why);
	return why;
}

bool
db_hosts_is_first(struct db_hosts *h, size_t host)
{
	size_t	 i = 0;

	if (h->count == 1)
		return true;
	pthread_mutex_lock(&h->lock);
	while (i < host && h->host[i].away)
		i++;
	if (i == host && h->host[host].away)	/* is there a better one? */
		while (++i < h->count && h->host[i].away)
			;
	pthread_mutex_unlock(&h->lock);
	return i == host || i == h->count;
}

void
db_hosts_each(const struct db_hosts *h, db_hosts_told *told, void *arg)
{
	struct db_node	 node;
	size_t		 i;

	for (i = 0; i < h->count; i++) {
		node = node_of(h, i, h->conf->db_timeout_s);
		told(arg, &node);
	}
}
