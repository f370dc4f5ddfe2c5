/*
 * mariadb-dump writes a row a line: "INSERT INTO `table` VALUES", then lines
 * that begin with a parenthesis.  Line ends inside values are escaped.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "admin/backup_dump.h"
#include "admin/client.h"
#include "base/file.h"
#include "base/secret.h"

#define CHUNK		65536
#define LINE_BYTES	160	/* of a line, its beginning is enough */
#define INSERT		"INSERT INTO `"
#define LAST_LINE	"-- Dump completed"

struct dump {
	struct manifest		*m;	/* NULL: no rows may come */
	struct backup_table	*table;	/* whose rows come now */
	struct secret_hash	*hash;
	uint64_t		 bytes;
	char			 line[LINE_BYTES];
	size_t			 len;	/* of the line so far, at most that */
	bool			 ended;	/* the last line was the last one */
	bool			 headed;
};

static enum reason
strange(const char *what)
{
	return fail(REASON_BACKUP_DAMAGED, "mariadb-dump: %s", what);
}

/* "(1,485,0x0F...);" */
static bool
read_head(const char *line, struct backup_head *head)
{
	char	*end;
	size_t	 i;

	if (strncmp(line, "(1,", 3) != 0 || line[3] < '0' || line[3] > '9')
		return false;
	head->last = strtoull(line + 3, &end, 10);
	if (strncmp(end, ",0x", 3) != 0)
		return false;
	for (i = 0, end += 3; i < sizeof(head->digest) - 1; i++, end++) {
		if (*end >= '0' && *end <= '9')
			head->digest[i] = *end;
		else if (*end >= 'A' && *end <= 'F')
			head->digest[i] = (char)(*end - 'A' + 'a');
		else
			return false;
	}
	head->digest[i] = '\0';
	return strcmp(end, ");") == 0;
}

static enum reason
begin_rows(struct dump *d)
{
	char	*name = d->line + strlen(INSERT), *end = strchr(name, '`');

	if (d->m == NULL || end == NULL || strcmp(end, "` VALUES") != 0)
		return strange("rows where none should be");
	*end = '\0';
	if ((d->table = manifest_table(d->m, name)) == NULL)
		return strange("rows of an unknown table");
	return OK;
}

static enum reason
end_line(struct dump *d)
{
	enum reason	 why = OK;

	d->line[d->len] = '\0';
	if (d->len > 0)
		d->ended = strncmp(d->line, LAST_LINE,
		    strlen(LAST_LINE)) == 0;
	if (d->table != NULL && d->line[0] == '(') {
		d->table->rows++;
		if (strcmp(d->table->name, "event_head") == 0)
			d->headed = read_head(d->line, &d->m->head);
	} else if (strncmp(d->line, INSERT, strlen(INSERT)) == 0)
		why = begin_rows(d);
	else
		d->table = NULL;
	d->len = 0;
	return why;
}

static enum reason
look_through(struct dump *d, const char *bytes, size_t n)
{
	const char	*end;
	size_t		 part, room;
	enum reason	 why = OK;

	while (n > 0 && why == OK) {
		end = memchr(bytes, '\n', n);
		part = end == NULL ? n : (size_t)(end - bytes);
		room = LINE_BYTES - 1 - d->len;
		memcpy(d->line + d->len, bytes, part < room ? part : room);
		d->len += part < room ? part : room;
		if (end == NULL)
			break;
		why = end_line(d);
		bytes = end + 1;
		n -= part + 1;
	}
	return why;
}

static enum reason
take(struct dump *d, int from, int to)
{
	static char	 chunk[CHUNK];
	enum reason	 why = OK;
	ssize_t		 n;

	while (why == OK && (n = file_read(from, chunk, sizeof(chunk))) != 0) {
		if (n < 0)
			why = fail(REASON_CLIENT_PROGRAM, "mariadb-dump: %s",
			    strerror(errno));
		else if ((why = secret_hash_add(d->hash, chunk,
		    (size_t)n)) == OK &&
		    (why = look_through(d, chunk, (size_t)n)) == OK &&
		    !file_write(to, chunk, (size_t)n))
			why = fail(REASON_FILE_WRITE, "%s", strerror(errno));
		d->bytes += n > 0 ? (uint64_t)n : 0;
	}
	explicit_bzero(chunk, sizeof(chunk));
	return why;
}

