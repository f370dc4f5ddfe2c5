/*
 * Clients of one HTTP server on this machine, over kept connections:
 *
 *	load -p PORT [-c CLIENTS] [-s SECONDS] [-r RATE] [-k lookup|post|get]
 *	    [-u PATH] [-f LINES] [-e ETAG] [-i IDLE] [-o LOCATIONS]
 *
 * A line of the file is a form's body, or for "get" the end of the address.  A
 * "lookup" is POST, answered 303, and GET of where that leads; "post" and "get"
 * are either half.  Without a rate each client asks again as soon as it is
 * answered.  With one, arrivals have their times whatever the server does, and
 * a wait is counted from the time that was meant: a server that stalls is not
 * spared the questions that would have come meanwhile.
 *
 * One line of name=value tells it all, the least answered client too: a total
 * does not show that some were never answered.  "all" counts those of the
 * warm-up as well, which the rest leaves out.
 */
#include <sys/epoll.h>
#include <sys/socket.h>

#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#define SECOND		1000000000LL
#define WARM_NS		(SECOND / 2)	/* not counted */
#define DRAIN_NS	(5 * SECOND)	/* for what was asked before the end */
#define HEAD_MAX	8192
#define CLIENTS_MAX	4096
#define LOCATIONS_MAX	20000

enum kind { LOOKUP, POST, GET };

static struct {
	int		 port;
	int		 clients;
	int		 idle;
	double		 seconds;
	double		 rate;
	enum kind	 kind;
	const char	*path;
	const char	*etag;
	FILE		*locations;
} opt = { .clients = 32, .seconds = 5, .kind = LOOKUP, .path = "/lookup" };

struct client {
	int		 fd;
	bool		 busy;
	bool		 second;	/* the GET of a look-up */
	bool		 close;		/* the server said so */
	bool		 chunked;
	bool		 in_body;
	int64_t		 since;
	uint64_t	 answered;
	size_t		 head_len;
	long long	 left;		/* of the body */
	char		 tail[5];	/* its last bytes, for its end in chunks */
	char		 head[HEAD_MAX];
};

static struct client	*clients;
static char		**lines;
static size_t		 line_count, line_next;
static uint32_t		*waits;		/* microseconds */
static size_t		 wait_count, wait_room;
static int		 poll_fd;
static uint64_t		 failed, all, arrived, located;
static int64_t		 began, counted_from, ends;

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

static void
read_lines(const char *file)
{
	FILE	*in = fopen(file, "r");
	char	*line = NULL;
	size_t	 room = 0;
	ssize_t	 len;

	if (in == NULL)
		die(file);
	while ((len = getline(&line, &room, in)) > 0) {
		line[strcspn(line, "\n")] = '\0';
		lines = realloc(lines, (line_count + 1) * sizeof(*lines));
		if (lines == NULL ||
		    (lines[line_count++] = strdup(line)) == NULL)
			die("lines");
	}
	free(line);
	fclose(in);
}

/* Each line in turn, from a place that differs from run to run. */
static const char *
next_line(void)
{
	if (line_count == 0)
		return "";
	return lines[line_next++ % line_count];
}

static void
connect_client(struct client *c)
{
	struct sockaddr_in	 to = { .sin_family = AF_INET };
	struct epoll_event	 event = { .events = EPOLLIN };

	to.sin_port = htons((uint16_t)opt.port);
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if ((c->fd = socket(AF_INET, SOCK_STREAM, 0)) < 0)
		die("socket");
	if (connect(c->fd, (struct sockaddr *)&to, sizeof(to)) != 0)
		die("connect");
	event.data.ptr = c;
	if (epoll_ctl(poll_fd, EPOLL_CTL_ADD, c->fd, &event) != 0)
		die("epoll_ctl");
	c->close = false;
}

static void
disconnect(struct client *c)
{
	close(c->fd);
	c->fd = -1;
}

static void
send_request(struct client *c, const char *text, int len)
{
	if (c->fd < 0)
		connect_client(c);
	c->head_len = 0;
	c->in_body = c->chunked = false;
	if (send(c->fd, text, (size_t)len, MSG_NOSIGNAL) != len)
		die("send");
}

static void
send_get(struct client *c, const char *path, const char *rest)
{
	char	 text[4096];
	int	 len;

	len = snprintf(text, sizeof(text), "GET %s%s HTTP/1.1\r\n"
	    "Host: 127.0.0.1\r\nAccept: text/html\r\n%s%s%s\r\n", path, rest,
	    opt.etag != NULL ? "If-None-Match: " : "",
	    opt.etag != NULL ? opt.etag : "",
	    opt.etag != NULL ? "\r\n" : "");
	if (len >= (int)sizeof(text))
		die("address");
	send_request(c, text, len);
}

static void
send_post(struct client *c, const char *body)
{
	char	 text[4096];
	int	 len;

	len = snprintf(text, sizeof(text), "POST %s HTTP/1.1\r\n"
	    "Host: 127.0.0.1\r\nAccept: text/html\r\nContent-Type: "
	    "application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n"
	    "%s", opt.path, strlen(body), body);
	if (len >= (int)sizeof(text))
		die("body");
	send_request(c, text, len);
}

