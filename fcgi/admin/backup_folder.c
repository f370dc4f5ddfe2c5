/* The folder on the disk; its manifest is backup_manifest.c's. */
#define _GNU_SOURCE	/* O_DIRECTORY, mkdtemp */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "admin/backup_folder.h"
#include "admin/backup_manifest.h"
#include "base/file.h"
#include "base/secret.h"

#define MANIFEST	"manifest"
#define CHUNK		65536

static const char	*const parts[BACKUP__PARTS] = {
	[BACKUP_TABLES] = "tables.sql",
	[BACKUP_PROGRAM] = "program.sql",
};

const char *
backup_part_name(enum backup_part part)
{
	return parts[part];
}

static enum reason
cannot(const char *what, const char *name)
{
	return fail(REASON_FILE_WRITE, "%s %s: %s", what, name,
	    strerror(errno));
}

enum reason
folder_new(const char *path, char **name, int *dir)
{
	struct stat	 st;
	size_t		 len = strlen(path);
	enum reason	 why;

	*dir = -1;
	if (lstat(path, &st) == 0)
		return fail(REASON_FILE_EXISTS, "%s", path);
	while (len > 1 && path[len - 1] == '/')
		len--;
	if (asprintf(name, "%.*s.partial.XXXXXX", (int)len, path) < 0) {
		*name = NULL;
		return fail(REASON_MEMORY, "name of a folder");
	}
	if (mkdtemp(*name) == NULL)
		why = cannot("make", *name);
	else if ((*dir = open(*name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0)
		why = cannot("open", *name);
	else
		return OK;
	free(*name);
	*name = NULL;
	return why;
}

enum reason
folder_create(int dir, const char *name, int *fd)
{
	*fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW |
	    O_CLOEXEC, 0600);
	return *fd < 0 ? cannot("make", name) : OK;
}

static enum reason
write_manifest(int dir, const struct manifest *m)
{
	struct buf	 text = BUF_INIT(MANIFEST_MAX);
	enum reason	 why;
	int		 fd = -1;

	if ((why = manifest_write(m, &text)) == OK &&
	    (why = folder_create(dir, MANIFEST, &fd)) == OK &&
	    (!file_write(fd, text.data, text.len) || fsync(fd) != 0))
		why = cannot("write", MANIFEST);
	if (fd >= 0)
		close(fd);
	buf_free(&text);
	return why;
}

static enum reason
open_parent(const char *path, int *fd)
{
	char		*copy = strdup(path);
	enum reason	 why = OK;

	if (copy == NULL)
		return fail(REASON_MEMORY, "name of a folder");
	if ((*fd = open(dirname(copy), O_RDONLY | O_DIRECTORY |
	    O_CLOEXEC)) < 0)
		why = cannot("open the folder of", path);
	free(copy);
	return why;
}

/*
 * Of what may have come meanwhile rename() replaces an empty folder: hence the
 * look.  The new entry must be on the disk too, or the name is given back.
 */
static enum reason
give_name(int parent, const char *name, const char *path)
{
	struct stat	 st;
	enum reason	 why;

	if (lstat(path, &st) == 0)
		return fail(REASON_FILE_EXISTS, "%s", path);
	if (fsync(parent) != 0)
		return cannot("sync the folder of", path);
	if (rename(name, path) != 0)
		return cannot("rename to", path);
	if (fsync(parent) == 0)
		return OK;
	why = cannot("sync the folder of", path);
	(void)rename(path, name);
	return why;
}

/* What may fail is tried before the name is given. */
enum reason
folder_complete(int dir, const struct manifest *m, const char *name,
    const char *path)
{
	enum reason	 why;
	int		 parent = -1;

	if ((why = open_parent(path, &parent)) != OK)
		return why;
	if ((why = write_manifest(dir, m)) == OK) {
		if (fsync(dir) != 0)
			why = cannot("sync", name);
		else
			why = give_name(parent, name, path);
	}
	close(parent);
	return why;
}

void
folder_discard(int dir, const char *name)
{
	size_t	 i;

	for (i = 0; i < BACKUP__PARTS; i++)
		(void)unlinkat(dir, parts[i], 0);
	(void)unlinkat(dir, MANIFEST, 0);
	(void)rmdir(name);
}

enum reason
folder_read(const char *path, struct manifest *m, int *dir)
{
	struct buf	 text = BUF_INIT(MANIFEST_MAX);
	enum reason	 why;
	int		 fd = -1;

	*dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*dir < 0 || (fd = openat(*dir, MANIFEST, O_RDONLY |
	    O_CLOEXEC)) < 0)
		why = fail(REASON_FILE_READ, "%s%s: %s", path,
		    *dir < 0 ? "" : "/" MANIFEST, strerror(errno));
	else if ((why = buf_read_fd(&text, fd)) == OK)
		why = manifest_read(&text, m);
	else if (why == REASON_TOO_LARGE)
		why = fail(REASON_BACKUP_DAMAGED, MANIFEST ": too long");
	if (fd >= 0)
		close(fd);
	buf_free(&text);
	return why;
}

/* Length and digest of all that can be read. */
static enum reason
measure(int fd, const char *name, struct backup_file *out)
{
	struct secret_hash	*hash = NULL;
	static char		 chunk[CHUNK];
	enum reason		 why, end;
	ssize_t			 n = 0;

	out->bytes = 0;
	if ((why = secret_hash_begin(&hash)) != OK)
		return why;
	while (why == OK && (n = file_read(fd, chunk, sizeof(chunk))) > 0) {
		why = secret_hash_add(hash, chunk, (size_t)n);
		out->bytes += (uint64_t)n;
	}
	if (why == OK && n < 0)
		why = fail(REASON_FILE_READ, "%s: %s", name, strerror(errno));
	end = secret_hash_end(&hash, out->digest);
	return why != OK ? why : end;
}

enum reason
folder_open(int dir, const struct manifest *m, enum backup_part part, int *fd)
{
	const struct backup_file	*must = &m->files[part];
	struct backup_file		 is;
	enum reason			 why;

	*fd = openat(dir, parts[part], O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (*fd < 0)
		return fail(errno == ENOENT ? REASON_BACKUP_DAMAGED :
		    REASON_FILE_READ, "%s: %s", parts[part], strerror(errno));
	if ((why = measure(*fd, parts[part], &is)) == OK) {
		if (is.bytes != must->bytes)
			why = fail(REASON_BACKUP_DAMAGED, "%s: %llu bytes, "
			    "not %llu", parts[part],
			    (unsigned long long)is.bytes,
			    (unsigned long long)must->bytes);
		else if (strcmp(is.digest, must->digest) != 0)
			why = fail(REASON_BACKUP_DAMAGED, "%s: its SHA-256 is "
			    "another", parts[part]);
		else if (lseek(*fd, 0, SEEK_SET) != 0)
			why = fail(REASON_FILE_READ, "%s: %s", parts[part],
			    strerror(errno));
	}
	if (why != OK) {
		close(*fd);
		*fd = -1;
	}
	return why;
}
