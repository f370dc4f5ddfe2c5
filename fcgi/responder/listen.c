/* A unix socket made carefully, or one that was handed over. */
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "responder/listen.h"

#define BACKLOG	1024

static enum reason
take_handed_over(int *fd)
{
	int		 listening = 0;
	socklen_t	 len = sizeof(listening);

	if (getsockopt(0, SOL_SOCKET, SO_ACCEPTCONN, &listening, &len) != 0 ||
	    listening == 0)
		return fail(REASON_CONFIG, "listen.socket is empty and "
		    "descriptor 0 is not a listening socket");
	*fd = 0;
	return OK;
}

/* A path left behind by a server that is gone may be taken; a live one not. */
static enum reason
clear_path(const struct sockaddr_un *addr)
{
	int	 probe = socket(AF_UNIX, SOCK_STREAM, 0);
	bool	 alive;

	if (probe < 0)
		return fail(REASON_CONFIG, "socket: %s", strerror(errno));
	alive = connect(probe, (const struct sockaddr *)addr,
	    sizeof(*addr)) == 0;
	close(probe);
	if (alive)
		return fail(REASON_CONFIG, "another server listens on %s",
		    addr->sun_path);
	if (unlink(addr->sun_path) != 0 && errno != ENOENT)
		return fail(REASON_CONFIG, "%s: %s", addr->sun_path,
		    strerror(errno));
	return OK;
}

enum reason
listen_open(const struct conf *conf, int *out)
{
	struct sockaddr_un	 addr = { .sun_family = AF_UNIX };
	mode_t			 mask;
	enum reason		 why;
	int			 fd, rc;

	if (*conf->socket == '\0')
		return take_handed_over(out);
	if (strlen(conf->socket) >= sizeof(addr.sun_path))
		return fail(REASON_CONFIG, "listen.socket is longer than %zu "
		    "bytes", sizeof(addr.sun_path) - 1);
	memcpy(addr.sun_path, conf->socket, strlen(conf->socket) + 1);
	if ((why = clear_path(&addr)) != OK)
		return why;
	if ((fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) < 0)
		return fail(REASON_CONFIG, "socket: %s", strerror(errno));
	mask = umask(0777);	/* nobody until the mode is set */
	rc = bind(fd, (struct sockaddr *)&addr, sizeof(addr));
	umask(mask);
	if (rc != 0 ||
	    chmod(addr.sun_path, (mode_t)conf->socket_mode) != 0 ||
	    listen(fd, BACKLOG) != 0) {
		why = fail(REASON_CONFIG, "%s: %s", addr.sun_path,
		    strerror(errno));
		close(fd);
		return why;
	}
	*out = fd;
	return OK;
}

void
listen_close(const struct conf *conf, int fd)
{
	close(fd);
	if (*conf->socket != '\0')
		unlink(conf->socket);
}
