/* One queue, one thread, one program at a time. */
#define _GNU_SOURCE	/* pipe2, posix_spawn_file_actions_addclosefrom_np */
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "responder/courier.h"

#define QUEUE_MAX	64
#define PROGRAM_MS	10000	/* then it is ended */
#define POLL_NS		10000000

struct parcel {
	char	 phone[COURIER_PHONE_BYTES];
	char	 code[COURIER_CODE_BYTES];
};

struct courier {
	char		*program;
	pthread_t	 thread;
	pthread_mutex_t	 lock;
	pthread_cond_t	 changed;
	struct parcel	 queue[QUEUE_MAX];
	size_t		 first, count;
	bool		 ending;
};

/* Standard input from the pipe, output nowhere, no descriptor of ours. */
static int
prepare(posix_spawn_file_actions_t *actions, posix_spawnattr_t *attr,
    int from)
{
	sigset_t	 none, usual;

	sigemptyset(&none);
	sigemptyset(&usual);
	sigaddset(&usual, SIGPIPE);
	sigaddset(&usual, SIGTERM);
	return posix_spawn_file_actions_adddup2(actions, from, 0) |
	    posix_spawn_file_actions_addopen(actions, 1, "/dev/null",
	    O_WRONLY, 0) |
	    posix_spawn_file_actions_adddup2(actions, 1, 2) |
	    posix_spawn_file_actions_addclosefrom_np(actions, 3) |
	    posix_spawnattr_setsigmask(attr, &none) |
	    posix_spawnattr_setsigdefault(attr, &usual) |
	    posix_spawnattr_setflags(attr, POSIX_SPAWN_SETSIGMASK |
	    POSIX_SPAWN_SETSIGDEF);
}

static int
start(const char *program, int from, pid_t *pid)
{
	static char			 path[] = "PATH=/usr/local/bin:/usr/bin"
					    ":/bin";
	char *const			 environment[] = { path, NULL };
	posix_spawn_file_actions_t	 actions;
	posix_spawnattr_t		 attr;
	char				*name = strdup(program);
	char *const			 arguments[] = { name, NULL };
	int				 rc;

	if (name == NULL)
		return ENOMEM;
	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attr);
	rc = prepare(&actions, &attr, from) != 0 ? ENOMEM :
	    posix_spawn(pid, program, &actions, &attr, arguments, environment);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&actions);
	free(name);
	return rc;
}

/* Its exit status; -1 when it had to be ended. */
static int
wait_for(pid_t pid)
{
	int64_t	 until = clock_monotonic_ms() + PROGRAM_MS;
	int	 status;

	while (waitpid(pid, &status, WNOHANG) == 0) {
		if (clock_monotonic_ms() > until) {
			kill(pid, SIGKILL);
			waitpid(pid, &status, 0);
			return -1;
		}
		nanosleep(&(struct timespec){ 0, POLL_NS }, NULL);
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
deliver(const char *program, const struct parcel *p)
{
	char	 text[COURIER_PHONE_BYTES + COURIER_CODE_BYTES + 2];
	pid_t	 pid;
	int	 ends[2], rc, n;

	if (*p->phone == '\0')
		return;
	if (pipe2(ends, O_CLOEXEC) != 0) {
		log_note(LOG_ERROR_, "code-not-sent", "%s", strerror(errno));
		return;
	}
	/* Two lines fit in any pipe: this does not wait for the program. */
	n = snprintf(text, sizeof(text), "%s\n%s\n", p->phone, p->code);
	rc = write(ends[1], text, (size_t)n) == n ? 0 : errno;
	close(ends[1]);
	explicit_bzero(text, sizeof(text));
	if (rc == 0)
		rc = start(program, ends[0], &pid);
	close(ends[0]);
	if (rc != 0)
		log_note(LOG_ERROR_, "code-not-sent", "%s: %s", program,
		    strerror(rc));
	else if ((rc = wait_for(pid)) != 0)
		log_note(LOG_ERROR_, "code-not-sent", "%s: %s %d", program,
		    rc < 0 ? "ended by a signal or its time," :
		    "exit status", rc);
}

static void *
run(void *arg)
{
	struct courier	*c = arg;
	struct parcel	 p;

	pthread_mutex_lock(&c->lock);
	for (;;) {
		while (c->count == 0 && !c->ending)
			pthread_cond_wait(&c->changed, &c->lock);
		if (c->count == 0)
			break;
		p = c->queue[c->first];
		explicit_bzero(&c->queue[c->first], sizeof(p));
		c->first = (c->first + 1) % QUEUE_MAX;
		c->count--;
		pthread_mutex_unlock(&c->lock);
		deliver(c->program, &p);
		explicit_bzero(&p, sizeof(p));
		pthread_mutex_lock(&c->lock);
	}
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

enum reason
courier_open(const char *program, struct courier **out)
{
	struct courier	*c;

	if ((c = calloc(1, sizeof(*c))) == NULL ||
	    (c->program = strdup(program)) == NULL) {
		free(c);
		return fail(REASON_MEMORY, "courier");
	}
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->changed, NULL);
	if (pthread_create(&c->thread, NULL, run, c) != 0) {
		free(c->program);
		free(c);
		return fail(REASON_INTERNAL, "courier's thread");
	}
	*out = c;
	return OK;
}

void
courier_free(struct courier **c)
{
	if (*c == NULL)
		return;
	pthread_mutex_lock(&(*c)->lock);
	(*c)->ending = true;
	pthread_cond_signal(&(*c)->changed);
	pthread_mutex_unlock(&(*c)->lock);
	pthread_join((*c)->thread, NULL);
	pthread_cond_destroy(&(*c)->changed);
	pthread_mutex_destroy(&(*c)->lock);
	free((*c)->program);
	free(*c);
	*c = NULL;
}

void
courier_send(struct courier *c, const char *phone, const char *code)
{
	struct parcel	*p;
	bool		 full;

	pthread_mutex_lock(&c->lock);
	full = c->count == QUEUE_MAX;
	if (!full) {
		p = &c->queue[(c->first + c->count++) % QUEUE_MAX];
		snprintf(p->phone, sizeof(p->phone), "%s", phone);
		snprintf(p->code, sizeof(p->code), "%s", code);
		pthread_cond_signal(&c->changed);
	}
	pthread_mutex_unlock(&c->lock);
	if (full)
		log_note(LOG_ERROR_, "code-not-sent", "%d wait already",
		    QUEUE_MAX);
}
