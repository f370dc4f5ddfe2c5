/* Manifests: written line by line, read no more kindly. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "admin/backup_manifest.h"
#include "base/secret.h"

#define FIRST_LINE	"ecert-backup 1"
#define LINE_MAX_BYTES	200

struct manifest_seen { bool program, server, made, schema, event, chain,
    files[BACKUP__PARTS]; };

struct backup_table *
manifest_table(struct manifest *m, const char *name)
{
	size_t	 i;

	for (i = 0; i < m->table_count; i++)
		if (strcmp(m->tables[i].name, name) == 0)
			return &m->tables[i];
	return NULL;
}

static enum reason
write_lists(const struct manifest *m, struct buf *text)
{
	enum reason	 why = OK;
	size_t		 i;

	for (i = 0; why == OK && i < m->table_count; i++)
		why = buf_printf(text, "rows %s %" PRIu64 "\n",
		    m->tables[i].name, m->tables[i].rows);
	for (i = 0; why == OK && i < BACKUP__PARTS; i++)
		why = buf_printf(text, "file %s %" PRIu64 " %s\n",
		    backup_part_name((enum backup_part)i), m->files[i].bytes,
		    m->files[i].digest);
	return why;
}

enum reason
manifest_write(const struct manifest *m, struct buf *text)
{
	char		 digest[65];
	enum reason	 why;

	why = buf_printf(text, FIRST_LINE "\nprogram %s\nserver %s\nmade %s\n"
	    "schema %d\nevent %" PRIu64 " %s\nchain %s\n", m->program,
	    m->server, m->made, m->schema, m->head.last, m->head.digest,
	    m->whole ? "whole" : "broken");
	if (why != OK || (why = write_lists(m, text)) != OK ||
	    (why = secret_digest_hex(text->data, text->len, digest)) != OK)
		return why;
	return buf_printf(text, "digest %s\n", digest);
}

/* The last line against all before it. */
static bool
digest_holds(const struct buf *text, size_t *body)
{
	static const size_t	 last = sizeof("digest \n") - 1 + 64;
	char			 digest[65];

	if (text->len <= last || strlen(buf_text(text)) != text->len)
		return false;
	*body = text->len - last;
	if (secret_digest_hex(text->data, *body, digest) != OK)
		return false;
	return text->data[*body - 1] == '\n' &&
	    strncmp(text->data + *body, "digest ", 7) == 0 &&
	    strncmp(text->data + *body + 7, digest, 64) == 0 &&
	    text->data[text->len - 1] == '\n';
}

/* A number of decimal digits and what follows it. */
static bool
read_number(const char *text, uint64_t *out, const char **rest)
{
	char	*end;

	if (*text < '0' || *text > '9')
		return false;
	*out = strtoull(text, &end, 10);
	*rest = end;
	return true;
}

