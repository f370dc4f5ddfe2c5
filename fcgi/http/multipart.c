/*
 * A machine that takes one byte at a time.  A delimiter begins with CR and has
 * no other, so what was taken for its beginning is content when it ends
 * otherwise, and the search starts anew at the byte that did not fit.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "http/multipart.h"

#define BOUNDARY_MAX	70	/* RFC 2046, 5.1.1 */
#define PART_NAME_MAX	32

enum step {
	STEP_CONTENT,		/* of a part, or a beginning delimiter */
	STEP_AFTER,		/* a delimiter: CRLF, or "--" */
	STEP_HEADERS,
	STEP_END		/* nothing but one CRLF may follow */
};

struct part {
	char		 name[PART_NAME_MAX + 1];
	bool		 is_file;
	struct buf	 bytes;
};

struct multipart {
	char		 delimiter[4 + BOUNDARY_MAX + 1];
	size_t		 delimiter_len;
	size_t		 matched;	/* bytes of the delimiter */
	enum step	 step;
	char		 after[3];
	size_t		 after_len;
	struct buf	 headers;
	size_t		 parts;
	struct part	 part[MULTIPART_PARTS_MAX];
};

static const char type_name[] = "multipart/form-data";

bool
multipart_is_type(const char *type)
{
	size_t	 n = sizeof(type_name) - 1;

	return strncasecmp(type, type_name, n) == 0 &&
	    (type[n] == '\0' || type[n] == ';' || type[n] == ' ');
}

/* RFC 2046, 5.1.1: bchars; none of them is a quote or a semicolon. */
static bool
is_boundary(const char *s, size_t len)
{
	size_t	 i;

	if (len == 0 || len > BOUNDARY_MAX || s[len - 1] == ' ')
		return false;
	for (i = 0; i < len; i++)
		if (!isalnum((unsigned char)s[i]) &&
		    (s[i] == '\0' || strchr("'()+_,-./:=? ", s[i]) == NULL))
			return false;
	return true;
}

/*
 * The value of a parameter in a header's value ("; name=value", quoted or
 * not).  1: *value and *len are it, borrowed; 0: there is none; -1: it is
 * written wrongly, or twice.
 */
static int
parameter(const char *header, const char *name, const char **value,
    size_t *len)
{
	const char	*at = header + strcspn(header, ";"), *v, *key;
	size_t		 key_len, n;
	int		 found = 0;

	while (*at == ';') {
		at += 1 + strspn(at + 1, " \t");
		key = at;
		key_len = strcspn(at, "=; \t");
		if (key_len == 0 || key[key_len] != '=')
			return -1;
		v = key + key_len + 1;
		if (*v == '"') {
			for (n = 1; v[n] != '\0' && v[n] != '"'; n++)
				n += v[n] == '\\' && v[n + 1] == '"';
			if (v[n] != '"')
				return -1;
			at = v + n + 1;
			v++;
			n--;
		} else {
			n = strcspn(v, "; \t\"");
			at = v + n;
		}
		at += strspn(at, " \t");
		if (*at != ';' && *at != '\0')
			return -1;
		if (key_len != strlen(name) ||
		    strncasecmp(key, name, key_len) != 0)
			continue;
		if (found++)
			return -1;
		*value = v;
		*len = n;
	}
	return found;
}

enum reason
multipart_open(const char *type, struct multipart **out)
{
	struct multipart	*m;
	const char		*boundary;
	size_t			 len, i;

	if (!multipart_is_type(type))
		return fail(REASON_MEDIA_TYPE, "not multipart/form-data");
	if (parameter(type, "boundary", &boundary, &len) != 1 ||
	    !is_boundary(boundary, len))
		return fail(REASON_BAD_REQUEST, "no good boundary");
	if ((m = calloc(1, sizeof(*m))) == NULL)
		return fail(REASON_MEMORY, "multipart");
	memcpy(m->delimiter, "\r\n--", 4);
	memcpy(m->delimiter + 4, boundary, len);
	m->delimiter_len = 4 + len;
	m->matched = 2;		/* the first one begins a line already */
	m->headers.max = MULTIPART_HEADERS_MAX;
	for (i = 0; i < MULTIPART_PARTS_MAX; i++)
		m->part[i].bytes.max = MULTIPART_TEXT_MAX;
	*out = m;
	return OK;
}

void
multipart_free(struct multipart **m)
{
	size_t	 i;

	if (*m == NULL)
		return;
	for (i = 0; i < MULTIPART_PARTS_MAX; i++)
		buf_cleanse(&(*m)->part[i].bytes);
	buf_cleanse(&(*m)->headers);
	explicit_bzero(*m, sizeof(**m));
	free(*m);
	*m = NULL;
}

