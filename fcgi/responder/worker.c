/*
 * Threads that each loop on their own FCGX_Request.  No lock stands round
 * FCGX_Accept_r(): one would keep kept connections from being served.
 */
#include <fcgiapp.h>
#include <gperftools/malloc_extension_c.h>

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/metrics.h"
#include "http/request.h"
#include "responder/serve.h"
#include "responder/worker.h"

#define TICK_MS		200
#define DRAIN_MS	10000	/* for requests begun before SIGTERM */
#define KEPT_BYTES	(8u << 20)	/* free memory that threads keep */

/* Not there in builds that watch memory instead. */
#pragma weak MallocExtension_SetNumericProperty

struct worker;

struct thread {
	pthread_t	 id;
	struct worker	*worker;
	int		 listen_fd;
	_Atomic int64_t	 busy_since;	/* monotonic ms; 0 when idle */
	atomic_bool	 done;
};

struct worker {
	struct app	*app;
	heartbeat	*heart;
	atomic_bool	 stopping;
	size_t		 threads;
	struct thread	*thread;
};

/* Only there so that a signal interrupts accept() and read(). */
static void
wake(int sig)
{
	(void)sig;
}

static void *
thread_main(void *arg)
{
	struct thread	*t = arg;
	FCGX_Request	 fcgi;

	if (FCGX_InitRequest(&fcgi, t->listen_fd,
	    FCGI_FAIL_ACCEPT_ON_INTR) != 0)
		goto out;
	while (!atomic_load(&t->worker->stopping)) {
		if (FCGX_Accept_r(&fcgi) < 0) {
			/* Descriptors may have run out: do not spin on it. */
			nanosleep(&(struct timespec){ 0, 10000000 }, NULL);
			continue;
		}
		atomic_store(&t->busy_since, clock_monotonic_ms());
		metrics_request_begin();
		serve(t->worker->app, &fcgi);
		request_drain(&fcgi);
		FCGX_Finish_r(&fcgi);
		metrics_request_end();
		atomic_store(&t->busy_since, 0);
	}
	FCGX_Free(&fcgi, 1);
out:
	atomic_store(&t->done, true);
	return NULL;
}

/* A thread that is stuck cannot be taken back: the process must go. */
static void
watch(const struct worker *w)
{
	int64_t	 now = clock_monotonic_ms();
	int64_t	 limit = (int64_t)w->app->conf->request_s * 1000;
	int64_t	 since;
	size_t	 i;

	for (i = 0; i < w->threads; i++) {
		since = atomic_load(&w->thread[i].busy_since);
		if (since != 0 && now - since > limit) {
			log_note(LOG_ERROR_, "watchdog",
			    "a request took longer than %d s",
			    w->app->conf->request_s);
			_exit(WORKER_EXIT_STUCK);
		}
	}
}

static void
wait_for_term(const struct worker *w, const sigset_t *set)
{
	struct timespec	 tick = { 0, TICK_MS * 1000000L };

	do {
		atomic_store(w->heart, clock_monotonic_ms());
		watch(w);
	} while (sigtimedwait(set, NULL, &tick) != SIGTERM);
}

/* Idle threads sit in a system call: wake them until all have gone. */
static void
drain(struct worker *w)
{
	int64_t	 until = clock_monotonic_ms() + DRAIN_MS;
	size_t	 i, left;

	atomic_store(&w->stopping, true);
	waiters_stop(w->app->waiters);
	do {
		atomic_store(w->heart, clock_monotonic_ms());
		left = 0;
		for (i = 0; i < w->threads; i++) {
			if (atomic_load(&w->thread[i].done))
				continue;
			left++;
			if (atomic_load(&w->thread[i].busy_since) == 0)
				pthread_kill(w->thread[i].id, SIGUSR1);
		}
		if (left > 0)
			nanosleep(&(struct timespec){ 0, 10000000 }, NULL);
	} while (left > 0 && clock_monotonic_ms() < until);
	if (left > 0)
		_exit(WORKER_EXIT_STUCK);
	for (i = 0; i < w->threads; i++)
		pthread_join(w->thread[i].id, NULL);
}

static bool
start_threads(struct worker *w, int listen_fd)
{
	for (; w->threads < (size_t)w->app->conf->threads; w->threads++) {
		struct thread	*t = &w->thread[w->threads];

		t->worker = w;
		t->listen_fd = listen_fd;
		if (pthread_create(&t->id, NULL, thread_main, t) != 0)
			return false;
		metrics_move(GAUGE_THREADS, 1);
	}
	return true;
}

/*
 * Of all threads together: tcmalloc's own bound is 32 MiB, to which a process
 * would grow for hours.  Less is no slower (doc/performance.md).
 */
static void
bound_kept_memory(void)
{
	if (MallocExtension_SetNumericProperty != NULL)
		(void)MallocExtension_SetNumericProperty(
		    "tcmalloc.max_total_thread_cache_bytes", KEPT_BYTES);
}

int
worker_run(struct app *app, int listen_fd, heartbeat *heart)
{
	struct worker		 w = { .app = app, .heart = heart };
	struct sigaction	 sa;
	sigset_t		 set;
	int			 status = EXIT_SUCCESS;

	bound_kept_memory();
	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = wake;		/* no SA_RESTART: it must interrupt */
	sigaction(SIGUSR1, &sa, NULL);
	signal(SIGPIPE, SIG_IGN);	/* a client that went away */
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	w.thread = calloc((size_t)app->conf->threads, sizeof(*w.thread));
	if (w.thread == NULL || FCGX_Init() != 0 ||
	    courier_open(app->conf->send_program, &app->courier) != OK ||
	    !start_threads(&w, listen_fd)) {
		log_note(LOG_ERROR_, "worker", "threads could not be started");
		_exit(EXIT_FAILURE);
	}
	wait_for_term(&w, &set);
	drain(&w);
	courier_free(&app->courier);
	free(w.thread);
	return status;
}
