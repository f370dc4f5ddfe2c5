/* Client programs of the database, their options and their complaints. */
#define _GNU_SOURCE	/* memfd_create, pipe2, addclosefrom_np */
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "admin/client.h"
#include "base/buf.h"
#include "registry/db.h"

#define OPTIONS_FD	3
#define OPTIONS_BYTES	8192
#define TOLD_BYTES	360	/* of an error; fail() keeps 500 */

/* A value in quotes, as the programs' option files have them. */
static enum reason
add_option(struct buf *text, const char *name, const char *value)
{
	enum reason	 why;

	if (*value == '\0')
		return OK;
	if ((why = buf_printf(text, "%s=\"", name)) != OK)
		return why;
	for (; *value != '\0' && why == OK; value++) {
		if (*value == '"' || *value == '\\')
			why = buf_puts(text, "\\");
		if (why == OK)
			why = buf_add(text, value, 1);
	}
	return why != OK ? why : buf_puts(text, "\"\n");
}

static enum reason
add_password(struct buf *text, const char *path)
{
	struct buf	 password = BUF_INIT(1024);
	enum reason	 why;

	if (*path == '\0')
		return OK;
	if ((why = buf_read_file(&password, path)) == OK) {
		if (password.len > 0)
			password.data[strcspn(password.data, "\r\n")] = '\0';
		why = add_option(text, "password", buf_text(&password));
	}
	buf_cleanse(&password);
	return why;
}

static enum reason
write_options(const struct conf *conf, struct buf *text)
{
	enum reason	 why;
	char		 port[16];

	snprintf(port, sizeof(port), "%d", conf->db_port);
	if ((why = buf_puts(text, "[client]\n")) != OK ||
	    (why = add_option(text, "user", conf->db_user)) != OK ||
	    (why = add_option(text, "socket", conf->db_socket)) != OK)
		return why;
	if (*conf->db_host != '\0' &&
	    ((why = add_option(text, "host", conf->db_host)) != OK ||
	    (why = add_option(text, "port", port)) != OK))
		return why;
	return add_password(text, conf->db_password_file);
}

/* A file that only its descriptor leads to. */
static enum reason
options_file(const struct conf *conf, int *out)
{
	struct buf	 text = BUF_INIT(OPTIONS_BYTES);
	enum reason	 why;
	int		 fd = -1;

	if ((why = write_options(conf, &text)) != OK)
		goto out;
	/* The programs pass over options that others might have written. */
	if ((fd = memfd_create("options", MFD_CLOEXEC)) < 0 ||
	    fchmod(fd, 0600) != 0 ||
	    write(fd, text.data, text.len) != (ssize_t)text.len)
		why = fail(REASON_INTERNAL, "file in memory: %s",
		    strerror(errno));
	else
		*out = fd;
out:
	if (why != OK && fd >= 0)
		close(fd);
	buf_cleanse(&text);
	return why;
}

/* Pipe, options and complaints; no other descriptor of ours. */
static int
prepare(posix_spawn_file_actions_t *actions, posix_spawnattr_t *attr,
    int pipe, int options, int told, bool reads)
{
	sigset_t	 none, usual;

	sigemptyset(&none);
	sigemptyset(&usual);
	sigaddset(&usual, SIGPIPE);
	return posix_spawn_file_actions_adddup2(actions, pipe, reads ? 0 : 1) |
	    posix_spawn_file_actions_addopen(actions, reads ? 1 : 0,
	    "/dev/null", O_RDWR, 0) |
	    posix_spawn_file_actions_adddup2(actions, told, 2) |
	    posix_spawn_file_actions_adddup2(actions, options, OPTIONS_FD) |
	    posix_spawn_file_actions_addclosefrom_np(actions, OPTIONS_FD + 1) |
	    posix_spawnattr_setsigmask(attr, &none) |
	    posix_spawnattr_setsigdefault(attr, &usual) |
	    posix_spawnattr_setflags(attr, POSIX_SPAWN_SETSIGMASK |
	    POSIX_SPAWN_SETSIGDEF);
}

