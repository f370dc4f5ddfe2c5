/* application/x-www-form-urlencoded: split, unescape, check. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "http/fields.h"

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Unescape in place; the result is never longer.  False for a bad escape. */
static bool
unescape(char *s, bool plus_is_blank)
{
	char	*to = s;
	int	 high, low;

	for (; *s != '\0'; s++) {
		if (*s == '+' && plus_is_blank) {
			*to++ = ' ';
		} else if (*s == '%') {
			if ((high = hex_digit(s[1])) < 0 ||
			    (low = hex_digit(s[2])) < 0 ||
			    (high == 0 && low == 0))
				return false;
			*to++ = (char)(high << 4 | low);
			s += 2;
		} else
			*to++ = *s;
	}
	*to = '\0';
	return true;
}

enum reason
percent_decode(char *path)
{
	char	*s;

	if (!unescape(path, false) || !text_is_utf8(path, strlen(path)))
		return fail(REASON_BAD_REQUEST, "path is badly escaped");
	for (s = path; *s != '\0'; s++)
		if (iscntrl((unsigned char)*s))
			return fail(REASON_BAD_REQUEST,
			    "control character in path");
	if (!text_is_xml(path))
		return fail(REASON_BAD_REQUEST, "noncharacter in path");
	return OK;
}

static enum reason
add_pair(struct fields *f, char *pair)
{
	char	*value = strchr(pair, '=');

	if (value != NULL)
		*value++ = '\0';
	else
		value = pair + strlen(pair);
	if (!unescape(pair, true) || !unescape(value, true) ||
	    !text_is_utf8(pair, strlen(pair)) ||
	    !text_is_utf8(value, strlen(value)))
		return fail(REASON_BAD_REQUEST, "field is badly escaped");
	if (f->count == FIELDS_MAX)
		return fail(REASON_BAD_REQUEST, "too many fields");
	if (fields_get(f, pair) != NULL)
		return fail(REASON_BAD_REQUEST, "field came twice");
	f->field[f->count].name = pair;
	f->field[f->count++].value = value;
	return OK;
}

enum reason
fields_decode(struct fields *f, const char *text, size_t len)
{
	char		*at, *end;
	enum reason	 why;

	memset(f, 0, sizeof(*f));
	if (memchr(text, '\0', len) != NULL)
		return fail(REASON_BAD_REQUEST, "NUL in fields");
	if ((f->memory = malloc(len + 1)) == NULL)
		return fail(REASON_MEMORY, "fields");
	f->size = len + 1;
	memcpy(f->memory, text, len);
	f->memory[len] = '\0';
	for (at = f->memory; at != NULL; at = end) {
		if ((end = strchr(at, '&')) != NULL)
			*end++ = '\0';
		if (*at != '\0' && (why = add_pair(f, at)) != OK)
			return why;
	}
	return OK;
}

const char *
fields_get(const struct fields *f, const char *name)
{
	size_t	 i;

	for (i = 0; i < f->count; i++)
		if (strcmp(f->field[i].name, name) == 0)
			return f->field[i].value;
	return NULL;
}

void
fields_free(struct fields *f)
{
	if (f->memory != NULL)
		explicit_bzero(f->memory, f->size);
	free(f->memory);
	memset(f, 0, sizeof(*f));
}
