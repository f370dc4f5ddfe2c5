/*
 * A crowd at one HTTP server on this machine:
 *
 *	surge PORT SECONDS RATE|-CLIENTS FILE
 *
 * A line of the file is a visit: kind, method, path, cookies, body, between tabs.
 * Visits begin at their times whatever the server does, and a wait is counted from
 * the time that was meant.  Every other one comes over a new connection, the rest
 * over kept ones.  Where an answer leads (303), the visit goes on, as kind "then".
 * With -CLIENTS that many visits are under way all the time: what can be borne.
 *
 * A line for each kind tells how many requests were answered, turned away (503 with
 * Retry-After), and failed, and the waits in milliseconds of the first two.
 */
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <arpa/inet.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SECOND		1000000000LL
#define GIVE_UP_NS	(10 * SECOND)
#define KINDS_MAX	8
#define KEPT_MAX	128	/* idle connections */
#define HEAD_MAX	8192

enum outcome { ANSWERED, AWAY, FAILED, OUTCOMES };

struct waits {
	size_t	 count, room;
	double	*ms;
};

struct kind {
	char		 name[16];
	struct waits	 of[OUTCOMES];
};

struct visit {
	struct kind	*kind;
	const char	*cookies;
	char		*request[2];	/* over a new connection, a kept one */
};

struct conn {
	int			 fd;
	bool			 keep;
	const struct visit	*visit;
	struct kind		*kind;	/* of the request under way; or NULL */
	char			*then;	/* the request that follows; freed */
	const char		*text;	/* what is sent */
	int64_t			 since;
	size_t			 sent, got;
	long long		 left;	/* of the body; -1: to its last chunk */
	bool			 in_body;
	char			 tail[5];
	char			 head[HEAD_MAX];
	struct conn		*next, **at;	/* of those under way */
};

static struct kind	 kinds[KINDS_MAX];
static struct visit	*visits;
static size_t		 visit_count, arrived, busy, kept_count;
static struct conn	*first, *kept[KEPT_MAX];
static int		 poll_fd, port;

static void
die(const char *what)
{
	perror(what);
	exit(1);
}

static int64_t
now_ns(void)
{
	struct timespec	 t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * SECOND + t.tv_nsec;
}

static struct kind *
kind_named(const char *name)
{
	struct kind	*k = kinds;

	while (k->name[0] != '\0' && strcmp(k->name, name) != 0)
		if (++k == kinds + KINDS_MAX)
			die("kinds");
	snprintf(k->name, sizeof(k->name), "%s", name);
	return k;
}

static char *
request(const char *method, const char *path, const char *cookies,
    const char *body, bool keep)
{
	char	*text;

	if (asprintf(&text, "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\n"
	    "Accept: text/html\r\nConnection: %s\r\n%s%s%s"
	    "Content-Type: application/x-www-form-urlencoded\r\n"
	    "Content-Length: %zu\r\n\r\n%s", method, path,
	    keep ? "keep-alive" : "close", *cookies ? "Cookie: " : "", cookies,
	    *cookies ? "\r\n" : "", strlen(body), body) < 0)
		die("asprintf");
	return text;
}

static void
read_visits(const char *file)
{
	FILE	*in = fopen(file, "r");
	char	*line = NULL, *f[5], *rest;
	size_t	 room = 0, i;

	if (in == NULL)
		die(file);
	while (getline(&line, &room, in) > 0) {
		line[strcspn(line, "\n")] = '\0';
		for (rest = line, i = 0; i < 5; i++)
			if ((f[i] = strsep(&rest, "\t")) == NULL)
				die("a line without five fields");
		visits = realloc(visits, (visit_count + 1) * sizeof(*visits));
		if (visits == NULL)
			die("visits");
		visits[visit_count++] = (struct visit){ kind_named(f[0]),
		    strdup(f[3]), { request(f[1], f[2], f[3], f[4], false),
		    request(f[1], f[2], f[3], f[4], true) } };
	}
	free(line);
	fclose(in);
}

static void
note(struct kind *kind, enum outcome outcome, int64_t ns)
{
	struct waits	*w = &kind->of[outcome];

	if (w->count == w->room) {
		w->room = w->room * 2 + 4096;
		if ((w->ms = realloc(w->ms, w->room * sizeof(*w->ms))) == NULL)
			die("waits");
	}
	w->ms[w->count++] = (double)ns / 1e6;
}

static void
enlist(struct conn *c)
{
	c->next = first;
	c->at = &first;
	if (first != NULL)
		first->at = &c->next;
	first = c;
	busy++;
}