static bool
is_name(const char *s, size_t len)
{
	size_t	 i;

	if (len == 0 || len > PART_NAME_MAX)
		return false;
	for (i = 0; i < len; i++)
		if (!isalnum((unsigned char)s[i]) && s[i] != '_' &&
		    s[i] != '-')
			return false;
	return true;
}

static bool
has_part(const struct multipart *m, const char *name, size_t len)
{
	size_t	 i;

	for (i = 0; i < m->parts; i++)
		if (strlen(m->part[i].name) == len &&
		    memcmp(m->part[i].name, name, len) == 0)
			return true;
	return false;
}

static bool
has_file(const struct multipart *m)
{
	size_t	 i;

	for (i = 0; i < m->parts; i++)
		if (m->part[i].is_file)
			return true;
	return false;
}

/* form-data; name="..."; filename="..." */
static enum reason
begin_part(struct multipart *m, const char *disposition)
{
	static const char	 form_data[] = "form-data";
	size_t			 n = sizeof(form_data) - 1, len, file_len;
	const char		*name, *file;
	struct part		*part = &m->part[m->parts];
	int			 is_file, star;

	if (strncasecmp(disposition, form_data, n) != 0 ||
	    disposition[n] != ';' ||
	    parameter(disposition, "name", &name, &len) != 1 ||
	    !is_name(name, len) ||
	    (is_file = parameter(disposition, "filename", &file,
	    &file_len)) < 0 ||
	    (star = parameter(disposition, "filename*", &file,
	    &file_len)) < 0)
		return fail(REASON_BAD_REQUEST, "disposition of a part");
	part->is_file = is_file > 0 || star > 0;
	if (part->is_file && has_file(m))
		return fail(REASON_FILE_ONE, "a second file");
	if (has_part(m, name, len))
		return fail(REASON_BAD_REQUEST, "a part came twice");
	memcpy(part->name, name, len);
	part->name[len] = '\0';
	if (part->is_file)
		part->bytes.max = MULTIPART_FILE_MAX;
	m->parts++;
	m->step = STEP_CONTENT;
	return OK;
}

/* One header line; its value, past blanks, when the name is that. */
static const char *
value_of(const char *line, const char *name)
{
	size_t	 n = strlen(name);

	if (strncasecmp(line, name, n) != 0 || line[n] != ':')
		return NULL;
	return line + n + 1 + strspn(line + n + 1, " \t");
}

static bool
is_identity(const char *encoding)
{
	return strcasecmp(encoding, "binary") == 0 ||
	    strcasecmp(encoding, "8bit") == 0 ||
	    strcasecmp(encoding, "7bit") == 0;
}

/* Is it "name: value", and nothing that makes the content another? */
static bool
is_fit_line(const char *line)
{
	const char	*value;

	if (*line == ' ' || *line == '\t' || *line == ':' ||
	    strchr(line, ':') == NULL)
		return false;
	if ((value = value_of(line, "Content-Type")) != NULL)
		return strncasecmp(value, "multipart/", 10) != 0;
	value = value_of(line, "Content-Transfer-Encoding");
	return value == NULL || is_identity(value);
}

/* The headers are whole: "...CRLF" lines, without the empty one. */
static enum reason
read_headers(struct multipart *m)
{
	const char	*disposition = NULL, *value;
	char		*line = m->headers.data, *end;

	if (m->parts == MULTIPART_PARTS_MAX)
		return fail(REASON_BAD_REQUEST, "too many parts");
	if (!text_is_utf8(line, m->headers.len))
		return fail(REASON_BAD_REQUEST, "header of a part");
	for (; *line != '\0'; line = end + 2) {
		end = strchr(line, '\r');
		*end = '\0';
		if (end[1] != '\n' || strchr(line, '\n') != NULL ||
		    !is_fit_line(line))
			return fail(REASON_BAD_REQUEST, "header of a part");
		value = value_of(line, "Content-Disposition");
		if (value != NULL && disposition != NULL)
			return fail(REASON_BAD_REQUEST, "two dispositions");
		if (value != NULL)
			disposition = value;
	}
	if (disposition == NULL)
		return fail(REASON_BAD_REQUEST, "no disposition");
	return begin_part(m, disposition);
}

static enum reason
take_header(struct multipart *m, char c)
{
	struct buf	*h = &m->headers;
	enum reason	 why;

	if ((why = buf_add(h, &c, 1)) == REASON_TOO_LARGE)
		return fail(REASON_BAD_REQUEST, "headers of a part");
	if (why != OK)
		return why;
	if (h->len < 2 || memcmp(h->data + h->len - 2, "\r\n", 2) != 0)
		return OK;
	if (h->len > 2 && (h->len < 4 ||
	    memcmp(h->data + h->len - 4, "\r\n\r\n", 4) != 0))
		return OK;
	h->len -= 2;
	h->data[h->len] = '\0';
	why = read_headers(m);
	buf_clear(h);
	return why;
}

