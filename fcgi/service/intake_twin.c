#define _GNU_SOURCE		/* memfd_create() */
#include <sys/mman.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/secret.h"
#include "field/mask.h"
#include "service/intake_twin.h"

#define PARTS		64	/* of 50 million rows, one is 56 MB */
#define SALT_BYTES	16
#define KEY_BYTES	128
#define HEAD		3	/* mask.h: what of a number is shown */
#define TAIL		4
#define TOLD_MAX	32768	/* sorted at a time */

struct mark {
	unsigned char	 hash[16];
	uint32_t	 row;
	uint32_t	 line;
	uint8_t		 kind;
	uint8_t		 digits;
	uint8_t		 length;	/* of what is shown */
	char		 ends[HEAD + TAIL];
};

struct intake_twins {
	size_t		 parts;		/* 1 in memory, else PARTS */
	FILE		*part[PARTS];
	size_t		 count[PARTS];
	unsigned char	 salt[SALT_BYTES];
	uint64_t	 numbers;
	uint64_t	 by_digits[MANAGEMENT_NO_BYTES];
	size_t		 usual;		/* digits; 0: no such thing */
	struct intake_twin *told;
	size_t		 ntold;
};

static int
on_disk(void)
{
	const char	*dir = getenv("TMPDIR");
	char		 path[512];
	int		 fd, n;

	n = snprintf(path, sizeof(path), "%s/ecert-import-XXXXXX",
	    dir == NULL || *dir == '\0' ? "/var/tmp" : dir);
	if (n < 0 || (size_t)n >= sizeof(path) || (fd = mkstemp(path)) == -1)
		return -1;
	(void)unlink(path);
	return fd;
}

static enum reason
temporary(bool small, FILE **out)
{
	int	 fd = small ? memfd_create("ecert-twins", MFD_CLOEXEC) :
	    on_disk();

	if (fd == -1)
		return fail(REASON_FILE_WRITE, "a temporary file");
	if ((*out = fdopen(fd, "w+b")) == NULL) {
		close(fd);
		return fail(REASON_MEMORY, "a temporary file");
	}
	return OK;
}

enum reason
intake_twins_open(bool small, struct intake_twins **out)
{
	struct intake_twins	*t = calloc(1, sizeof(*t));
	enum reason		 why = OK;
	size_t			 i;

	if (t == NULL)
		return fail(REASON_MEMORY, "twins");
	t->parts = small ? 1 : PARTS;
	t->told = calloc(TOLD_MAX, sizeof(*t->told));
	if (t->told == NULL)
		why = fail(REASON_MEMORY, "twins");
	if (why == OK)
		why = secret_random(t->salt, sizeof(t->salt));
	for (i = 0; why == OK && i < t->parts; i++)
		why = temporary(small, &t->part[i]);
	if (why != OK)
		intake_twins_free(&t);
	*out = t;
	return why;
}

void
intake_twins_free(struct intake_twins **t)
{
	size_t	 i;

	if (*t == NULL)
		return;
	for (i = 0; i < PARTS; i++)
		if ((*t)->part[i] != NULL)
			(void)fclose((*t)->part[i]);
	free((*t)->told);
	free(*t);
	*t = NULL;
}

static enum reason
digest(const struct intake_twins *t, enum intake_twin_kind kind,
    const char *key, unsigned char out[16])
{
	unsigned char	 text[SALT_BYTES + 1 + KEY_BYTES];
	size_t		 len = strlen(key);

	if (len > KEY_BYTES)
		return fail(REASON_INTERNAL, "key of %zu bytes", len);
	memcpy(text, t->salt, SALT_BYTES);
	text[SALT_BYTES] = (unsigned char)kind;
	memcpy(text + SALT_BYTES + 1, key, len);
	return secret_digest(text, SALT_BYTES + 1 + len, out);
}

enum reason
intake_twins_add(struct intake_twins *t, enum intake_twin_kind kind,
    const char *key, const char *value, size_t digits, uint32_t row,
    uint32_t line)
{
	char		 masked[ID_NUMBER_BYTES];
	struct mark	 m;
	enum reason	 why;
	size_t		 part, n;

	memset(&m, 0, sizeof(m));
	if ((why = digest(t, kind, key, m.hash)) != OK)
		return why;
	mask_id_number(MASK_KNOWN, value, masked);
	n = strlen(masked);
	m.row = row;
	m.line = line;
	m.kind = (uint8_t)kind;
	m.digits = (uint8_t)digits;
	m.length = (uint8_t)n;
	memcpy(m.ends, masked, n < HEAD ? n : HEAD);
	memcpy(m.ends + HEAD, masked + (n < TAIL ? 0 : n - TAIL),
	    n < TAIL ? n : TAIL);
	if (kind == INTAKE_TWIN_NUMBER) {
		t->numbers++;
		t->by_digits[digits]++;
	}
	part = m.hash[0] % t->parts;
	t->count[part]++;
	return fwrite(&m, sizeof(m), 1, t->part[part]) == 1 ? OK :
	    fail(REASON_FILE_WRITE, "a temporary file");
}

