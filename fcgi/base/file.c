#include <errno.h>
#include <unistd.h>

#include "base/file.h"

ssize_t
file_read(int fd, void *to, size_t size)
{
	ssize_t	 n;

	while ((n = read(fd, to, size)) == -1 && errno == EINTR)
		continue;
	return n;
}

bool
file_write(int fd, const void *from, size_t size)
{
	const char	*at = from;
	ssize_t		 n;

	for (; size > 0; at += n, size -= (size_t)n)
		if ((n = write(fd, at, size)) == -1) {
			if (errno != EINTR)
				return false;
			n = 0;
		}
	return true;
}
