#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"

#define CAP_FIRST	256	/* bytes, the first allocation */
#define READ_BYTES	8192

/* Twice the capacity until `need` bytes fit, but never more than `most`. */
static size_t
grown(size_t cap, size_t need, size_t most)
{

	if (cap < CAP_FIRST)
		cap = CAP_FIRST;
	while (cap < need) {
		if (cap > most / 2)
			return most;
		cap *= 2;
	}
	return cap < most ? cap : most;
}

/*
 * Room for `more` bytes and the NUL.  No realloc(): it could leave a copy of a
 * secret behind that buf_cleanse() never sees.
 */
static enum reason
reserve(struct buf *b, size_t more)
{
	char	*data;
	size_t	 cap;

	if (b->max == SIZE_MAX || more > b->max - b->len)
		return fail(REASON_TOO_LARGE, "more than %zu bytes", b->max);
	if (b->len + more + 1 <= b->cap)
		return OK;
	cap = grown(b->cap, b->len + more + 1, b->max + 1);
	if ((data = malloc(cap)) == NULL)
		return fail(REASON_MEMORY, "buffer of %zu bytes", cap);
	if (b->data != NULL) {
		memcpy(data, b->data, b->len + 1);
		explicit_bzero(b->data, b->cap);
		free(b->data);
	}
	b->data = data;
	b->cap = cap;
	b->data[b->len] = '\0';
	return OK;
}

enum reason
buf_add(struct buf *b, const void *bytes, size_t len)
{
	enum reason	 why;

	if (len == 0)
		return OK;
	if ((why = reserve(b, len)) != OK)
		return why;
	memcpy(b->data + b->len, bytes, len);
	b->len += len;
	b->data[b->len] = '\0';
	return OK;
}

enum reason
buf_puts(struct buf *b, const char *text)
{

	return buf_add(b, text, strlen(text));
}

enum reason
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list		 args, again;
	enum reason	 why;
	int		 len;

	va_start(args, fmt);
	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, args);
	if (len < 0)
		why = fail(REASON_INTERNAL, "format: %s", strerror(errno));
	else if ((why = reserve(b, (size_t)len)) == OK) {
		(void)vsnprintf(b->data + b->len, (size_t)len + 1, fmt, again);
		b->len += (size_t)len;
	}
	va_end(again);
	va_end(args);
	return why;
}

const char *
buf_text(const struct buf *b)
{

	return b->data != NULL ? b->data : "";
}

/* Cut back to the first `len` bytes. */
static void
cut(struct buf *b, size_t len)
{

	b->len = len;
	if (b->data != NULL)
		b->data[len] = '\0';
}

void
buf_clear(struct buf *b)
{

	cut(b, 0);
}

void
buf_free(struct buf *b)
{

	free(b->data);
	b->data = NULL;
	b->len = b->cap = 0;
}

void
buf_cleanse(struct buf *b)
{

	if (b->data != NULL)
		explicit_bzero(b->data, b->cap);
	buf_free(b);
}

enum reason
buf_read_fd(struct buf *b, int fd)
{
	char		 block[READ_BYTES];
	size_t		 before = b->len;
	ssize_t		 got;
	enum reason	 why = OK;

	while (why == OK && (got = read(fd, block, sizeof(block))) != 0) {
		if (got > 0)
			why = buf_add(b, block, (size_t)got);
		else if (errno != EINTR)
			why = fail(REASON_FILE_READ, "%s", strerror(errno));
	}
	explicit_bzero(block, sizeof(block));
	if (why != OK)
		cut(b, before);
	return why;
}

enum reason
buf_read_file(struct buf *b, const char *path)
{
	enum reason	 why;
	int		 fd;

	if ((fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)) == -1)
		return fail(REASON_FILE_READ, "%s: %s", path, strerror(errno));
	if ((why = buf_read_fd(b, fd)) != OK)
		(void)fail(why, "%s: %s", path, fail_detail());
	(void)close(fd);
	return why;
}