static void
begin(struct client *c, int64_t since)
{
	c->busy = true;
	c->second = false;
	c->since = since;
	if (opt.kind == GET)
		send_get(c, opt.path, next_line());
	else
		send_post(c, next_line());
}

static void
note_wait(int64_t ns)
{
	if (wait_count == wait_room) {
		wait_room = wait_room * 2 + 65536;
		waits = realloc(waits, wait_room * sizeof(*waits));
		if (waits == NULL)
			die("waits");
	}
	waits[wait_count++] = (uint32_t)(ns / 1000);
}

/* What was meant before the warm-up was over does not count. */
static void
finish(struct client *c, bool good)
{
	int64_t	 now = now_ns();

	c->busy = false;
	all += good;
	if (c->close || !good)
		disconnect(c);
	if (c->since < counted_from)
		return;
	if (!good) {
		failed++;
		return;
	}
	c->answered++;
	note_wait(now - c->since);
}

static const char *
header(const struct client *c, const char *name)
{
	size_t		 len = strlen(name);
	const char	*line = c->head;

	while ((line = strstr(line, "\r\n")) != NULL) {
		line += 2;
		if (strncasecmp(line, name, len) == 0 && line[len] == ':')
			return line + len + 1 + strspn(line + len + 1, " ");
	}
	return NULL;
}

/* The whole answer is there. */
static void
answered(struct client *c)
{
	int		 status = (int)strtol(c->head + 9, NULL, 10);
	const char	*to = header(c, "Location");
	char		 path[1024];

	if (opt.kind == GET || c->second) {
		finish(c, status == (opt.etag != NULL ? 304 : 200));
		return;
	}
	if (status != 303 || to == NULL || *to != '/' ||
	    strcspn(to, "\r") >= sizeof(path)) {
		finish(c, false);
		return;
	}
	snprintf(path, sizeof(path), "%.*s", (int)strcspn(to, "\r"), to);
	if (opt.locations != NULL && located++ < LOCATIONS_MAX)
		fprintf(opt.locations, "%s\n", path);
	if (opt.kind == POST) {
		finish(c, true);
		return;
	}
	if (c->close)
		disconnect(c);
	c->second = true;
	send_get(c, path, "");
}

static void
begin_body(struct client *c)
{
	const char	*length = header(c, "Content-Length");
	const char	*kept = header(c, "Connection");
	const char	*coding = header(c, "Transfer-Encoding");

	c->in_body = true;
	c->left = length != NULL ? strtoll(length, NULL, 10) : 0;
	c->close = kept != NULL && strncasecmp(kept, "close", 5) == 0;
	c->chunked = coding != NULL && strncasecmp(coding, "chunked", 7) == 0;
	memset(c->tail, 0, sizeof(c->tail));
}

/* True when the body is over. */
static bool
take_body(struct client *c, const char *data, size_t len)
{
	size_t	 i = len > sizeof(c->tail) ? len - sizeof(c->tail) : 0;

	if (!c->chunked) {
		c->left -= (long long)len;
		return c->left <= 0;
	}
	for (; i < len; i++) {
		memmove(c->tail, c->tail + 1, sizeof(c->tail) - 1);
		c->tail[sizeof(c->tail) - 1] = data[i];
	}
	return memcmp(c->tail, "0\r\n\r\n", sizeof(c->tail)) == 0;
}

static void
take(struct client *c)
{
	static char	 data[65536];
	char		*end;
	ssize_t		 len = recv(c->fd, data, sizeof(data) - 1, 0);
	size_t		 part = 0;

	if (len <= 0) {
		if (c->busy)
			c->close = true, finish(c, false);
		else
			disconnect(c);
		return;
	}
	if (!c->in_body) {
		part = (size_t)len < HEAD_MAX - 1 - c->head_len ? (size_t)len :
		    HEAD_MAX - 1 - c->head_len;
		memcpy(c->head + c->head_len, data, part);
		c->head[c->head_len + part] = '\0';
		if ((end = strstr(c->head, "\r\n\r\n")) == NULL) {
			c->head_len += part;
			if (c->head_len == HEAD_MAX - 1)
				finish(c, false);
			return;
		}
		end[2] = '\0';
		part = (size_t)(end + 4 - c->head) - c->head_len;
		begin_body(c);
	}
	if (take_body(c, data + part, (size_t)len - part))
		answered(c);
}

static int64_t
meant(uint64_t arrival)
{
	return began + (int64_t)((double)arrival * 1e9 / opt.rate);
}

/* Whoever is free asks: at once, or when the next one is to arrive. */
static void
begin_due(int64_t now)
{
	static int	 at;
	int		 i;

	if (now >= ends)
		return;
	for (i = 0; i < opt.clients; i++) {
		struct client	*c = &clients[(at + i) % opt.clients];

		if (c->busy)
			continue;
		if (opt.rate > 0) {
			if (meant(arrived) > now)
				break;
			begin(c, meant(arrived++));
		} else
			begin(c, now);
	}
	at = (at + i) % opt.clients;
}

