/* Fork, watch, restart with patience, stop. */
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/metrics.h"
#include "responder/supervisor.h"
#include "responder/worker.h"

#define STOP_MS		12000	/* longer than a worker's own drain */
#define QUICK_MS	1000	/* a process that lived less is ailing */
#define BACKOFF_MS	500	/* then wait this long before the next */
#define SILENT_MS	5000	/* past request_s: the watchdog is gone too */
#define GAP_MS		1000	/* between looks: we were stopped ourselves */

struct child {
	pid_t	 pid;		/* 0: none */
	int64_t	 started;
	int64_t	 not_before;	/* monotonic ms of the earliest restart */
	bool	 silent;	/* we killed it */
};

struct supervisor {
	struct app	*app;
	int		 listen_fd;
	size_t		 count;
	struct child	*child;
	heartbeat	*heart;		/* of each child, shared with it */
	int64_t		 looked;	/* monotonic ms of the last look */
	int64_t		 looking_since;	/* without a gap */
	sigset_t	 old_mask;
};

static void
start(struct supervisor *s, struct child *c)
{
	heartbeat	*heart = &s->heart[c - s->child];
	pid_t		 parent = getpid();
	sigset_t	 term;

	c->started = clock_monotonic_ms();
	c->silent = false;
	atomic_store(heart, c->started);
	if ((c->pid = fork()) > 0)
		return;
	if (c->pid < 0) {
		log_note(LOG_ERROR_, "fork", "no process could be made");
		c->pid = 0;
		c->not_before = c->started + BACKOFF_MS;
		return;
	}
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		_exit(EXIT_FAILURE);
	metrics_process((size_t)(c - s->child));
	sigprocmask(SIG_SETMASK, &s->old_mask, NULL);
	sigemptyset(&term);
	sigaddset(&term, SIGTERM);
	sigprocmask(SIG_BLOCK, &term, NULL);
	/* Ctrl-C reaches the whole group; the parent says when to stop. */
	signal(SIGINT, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	_exit(worker_run(s->app, s->listen_fd, heart));
}

static void
start_missing(struct supervisor *s)
{
	int64_t	 now = clock_monotonic_ms();
	size_t	 i;

	for (i = 0; i < s->count; i++)
		if (s->child[i].pid == 0 && now >= s->child[i].not_before)
			start(s, &s->child[i]);
}

static enum counter
cause_of_end(const struct child *c, int status)
{
	return c->silent ? COUNT_SILENT : WIFEXITED(status) &&
	    WEXITSTATUS(status) == WORKER_EXIT_STUCK ? COUNT_STUCK :
	    COUNT_DIED;
}

static void
bury(struct supervisor *s, pid_t pid, int status, bool stopping)
{
	int64_t	 now = clock_monotonic_ms();
	size_t	 i;

	for (i = 0; i < s->count && s->child[i].pid != pid; i++)
		;
	if (i == s->count)
		return;
	s->child[i].pid = 0;
	metrics_process_gone(i);
	if (now - s->child[i].started < QUICK_MS)
		s->child[i].not_before = now + BACKOFF_MS;
	if (stopping)
		return;
	metrics_add(cause_of_end(&s->child[i], status), 1);
	log_note(LOG_ERROR_, "worker-died", "%s %d",
	    WIFSIGNALED(status) ? "signal" : "exit status",
	    WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
}

static void
reap(struct supervisor *s, bool stopping)
{
	pid_t	 pid;
	int	 status;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		bury(s, pid, status, stopping);
}

/*
 * When the whole machine or we ourselves were stopped, everybody looks silent:
 * silence counts only while we have been looking.
 */
static void
look(struct supervisor *s)
{
	int64_t	 now = clock_monotonic_ms();

	if (now - s->looked > GAP_MS)
		s->looking_since = now;
	s->looked = now;
}

/* A process that is frozen cannot end itself, nor heed SIGTERM. */
static void
kill_if_silent(const struct supervisor *s, struct child *c)
{
	int64_t	 heard = atomic_load(&s->heart[c - s->child]);
	int64_t	 limit = (int64_t)s->app->conf->request_s * 1000 + SILENT_MS;

	if (heard < s->looking_since)
		heard = s->looking_since;
	if (c->pid == 0 || s->looked - heard <= limit)
		return;
	log_note(LOG_ERROR_, "worker-silent", "no sign of life for %d s",
	    (int)(limit / 1000));
	kill(c->pid, SIGKILL);
	c->silent = true;
	atomic_store(&s->heart[c - s->child], s->looked);
}

static size_t
alive(const struct supervisor *s)
{
	size_t	 i, n = 0;

	for (i = 0; i < s->count; i++)
		n += s->child[i].pid != 0;
	return n;
}

static void
signal_all(const struct supervisor *s, int sig)
{
	size_t	 i;

	for (i = 0; i < s->count; i++)
		if (s->child[i].pid != 0)
			kill(s->child[i].pid, sig);
}

static void
stop(struct supervisor *s)
{
	int64_t	 until = clock_monotonic_ms() + STOP_MS;

	signal_all(s, SIGTERM);
	while (alive(s) > 0 && clock_monotonic_ms() < until) {
		nanosleep(&(struct timespec){ 0, 10000000 }, NULL);
		reap(s, true);
	}
	signal_all(s, SIGKILL);
	while (alive(s) > 0 && wait(NULL) > 0)
		reap(s, true);
}

/* Wait until it has gone, and see to it that it goes. */
static void
wait_gone(struct supervisor *s, struct child *c)
{
	int64_t	 until = clock_monotonic_ms() + STOP_MS;

	while (waitpid(c->pid, NULL, WNOHANG) == 0) {
		look(s);
		kill_if_silent(s, c);
		if (s->looked > until) {
			log_note(LOG_ERROR_, "worker-silent",
			    "did not stop within %d s", STOP_MS / 1000);
			kill(c->pid, SIGKILL);
			(void)waitpid(c->pid, NULL, 0);
			return;
		}
		nanosleep(&(struct timespec){ 0, 10000000 }, NULL);
	}
}

/* One after another, so that somebody always answers. */
static void
replace_all(struct supervisor *s)
{
	size_t	 i;

	for (i = 0; i < s->count; i++) {
		if (s->child[i].pid == 0)
			continue;
		kill(s->child[i].pid, SIGTERM);
		wait_gone(s, &s->child[i]);
		metrics_add(COUNT_REPLACED, 1);
		start(s, &s->child[i]);
	}
	log_note(LOG_INFO_, "replaced", "%zu processes", s->count);
}

static void
watch(struct supervisor *s, const sigset_t *set)
{
	struct timespec	 tick = { 0, 100000000 };
	size_t		 i;
	int		 sig;

	for (;;) {
		start_missing(s);
		look(s);
		for (i = 0; i < s->count; i++)
			kill_if_silent(s, &s->child[i]);
		sig = sigtimedwait(set, NULL, &tick);
		reap(s, false);
		if (sig == SIGTERM || sig == SIGINT)
			return;
		if (sig == SIGHUP)
			replace_all(s);
	}
}

static bool
make_room(struct supervisor *s)
{
	s->child = calloc(s->count, sizeof(*s->child));
	s->heart = mmap(NULL, s->count * sizeof(*s->heart),
	    PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	return s->child != NULL && s->heart != MAP_FAILED &&
	    metrics_share(s->count) == OK;
}

int
supervisor_run(struct app *app, int listen_fd)
{
	struct supervisor	 s = { .app = app, .listen_fd = listen_fd };
	sigset_t		 set;

	s.count = (size_t)app->conf->processes;
	if (!make_room(&s)) {
		log_note(LOG_ERROR_, "not-started", "out of memory");
		return EXIT_FAILURE;
	}
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, &s.old_mask);
	log_note(LOG_INFO_, "started", "%zu processes, %d threads each",
	    s.count, app->conf->threads);
	watch(&s, &set);
	stop(&s);
	log_note(LOG_INFO_, "stopped", "%s", "");
	metrics_unshare();
	munmap(s.heart, s.count * sizeof(*s.heart));
	free(s.child);
	return EXIT_SUCCESS;
}