static void
leave(struct conn *c)
{
	*c->at = c->next;
	if (c->next != NULL)
		c->next->at = c->at;
	busy--;
	free(c->then);
	c->then = NULL;
	c->kind = NULL;
}

static void
open_socket(struct conn *c)
{
	struct sockaddr_in	 to = { .sin_family = AF_INET };
	struct epoll_event	 event = { .events = EPOLLOUT };

	to.sin_port = htons((uint16_t)port);
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if ((c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0)) < 0)
		die("socket");
	if (connect(c->fd, (struct sockaddr *)&to, sizeof(to)) != 0 &&
	    errno != EINPROGRESS)
		die("connect");
	event.data.ptr = c;
	if (epoll_ctl(poll_fd, EPOLL_CTL_ADD, c->fd, &event) != 0)
		die("epoll_ctl");
}

static void
want(struct conn *c, uint32_t events)
{
	struct epoll_event	 event = { .events = events };

	event.data.ptr = c;
	if (epoll_ctl(poll_fd, EPOLL_CTL_MOD, c->fd, &event) != 0)
		die("epoll_ctl");
}

static void
ask(struct conn *c, struct kind *kind, const char *text, int64_t since)
{
	c->kind = kind;
	c->text = text;
	c->since = since;
	c->sent = c->got = 0;
	c->in_body = false;
	if (c->fd < 0)
		open_socket(c);
	else
		want(c, EPOLLOUT);
	enlist(c);
}

static void
arrive(int64_t since)
{
	const struct visit	*v = &visits[arrived % visit_count];
	bool			 keep = arrived++ % 2;
	struct conn		*c;

	if (keep && kept_count > 0)
		c = kept[--kept_count];
	else if ((c = calloc(1, sizeof(*c))) == NULL)
		die("conn");
	else
		c->fd = -1;
	c->keep = keep;
	c->visit = v;
	ask(c, v->kind, v->request[keep], since);
}

static void
discard(struct conn *c)
{
	close(c->fd);
	free(c);
}

static void
fail(struct conn *c)
{
	note(c->kind, FAILED, now_ns() - c->since);
	leave(c);
	discard(c);
}

static const char *
header(const struct conn *c, const char *name)
{
	const char	*at = strcasestr(c->head, name);

	return at == NULL ? NULL : at + strlen(name);
}

/* The rest of the visit, where the answer leads. */
static void
go_on(struct conn *c, const char *to, bool again)
{
	char	 path[1024];

	snprintf(path, sizeof(path), "%.*s", (int)strcspn(to, "\r"), to);
	if (!again) {
		close(c->fd);
		c->fd = -1;
	}
	c->then = request("GET", path, c->visit->cookies, "", c->keep);
	ask(c, kind_named("then"), c->then, now_ns());
}

static void
answered(struct conn *c)
{
	int		 status = (int)strtol(c->head + 9, NULL, 10);
	const char	*to = header(c, "\r\nLocation: ");
	bool		 away = status == 503 &&
			    header(c, "\r\nRetry-After: ") != NULL;
	bool		 again = c->keep &&
			    header(c, "\r\nConnection: close") == NULL;

	note(c->kind, away ? AWAY : status < 500 ? ANSWERED : FAILED,
	    now_ns() - c->since);
	leave(c);
	if (status == 303 && to != NULL)
		go_on(c, to, again);
	else if (again && kept_count < KEPT_MAX) {
		want(c, EPOLLIN);
		kept[kept_count++] = c;
	} else
		discard(c);
}

static bool
take_body(struct conn *c, const char *data, size_t len)
{
	size_t	 i = len > sizeof(c->tail) ? len - sizeof(c->tail) : 0;

	if (c->left >= 0)
		return (c->left -= (long long)len) <= 0;
	for (; i < len; i++) {
		memmove(c->tail, c->tail + 1, sizeof(c->tail) - 1);
		c->tail[sizeof(c->tail) - 1] = data[i];
	}
	return memcmp(c->tail, "0\r\n\r\n", sizeof(c->tail)) == 0;
}

/* True when the head is there; *data then stands behind it. */
static bool
take_head(struct conn *c, const char **data, size_t *len)
{
	size_t		 part = *len, had = c->got;
	const char	*length;
	char		*end;

	if (part > HEAD_MAX - 1 - had)
		part = HEAD_MAX - 1 - had;
	memcpy(c->head + had, *data, part);
	c->got += part;
	c->head[c->got] = '\0';
	if ((end = strstr(c->head, "\r\n\r\n")) == NULL)
		return false;
	part = (size_t)(end + 4 - c->head) - had;
	end[2] = '\0';
	*data += part;
	*len -= part;
	length = header(c, "\r\nContent-Length: ");
	c->left = length != NULL ? strtoll(length, NULL, 10) :
	    header(c, "\r\nTransfer-Encoding: ") != NULL ? -1 : 0;
	memset(c->tail, 0, sizeof(c->tail));
	return c->in_body = true;
}