static bool
is_digest(const char *text)
{
	return strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

/* "NUMBER DIGEST" */
static bool
read_pair(const char *text, uint64_t *number, char digest[65])
{
	const char	*rest;

	if (!read_number(text, number, &rest) || *rest != ' ' ||
	    !is_digest(rest + 1))
		return false;
	memcpy(digest, rest + 1, 65);
	return true;
}

static bool
read_word(const char *text, char *out, size_t size)
{
	if (*text == '\0' || strlen(text) >= size)
		return false;
	memcpy(out, text, strlen(text) + 1);
	return true;
}

static bool
read_rows(const char *text, struct manifest *m)
{
	const char		*space = strchr(text, ' '), *rest;
	struct backup_table	*table = &m->tables[m->table_count];
	size_t			 len = space == NULL ? 0 :
				    (size_t)(space - text);

	if (len == 0 || len >= sizeof(table->name) ||
	    m->table_count == BACKUP_TABLES_MAX ||
	    strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_") != len)
		return false;
	memcpy(table->name, text, len);
	table->name[len] = '\0';
	if (manifest_table(m, table->name) != NULL ||
	    !read_number(space + 1, &table->rows, &rest) || *rest != '\0')
		return false;
	m->table_count++;
	return true;
}

static bool
read_file(const char *text, struct manifest *m, struct manifest_seen *seen)
{
	const char	*name;
	size_t		 i, len;

	for (i = 0; i < BACKUP__PARTS; i++) {
		name = backup_part_name((enum backup_part)i);
		len = strlen(name);
		if (strncmp(text, name, len) == 0 && text[len] == ' ' &&
		    !seen->files[i]) {
			seen->files[i] = true;
			return read_pair(text + len + 1, &m->files[i].bytes,
			    m->files[i].digest);
		}
	}
	return false;
}

/* The value of a line that begins with that word; each stands once. */
static const char *
value_of(const char *line, const char *word, bool *seen)
{
	size_t	 len = strlen(word);

	if (strncmp(line, word, len) != 0 || line[len] != ' ' ||
	    (seen != NULL && *seen))
		return NULL;
	if (seen != NULL)
		*seen = true;
	return line + len + 1;
}

static bool
read_schema(const char *text, int *schema)
{
	uint64_t	 number;
	const char	*rest;

	if (!read_number(text, &number, &rest) || *rest != '\0' ||
	    number > 999)
		return false;
	*schema = (int)number;
	return true;
}

static bool
read_line(const char *line, struct manifest *m, struct manifest_seen *seen)
{
	const char	*v;

	if ((v = value_of(line, "rows", NULL)) != NULL)
		return read_rows(v, m);
	if ((v = value_of(line, "file", NULL)) != NULL)
		return read_file(v, m, seen);
	if ((v = value_of(line, "program", &seen->program)) != NULL)
		return read_word(v, m->program, sizeof(m->program));
	if ((v = value_of(line, "server", &seen->server)) != NULL)
		return read_word(v, m->server, sizeof(m->server));
	if ((v = value_of(line, "made", &seen->made)) != NULL)
		return read_word(v, m->made, sizeof(m->made));
	if ((v = value_of(line, "schema", &seen->schema)) != NULL)
		return read_schema(v, &m->schema);
	if ((v = value_of(line, "event", &seen->event)) != NULL)
		return read_pair(v, &m->head.last, m->head.digest);
	if ((v = value_of(line, "chain", &seen->chain)) != NULL) {
		m->whole = strcmp(v, "whole") == 0;
		return m->whole || strcmp(v, "broken") == 0;
	}
	return false;
}

static bool
is_all_there(const struct manifest *m, const struct manifest_seen *s)
{
	size_t	 i;

	for (i = 0; i < BACKUP__PARTS; i++)
		if (!s->files[i])
			return false;
	return s->program && s->server && s->made && s->schema && s->event &&
	    s->chain && m->table_count > 0;
}

enum reason
manifest_read(const struct buf *text, struct manifest *m)
{
	struct manifest_seen	 seen = { .program = false };
	char			 line[LINE_MAX_BYTES];
	const char		*at = buf_text(text), *end;
	size_t			 body, number = 0, len;

	memset(m, 0, sizeof(*m));
	if (!digest_holds(text, &body))
		return fail(REASON_BACKUP_DAMAGED, "manifest: cut off, or its "
		    "SHA-256 is another");
	for (; at < text->data + body; at = end + 1) {
		end = strchr(at, '\n');
		len = (size_t)(end - at);
		number++;
		if (len >= sizeof(line))
			len = 0;
		memcpy(line, at, len);
		line[len] = '\0';
		if (!(number == 1 ? strcmp(line, FIRST_LINE) == 0 :
		    read_line(line, m, &seen)))
			return fail(REASON_BACKUP_DAMAGED, "manifest: line "
			    "%zu is not understood", number);
	}
	return is_all_there(m, &seen) ? OK :
	    fail(REASON_BACKUP_DAMAGED, "manifest: a line is missing");
}
