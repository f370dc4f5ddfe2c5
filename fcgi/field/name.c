#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unictype.h>

#include "base/text.h"
#include "field/name.h"

#define MIDDLE_DOT	0x00B7u		/* 民委发〔2016〕33号: it alone */
#define MIDDLE_DOT_UTF8	"\xC2\xB7"

struct range {
	uint32_t	 first;
	uint32_t	 last;
};

/* Blocks of Unicode; planes 2 and 3 are kept for ideographs as a whole. */
static const struct range han[] = {
	{ 0x3005, 0x3007 }, { 0x3400, 0x4DBF }, { 0x4E00, 0x9FFF },
	{ 0xF900, 0xFAFF }, { 0x20000, 0x3FFFD },
};
static const struct range latin[] = {
	{ 'A', 'Z' }, { 'a', 'z' }, { 0x00AA, 0x024F }, { 0x1E00, 0x1EFF },
};

/*
 * Beside C0 and C1: line and paragraph separators and the controls of writing
 * direction, which would shuffle the page that shows them, and U+FFFD, which
 * says that the character was lost on the way.
 */
static const struct range control[] = {
	{ 0x0001, 0x001F }, { 0x007F, 0x009F }, { 0x061C, 0x061C },
	{ 0x200E, 0x200F }, { 0x2028, 0x202E }, { 0x2066, 0x2069 },
	{ 0xFFFD, 0xFFFD },
};
static const struct range private_use[] = {
	{ 0xE000, 0xF8FF }, { 0xF0000, 0xFFFFD }, { 0x100000, 0x10FFFD },
};
static const struct range look_alike[] = {
	{ '.', '.' }, { 0x16EB, 0x16EB }, { 0x2022, 0x2022 },
	{ 0x2027, 0x2027 }, { 0x2219, 0x2219 }, { 0x22C5, 0x22C5 },
	{ 0x3002, 0x3002 }, { 0x30FB, 0x30FB }, { 0xFF0E, 0xFF0E },
	{ 0xFF65, 0xFF65 },
};

#define IS(set, c)	is_in(set, sizeof(set) / sizeof((set)[0]), c)

static bool
is_in(const struct range *set, size_t n, uint32_t c)
{

	while (n-- > 0)
		if (c >= set[n].first && c <= set[n].last)
			return true;
	return false;
}

static bool
is_noncharacter(uint32_t c)
{

	return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

static bool
is_letter(uint32_t c)
{

	return IS(han, c) || uc_is_alpha(c);
}

/*
 * White space between two of these is padding.  The full stop is not one: with
 * a space behind it, it ends an initial.
 */
static bool
is_solid(uint32_t c)
{

	return IS(han, c) || c == MIDDLE_DOT || (c != '.' && IS(look_alike, c));
}

static enum reason
check_character(uint32_t c)
{

	if (IS(control, c) || is_noncharacter(c))
		return REASON_NAME_ENCODING;
	return IS(private_use, c) ? REASON_NAME_PRIVATE : OK;
}

/* A cleaned name while it grows. */
struct name {
	char		 text[NAME_BYTES];
	size_t		 len;
	size_t		 chars;
	uint32_t	 last;
};

static enum reason
add_one(struct name *n, const char *from, const char *to, uint32_t c)
{
	enum reason	 why;

	if ((why = check_character(c)) != OK)
		return why;
	if (++n->chars > NAME_CHARS_MAX)
		return REASON_NAME_LONG;
	memcpy(n->text + n->len, from, (size_t)(to - from));
	n->len += (size_t)(to - from);
	n->last = c;
	return OK;
}

static enum reason
add_run(struct name *n, const char *from, const char *to)
{
	const char	*pos = from;
	enum reason	 why = OK;
	uint32_t	 c;

	for (; why == OK && from < to; from = pos) {
		c = text_next(&pos);
		why = add_one(n, from, pos, c);
	}
	return why;
}

/* Trim, drop padding, check every character that is kept. */
static enum reason
clean(const char *typed, struct name *n)
{
	const char	*blanks = typed, *from = typed, *pos = typed;
	enum reason	 why = OK;
	uint32_t	 c;

	if (!text_is_utf8(typed, strlen(typed)))
		return REASON_NAME_ENCODING;
	for (; why == OK && (c = text_next(&pos)) != 0; from = pos) {
		if (text_is_blank(c))
			continue;
		if (n->chars > 0 && !(is_solid(n->last) && is_solid(c)))
			why = add_run(n, blanks, from);
		if (why == OK)
			why = add_one(n, from, pos, c);
		blanks = pos;
	}
	n->text[n->len] = '\0';
	if (why == OK && n->len == 0)
		why = REASON_NAME_EMPTY;
	return why;
}

static bool
is_all_latin(const char *s)
{
	uint32_t	 c;

	while ((c = text_next(&s)) != 0)
		if (is_letter(c) && !IS(latin, c))
			return false;
	return true;
}

/*
 * The next look-alike that stands between two letters, at or behind *pos, NULL
 * when there is none; *pos goes past it.  `before` is the character in front
 * of *pos.  In a Latin name a full stop is an initial's.
 */
static const char *
next_look_alike(const char **pos, uint32_t *before, bool all_latin)
{
	const char	*at, *ahead;
	uint32_t	 c, last;

	for (at = *pos; (c = text_next(pos)) != 0; at = *pos) {
		ahead = *pos;
		last = *before;
		*before = c;
		if (IS(look_alike, c) && !(c == '.' && all_latin) &&
		    is_letter(last) && is_letter(text_next(&ahead)))
			return at;
	}
	return NULL;
}

enum reason
name_normalise(const char *typed, char out[NAME_BYTES])
{
	struct name	 n = { .len = 0 };
	const char	*pos = n.text;
	enum reason	 why;
	uint32_t	 before = 0;

	if ((why = clean(typed, &n)) != OK)
		return why;
	if (next_look_alike(&pos, &before, is_all_latin(n.text)) != NULL)
		return REASON_NAME_SEPARATOR;
	memcpy(out, n.text, n.len + 1);
	return OK;
}

/* Fits: at most NAME_CHARS_MAX characters, none grows past four bytes. */
enum reason
name_with_separator(const char *typed, char out[NAME_BYTES])
{
	struct name	 n = { .len = 0 };
	const char	*at, *copied = n.text, *pos = n.text;
	enum reason	 why;
	size_t		 len = 0;
	uint32_t	 before = 0;
	bool		 all_latin;

	if ((why = clean(typed, &n)) != OK)
		return why;
	all_latin = is_all_latin(n.text);
	while ((at = next_look_alike(&pos, &before, all_latin)) != NULL) {
		memcpy(out + len, copied, (size_t)(at - copied));
		len += (size_t)(at - copied);
		memcpy(out + len, MIDDLE_DOT_UTF8, strlen(MIDDLE_DOT_UTF8));
		len += strlen(MIDDLE_DOT_UTF8);
		copied = pos;
	}
	memcpy(out + len, copied, strlen(copied) + 1);
	return OK;
}