static int
spawn(char *const argv[], int pipe, int options, int told, bool reads,
    pid_t *pid)
{
	static char			 path[] = "PATH=/usr/local/bin:/usr/bin"
					    ":/bin";
	static char			 locale[] = "LC_ALL=C.UTF-8";
	char *const			 environment[] = { path, locale, NULL };
	posix_spawn_file_actions_t	 actions;
	posix_spawnattr_t		 attr;
	int				 rc;

	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attr);
	rc = prepare(&actions, &attr, pipe, options, told, reads) != 0 ?
	    ENOMEM : posix_spawnp(pid, argv[0], &actions, &attr, argv,
	    environment);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&actions);
	return rc;
}

/* Above the numbers that the program gets, so that none is overwritten. */
static int
lift(int fd)
{
	int	 high;

	if (fd < 0)
		return fd;
	high = fcntl(fd, F_DUPFD_CLOEXEC, 10);
	close(fd);
	return high;
}

enum reason
client_start(const struct conf *conf, char *const argv[], bool reads,
    struct client *c)
{
	enum reason	 why;
	int		 ends[2] = { -1, -1 }, options = -1, theirs, rc;

	*c = (struct client){ argv[0], -1, -1, -1 };
	if ((why = options_file(conf, &options)) != OK)
		return why;
	options = lift(options);
	c->told = lift(memfd_create("told", MFD_CLOEXEC));
	if (options < 0 || c->told < 0 || pipe2(ends, O_CLOEXEC) != 0) {
		why = fail(REASON_INTERNAL, "pipe: %s", strerror(errno));
		goto out;
	}
	theirs = lift(ends[reads ? 0 : 1]);
	c->pipe = lift(ends[reads ? 1 : 0]);
	rc = spawn(argv, theirs, options, c->told, reads, &c->pid);
	close(theirs);
	if (rc != 0)
		why = fail(REASON_CLIENT_PROGRAM, "%s: %s", argv[0],
		    strerror(rc));
out:
	if (options >= 0)
		close(options);
	if (why != OK) {
		if (c->pipe >= 0)
			close(c->pipe);
		if (c->told >= 0)
			close(c->told);
	}
	return why;
}

/*
 * What stands between quotes may be a person's ("Duplicate entry '...'"); an
 * apostrophe inside a word is none.
 */
static void
take_values_out(char *text)
{
	char	*from = text, *to = text;
	bool	 inside = false;

	for (; *from != '\0'; from++) {
		if (*from == '\'' && !inside)
			inside = from == text || !isalnum((unsigned char)
			    from[-1]);
		else if (*from == '\'' && !isalnum((unsigned char)from[1]))
			inside = false;
		else if (inside)
			continue;
		*to++ = *from == '\n' ? ' ' : *from;
	}
	*to = '\0';
}

void
client_drop(struct client *c)
{
	close(c->pipe);
	close(c->told);
	(void)kill(c->pid, SIGTERM);
	while (waitpid(c->pid, NULL, 0) < 0 && errno == EINTR)
		continue;
}

/* "ERROR 1045 (28000)", "Got error: 1045: ", "Couldn't execute ... (1142)" */
static bool
tells_denial(const char *told)
{
	static const char *const	 before[] = { "ERROR ", "error: ",
	    "(" };
	const char			*at;
	size_t				 i;

	if (strstr(told, " has insufficient privileges to ") != NULL)
		return true;
	for (i = 0; i < sizeof(before) / sizeof(before[0]); i++)
		for (at = told; (at = strstr(at, before[i])) != NULL;) {
			at += strlen(before[i]);
			if (db_error_is_denied((unsigned)strtoul(at, NULL,
			    10)))
				return true;
		}
	return false;
}

enum reason
client_finish(struct client *c)
{
	char	 told[TOLD_BYTES + 1] = "";
	ssize_t	 n;
	int	 status = -1;

	close(c->pipe);
	while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	n = pread(c->told, told, TOLD_BYTES, 0);
	told[n > 0 ? n : 0] = '\0';
	close(c->told);
	take_values_out(told);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return OK;
	return fail(tells_denial(told) ? REASON_ACCESS_DENIED :
	    REASON_CLIENT_PROGRAM, "%s: %s%d: %s", c->program,
	    WIFSIGNALED(status) ? "ended by signal " : "exit status ",
	    WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status),
	    told);
}