/* A kept connection that nobody uses was closed. */
static void
drop_idle(struct conn *c)
{
	size_t	 i = 0;

	while (kept[i] != c)
		i++;
	kept[i] = kept[--kept_count];
	discard(c);
}

static void
send_more(struct conn *c, size_t len)
{
	ssize_t	 n;

	n = send(c->fd, c->text + c->sent, len - c->sent, MSG_NOSIGNAL);
	if (n < 0 && errno != EAGAIN)
		fail(c);
	else if (n > 0 && (c->sent += (size_t)n) == len)
		want(c, EPOLLIN);
}

static void
move_on(struct conn *c)
{
	static char	 piece[65536];
	const char	*data = piece;
	size_t		 len;
	ssize_t		 n;

	if (c->kind == NULL) {
		drop_idle(c);
		return;
	}
	if (c->sent < (len = strlen(c->text))) {
		send_more(c, len);
		return;
	}
	n = recv(c->fd, piece, sizeof(piece), 0);
	if (n < 0 && errno == EAGAIN)
		return;
	if (n <= 0) {
		fail(c);
		return;
	}
	len = (size_t)n;
	if ((c->in_body || take_head(c, &data, &len)) &&
	    take_body(c, data, len))
		answered(c);
}

static void
give_up(int64_t before)
{
	struct conn	*c, *next;

	for (c = first; c != NULL; c = next) {
		next = c->next;
		if (c->since < before)
			fail(c);
	}
}

/* Begin what is due; when is the next? */
static int64_t
begin_due(int64_t began, double rate, int64_t now)
{
	int64_t	 next;

	if (rate < 0) {
		while ((double)busy < -rate)
			arrive(now);
		return now + SECOND / 10;
	}
	while ((next = began + (int64_t)((double)arrived * 1e9 / rate)) <= now)
		arrive(next);
	return next;
}

static void
run(double seconds, double rate)
{
	struct epoll_event	 events[256];
	int64_t			 began = now_ns(), now = began, next;
	int64_t			 ends = began + (int64_t)(seconds * 1e9);
	int64_t			 looked = began;
	int			 i, n;

	while (now < ends || busy > 0) {
		next = now < ends ? begin_due(began, rate, now) :
		    now + SECOND / 10;
		n = epoll_wait(poll_fd, events, 256, next <= now ? 0 :
		    (int)((next - now) / 1000000));
		for (i = 0; i < n; i++)
			move_on(events[i].data.ptr);
		now = now_ns();
		if (now - looked > SECOND) {
			looked = now;
			give_up(now - GIVE_UP_NS);
		}
	}
}

static int
ascending(const void *a, const void *b)
{
	double	 x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
percentile(struct waits *w, double share)
{
	if (w->count == 0)
		return 0;
	qsort(w->ms, w->count, sizeof(*w->ms), ascending);
	return w->ms[(size_t)(share * (double)(w->count - 1))];
}

int
main(int argc, char **argv)
{
	struct rlimit	 files;
	struct kind	*k;

	if (argc != 5) {
		fputs("usage: surge PORT SECONDS RATE|-CLIENTS FILE\n", stderr);
		return 2;
	}
	port = (int)strtol(argv[1], NULL, 10);
	if (port < 1 || port > 65535 || strtod(argv[2], NULL) <= 0) {
		fputs("surge: no such port, or no time\n", stderr);
		return 2;
	}
	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	if ((poll_fd = epoll_create1(0)) < 0)
		die("epoll");
	read_visits(argv[4]);
	run(strtod(argv[2], NULL), strtod(argv[3], NULL));
	printf("visits=%zu\n", arrived);
	for (k = kinds; k < kinds + KINDS_MAX && k->name[0] != '\0'; k++)
		printf("kind=%s answered=%zu p50=%.1f p99=%.1f away=%zu "
		    "away_p50=%.1f away_p99=%.1f failed=%zu\n", k->name,
		    k->of[ANSWERED].count, percentile(&k->of[ANSWERED], 0.5),
		    percentile(&k->of[ANSWERED], 0.99), k->of[AWAY].count,
		    percentile(&k->of[AWAY], 0.5),
		    percentile(&k->of[AWAY], 0.99), k->of[FAILED].count);
	return 0;
}