static enum reason
keep(struct multipart *m, const char *bytes, size_t len)
{
	struct part	*part;
	enum reason	 why;

	if (len == 0)
		return OK;
	if (m->parts == 0)
		return fail(REASON_BAD_REQUEST, "does not begin with the "
		    "boundary");
	part = &m->part[m->parts - 1];
	why = buf_add(&part->bytes, bytes, len);
	if (why != REASON_TOO_LARGE)
		return why;
	return fail(part->is_file ? REASON_FILE_TOO_LARGE : REASON_TOO_LARGE,
	    "part of more than %zu bytes", part->bytes.max);
}

/* The part that a delimiter ended: a text must be one. */
static enum reason
end_part(const struct multipart *m)
{
	const struct part	*part;

	if (m->parts == 0)
		return OK;
	part = &m->part[m->parts - 1];
	if (!part->is_file &&
	    !text_is_utf8(buf_text(&part->bytes), part->bytes.len))
		return fail(REASON_BAD_REQUEST, "text of a part");
	return OK;
}

/* One byte of content that may belong to a delimiter. */
static enum reason
match(struct multipart *m, char c)
{
	enum reason	 why;

	if (c != m->delimiter[m->matched]) {
		why = keep(m, m->delimiter, m->matched);
		m->matched = 0;
		if (why != OK)
			return why;
		if (c != '\r')
			return keep(m, &c, 1);
	}
	if (++m->matched < m->delimiter_len)
		return OK;
	m->matched = 0;
	m->after_len = 0;
	m->step = STEP_AFTER;
	return end_part(m);
}

/* Two bytes decide; anything else is a boundary inside of a part. */
static enum reason
take_after(struct multipart *m, char c)
{
	m->after[m->after_len++] = c;
	if (m->after_len < 2)
		return OK;
	if (memcmp(m->after, "\r\n", 2) == 0)
		m->step = STEP_HEADERS;
	else if (memcmp(m->after, "--", 2) == 0)
		m->step = STEP_END;
	else
		return fail(REASON_BAD_REQUEST, "boundary inside of a part");
	m->after_len = 0;
	return OK;
}

static enum reason
take_end(struct multipart *m, char c)
{
	if (m->after_len >= 2 || c != "\r\n"[m->after_len])
		return fail(REASON_BAD_REQUEST, "bytes behind the end");
	m->after_len++;
	return OK;
}

/* How many of these bytes are plain content, whatever follows. */
static size_t
plain_run(const struct multipart *m, const char *bytes, size_t len)
{
	const char	*cr;

	if (m->step != STEP_CONTENT || m->matched > 0)
		return 0;
	cr = memchr(bytes, '\r', len);
	return cr == NULL ? len : (size_t)(cr - bytes);
}

static enum reason
take(struct multipart *m, char c)
{
	switch (m->step) {
	case STEP_CONTENT:
		return match(m, c);
	case STEP_AFTER:
		return take_after(m, c);
	case STEP_HEADERS:
		return take_header(m, c);
	default:
		return take_end(m, c);
	}
}

enum reason
multipart_feed(struct multipart *m, const char *bytes, size_t len)
{
	enum reason	 why = OK;
	size_t		 i = 0, run;

	while (why == OK && i < len) {
		if ((run = plain_run(m, bytes + i, len - i)) > 0) {
			why = keep(m, bytes + i, run);
			i += run;
		} else
			why = take(m, bytes[i++]);
	}
	return why;
}

enum reason
multipart_end(const struct multipart *m)
{
	if (m->step != STEP_END || m->after_len == 1)
		return fail(REASON_BAD_REQUEST, "body is cut short");
	return OK;
}

static const struct part *
find(const struct multipart *m, const char *name, bool is_file)
{
	size_t	 i;

	for (i = 0; i < m->parts; i++)
		if (m->part[i].is_file == is_file &&
		    strcmp(m->part[i].name, name) == 0)
			return &m->part[i];
	return NULL;
}

const struct buf *
multipart_file(const struct multipart *m, const char *name)
{
	const struct part	*part = find(m, name, true);

	return part == NULL ? NULL : &part->bytes;
}

const char *
multipart_text(const struct multipart *m, const char *name)
{
	const struct part	*part = find(m, name, false);

	return part == NULL ? NULL : buf_text(&part->bytes);
}