static bool
any_busy(void)
{
	int	 i;

	for (i = 0; i < opt.clients; i++)
		if (clients[i].busy)
			return true;
	return false;
}

static void
run(void)
{
	struct epoll_event	 events[64];
	struct timespec		 wait;
	int64_t			 now, next;
	int			 i, n;

	began = now_ns();
	counted_from = began + WARM_NS;
	ends = counted_from + (int64_t)(opt.seconds * 1e9);
	while ((now = now_ns()) < ends ||
	    (any_busy() && now < ends + DRAIN_NS)) {
		begin_due(now);
		next = opt.rate > 0 && now < ends ? meant(arrived) - now_ns() :
		    SECOND / 20;
		if (next < 0)
			next = now < ends ? SECOND / 1000 : SECOND / 20;
		wait = (struct timespec){ next / SECOND, next % SECOND };
		n = epoll_pwait2(poll_fd, events, 64, &wait, NULL);
		for (i = 0; i < n; i++)
			take(events[i].data.ptr);
	}
}

/* Connections that each asked once and then only stay. */
static void
open_idle(void)
{
	struct epoll_event	 event;
	struct client		*c;
	int			 i;

	for (i = 0; i < opt.idle; i++) {
		if ((c = calloc(1, sizeof(*c))) == NULL)
			die("clients");
		c->fd = -1;
		c->busy = c->second = true;
		send_get(c, "/robots.txt", "");
		do {
			if (epoll_wait(poll_fd, &event, 1, 5000) != 1)
				die("an idle connection");
			take(c);
		} while (c->busy && c->fd >= 0);
		if (c->fd >= 0)
			epoll_ctl(poll_fd, EPOLL_CTL_DEL, c->fd, NULL);
	}
	if (opt.idle > 0) {
		wait_count = 0;
		failed = all = 0;
	}
}

static int
by_size(const void *a, const void *b)
{
	uint32_t	 x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static unsigned
percentile(double share)
{
	if (wait_count == 0)
		return 0;
	return waits[(size_t)(share * (double)(wait_count - 1) + 0.5)];
}

static void
report(void)
{
	uint64_t	 least = UINT64_MAX;
	int		 i;

	qsort(waits, wait_count, sizeof(*waits), by_size);
	for (i = 0; i < opt.clients; i++) {
		if (clients[i].busy)
			failed++;
		if (clients[i].answered < least)
			least = clients[i].answered;
	}
	/* Arrivals that no client was free for are failures too. */
	if (opt.rate > 0)
		while (meant(arrived) < ends)
			arrived++, failed++;
	printf("rate=%.1f answered=%zu failed=%" PRIu64 " least=%" PRIu64
	    " mean=%.1f p50=%u p99=%u most=%u all=%" PRIu64 "\n",
	    (double)wait_count / opt.seconds, wait_count, failed, least,
	    (double)wait_count / opt.clients, percentile(0.5),
	    percentile(0.99), percentile(1), all);
}

static void
read_options(int argc, char **argv)
{
	int	 letter;

	while ((letter = getopt(argc, argv, "p:c:s:r:k:u:f:e:i:o:")) != -1)
		switch (letter) {
		case 'p': opt.port = (int)strtol(optarg, NULL, 10); break;
		case 'c': opt.clients = (int)strtol(optarg, NULL, 10); break;
		case 's': opt.seconds = strtod(optarg, NULL); break;
		case 'r': opt.rate = strtod(optarg, NULL); break;
		case 'k': opt.kind = *optarg == 'g' ? GET :
			    *optarg == 'p' ? POST : LOOKUP; break;
		case 'u': opt.path = optarg; break;
		case 'f': read_lines(optarg); break;
		case 'e': opt.etag = optarg; break;
		case 'i': opt.idle = (int)strtol(optarg, NULL, 10); break;
		case 'o':
			if ((opt.locations = fopen(optarg, "w")) == NULL)
				die(optarg);
			break;
		default: exit(2);
		}
	if (opt.port < 1 || opt.port > 65535 || opt.clients < 1 || opt.clients > CLIENTS_MAX ||
	    opt.seconds <= 0) {
		fputs("usage: load -p PORT [...]: see load.c\n", stderr);
		exit(2);
	}
}

int
main(int argc, char **argv)
{
	int	 i;

	read_options(argc, argv);
	line_next = (size_t)now_ns();
	if ((poll_fd = epoll_create1(0)) < 0)
		die("epoll");
	if ((clients = calloc((size_t)opt.clients, sizeof(*clients))) == NULL)
		die("clients");
	for (i = 0; i < opt.clients; i++)
		clients[i].fd = -1;
	counted_from = 0;
	open_idle();
	run();
	report();
	if (opt.locations != NULL && fclose(opt.locations) != 0)
		die("locations");
	return 0;
}
