#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "seal/keystore.h"
#include "seal/seal_keys.h"

#define URI_BYTES_MAX	1024

bool
seal_code_is_name(const char *code)
{
	size_t	 n = strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789-_.");

	return n > 0 && n <= SEAL_CODE_MAX && code[n] == '\0' &&
	    code[0] != '.';
}

static enum reason
path_of(const char *dir, const char *code, const char *ending,
    char out[PATH_MAX])
{
	int	 n = snprintf(out, PATH_MAX, "%s/%s.%s", dir, code, ending);

	if (n < 0 || n >= PATH_MAX)
		return fail(REASON_KEY, "[seal] key_dir: the path is too long");
	return OK;
}

/*
 * One line, its end cut off.  Whoever can write the URI can make us load a
 * module of theirs.
 */
static enum reason
read_uri(const char *path, struct buf *uri)
{
	enum reason	 why;
	int		 fd;

	fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd == -1)
		return fail(REASON_KEY, "%s: %s", path, strerror(errno));
	if ((why = key_file_check(fd, path, S_IWGRP | S_IWOTH,
	    "chmod go-w it")) == OK && buf_read_fd(uri, fd) != OK)
		why = fail(REASON_KEY, "%s: %s", path, fail_detail());
	(void)close(fd);
	if (why != OK)
		return why;
	while (uri->len > 0 && strchr("\r\n ", uri->data[uri->len - 1]) != NULL)
		uri->data[--uri->len] = '\0';
	if (strncmp(buf_text(uri), "pkcs11:", 7) != 0 ||
	    strcspn(buf_text(uri), "\r\n") != uri->len)
		return fail(REASON_KEY, "%s: must be one line with a pkcs11: "
		    "URI", path);
	return OK;
}

static enum reason
open_by_uri(const char *path, struct key **out)
{
	struct buf	 uri = BUF_INIT(URI_BYTES_MAX);
	enum reason	 why;

	if ((why = read_uri(path, &uri)) == OK)
		why = key_open(buf_text(&uri), out);
	buf_free(&uri);
	return why;
}

static bool
is_there(const char *path)
{
	struct stat	 st;

	return lstat(path, &st) == 0 || errno != ENOENT;
}

enum reason
seal_key_open(const char *key_dir, const char *code, struct key **out)
{
	char		 file[PATH_MAX], uri[PATH_MAX];
	enum reason	 why;

	if (key_dir[0] == '\0')
		return fail(REASON_KEY, "[seal] key_dir is not set");
	if (!seal_code_is_name(code))
		return fail(REASON_KEY, "the seal's code cannot name a file");
	if ((why = path_of(key_dir, code, "key", file)) != OK ||
	    (why = path_of(key_dir, code, "uri", uri)) != OK)
		return why;
	if (is_there(file) && is_there(uri))
		return fail(REASON_KEY, "%s and %s: two keys for one seal",
		    file, uri);
	return is_there(uri) ? open_by_uri(uri, out) : key_open(file, out);
}

/* The code of a key's file; false for what is none. */
static bool
code_of(const char *file, char code[SEAL_CODE_MAX + 1])
{
	const char	*dot = strrchr(file, '.');
	size_t		 n;

	if (dot == NULL || (strcmp(dot, ".key") != 0 &&
	    strcmp(dot, ".uri") != 0))
		return false;
	n = (size_t)(dot - file);
	if (n > SEAL_CODE_MAX)
		return false;
	memcpy(code, file, n);
	code[n] = '\0';
	return seal_code_is_name(code);
}

static enum reason
check_one(const char *key_dir, const char *code)
{
	struct key	*k = NULL;
	enum reason	 why;

	if ((why = seal_key_open(key_dir, code, &k)) != OK)
		return why;
	if (key_kind(k) != KEY_SM2)
		why = fail(REASON_KEY, "%s/%s: not an SM2 key", key_dir, code);
	key_close(&k);
	return why;
}

enum reason
seal_keys_check(const char *key_dir)
{
	char		 code[SEAL_CODE_MAX + 1];
	struct dirent	*entry;
	enum reason	 why = OK;
	DIR		*dir;

	if ((dir = opendir(key_dir)) == NULL)
		return fail(REASON_KEY, "%s: %s", key_dir, strerror(errno));
	while (why == OK && (entry = readdir(dir)) != NULL)
		if (code_of(entry->d_name, code))
			why = check_one(key_dir, code);
	(void)closedir(dir);
	return why;
}