static int
by_row(const void *a, const void *b)
{
	const struct intake_twin	*x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (int)x->kind - (int)y->kind;
}

static enum reason
flush(struct intake_twins *t, intake_twin_told *told, void *arg)
{
	enum reason	 why = OK;
	size_t		 i;

	qsort(t->told, t->ntold, sizeof(t->told[0]), by_row);
	for (i = 0; why == OK && i < t->ntold; i++)
		why = told(arg, &t->told[i]);
	t->ntold = 0;
	return why;
}

static enum reason
tell(struct intake_twins *t, const struct mark *m,
    enum intake_twin_kind kind, uint32_t other, intake_twin_told *told,
    void *arg)
{
	struct intake_twin	*twin;
	size_t			 n = m->length;
	enum reason		 why;

	if (t->ntold == TOLD_MAX && (why = flush(t, told, arg)) != OK)
		return why;
	twin = &t->told[t->ntold++];
	memset(twin, 0, sizeof(*twin));
	twin->kind = kind;
	twin->row = m->row;
	twin->line = m->line;
	twin->other = other;
	memset(twin->shown, '*', n);
	memcpy(twin->shown, m->ends, n < HEAD ? n : HEAD);
	memcpy(twin->shown + (n < TAIL ? 0 : n - TAIL), m->ends + HEAD,
	    n < TAIL ? n : TAIL);
	return OK;
}

static int
by_hash(const void *a, const void *b)
{
	const struct mark	*x = a, *y = b;
	int			 d = memcmp(x->hash, y->hash,
	    sizeof(x->hash));

	return d != 0 ? d : x->row < y->row ? -1 : x->row > y->row;
}

static bool
is_short(const struct intake_twins *t, const struct mark *m)
{

	return m->kind == INTAKE_TWIN_NUMBER && m->digits > 0 &&
	    m->digits < t->usual;
}

static enum reason
find_in(struct intake_twins *t, const struct mark *m, size_t n,
    intake_twin_told *told, void *arg)
{
	enum reason	 why = OK;
	size_t		 i, first, same;

	for (first = 0; why == OK && first < n; first += same) {
		for (same = 1; first + same < n && memcmp(m[first].hash,
		    m[first + same].hash, sizeof(m[first].hash)) == 0; same++)
			;
		for (i = first; why == OK && same > 1 && i < first + same; i++)
			why = tell(t, &m[i], m[i].kind,
			    m[i == first ? first + 1 : first].line, told, arg);
		for (i = first; why == OK && i < first + same; i++)
			if (is_short(t, &m[i]))
				why = tell(t, &m[i], INTAKE_TWIN_ZEROS, 0,
				    told, arg);
	}
	return why;
}

static enum reason
find_part(struct intake_twins *t, size_t part, intake_twin_told *told,
    void *arg)
{
	size_t		 n = t->count[part];
	struct mark	*m;
	enum reason	 why = OK;

	if (n == 0)
		return OK;
	if ((m = calloc(n, sizeof(*m))) == NULL)
		return fail(REASON_MEMORY, "%zu marks", n);
	rewind(t->part[part]);
	if (fread(m, sizeof(*m), n, t->part[part]) != n)
		why = fail(REASON_FILE_READ, "a temporary file");
	else
		qsort(m, n, sizeof(*m), by_hash);
	if (why == OK)
		why = find_in(t, m, n, told, arg);
	free(m);
	return why;
}

enum reason
intake_twins_find(struct intake_twins *t, intake_twin_told *told, void *arg)
{
	enum reason	 why = OK;
	size_t		 i;

	for (i = 1; i < MANAGEMENT_NO_BYTES; i++)
		if (t->numbers > 0 &&
		    t->by_digits[i] * 10 >= t->numbers * 9)
			t->usual = i;
	for (i = 0; why == OK && i < t->parts; i++)
		why = find_part(t, i, told, arg);
	return why != OK ? why : flush(t, told, arg);
}