static enum reason
run(const struct conf *conf, char *const argv[], struct dump *d, int to)
{
	struct client	 client;
	enum reason	 why;

	if ((why = client_start(conf, argv, false, &client)) != OK)
		return why;
	if ((why = take(d, client.pipe, to)) != OK) {
		client_drop(&client);
		return why;
	}
	if ((why = client_finish(&client)) != OK)
		return why;
	if (!d->ended)
		return strange("its last line did not come");
	if (d->m != NULL && !d->headed)
		return strange("event_head is not as expected");
	return fsync(to) == 0 ? OK : fail(REASON_FILE_WRITE, "%s",
	    strerror(errno));
}

static enum reason
dump(const struct conf *conf, char *const argv[], int dir,
    enum backup_part part, struct dump *d, struct backup_file *file)
{
	enum reason	 why, end;
	int		 to = -1;

	if ((why = secret_hash_begin(&d->hash)) != OK)
		return why;
	if ((why = folder_create(dir, backup_part_name(part), &to)) == OK)
		why = run(conf, argv, d, to);
	if (to >= 0 && close(to) != 0 && why == OK)
		why = fail(REASON_FILE_WRITE, "%s", strerror(errno));
	end = secret_hash_end(&d->hash, file->digest);
	file->bytes = d->bytes;
	explicit_bzero(d->line, sizeof(d->line));
	return why != OK ? why : end;
}

/* The program's name and options, the database, its tables, NULL. */
static char **
arguments(const char *const *options, size_t count, const char *database,
    const struct backup_table *tables, size_t table_count)
{
	char	**argv = calloc(count + table_count + 2, sizeof(*argv));
	size_t	  i;

	if (argv == NULL)
		return NULL;
	/* Nothing writes to them: the type is that of exec(3). */
	for (i = 0; i < count; i++)
		argv[i] = (char *)(uintptr_t)options[i];
	argv[i++] = (char *)(uintptr_t)database;
	for (count = 0; count < table_count; count++)
		argv[i + count] = (char *)(uintptr_t)tables[count].name;
	return argv;
}

#define COMMON	"mariadb-dump", CLIENT_OPTIONS, \
	"--default-character-set=utf8mb4", "--max-allowed-packet=64M", \
	"--skip-lock-tables", "--single-transaction", "--tz-utc"

enum reason
dump_tables(const struct conf *conf, int dir, struct manifest *m)
{
	static const char *const options[] = { COMMON, "--quick",
	    "--hex-blob", "--skip-triggers", "--skip-add-drop-table" };
	struct dump	 d = { .m = m };
	char		**argv;
	enum reason	 why;

	argv = arguments(options, sizeof(options) / sizeof(options[0]),
	    conf->db_name, m->tables, m->table_count);
	if (argv == NULL)
		return fail(REASON_MEMORY, "arguments");
	why = dump(conf, argv, dir, BACKUP_TABLES, &d,
	    &m->files[BACKUP_TABLES]);
	free(argv);
	return why;
}

enum reason
dump_program(const struct conf *conf, int dir,
    const struct backup_table *views, size_t count, struct manifest *m)
{
	static const char *const options[] = { COMMON, "--no-data",
	    "--routines", "--skip-triggers" };
	struct dump	 d = { .m = NULL };
	char		**argv;
	enum reason	 why;

	argv = arguments(options, sizeof(options) / sizeof(options[0]),
	    conf->db_name, views, count);
	if (argv == NULL)
		return fail(REASON_MEMORY, "arguments");
	why = dump(conf, argv, dir, BACKUP_PROGRAM, &d,
	    &m->files[BACKUP_PROGRAM]);
	free(argv);
	return why;
}
