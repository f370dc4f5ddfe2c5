#include <string.h>
#include <unistr.h>
#include <uniwidth.h>

#include "base/text.h"

#define FULLWIDTH_FIRST	0xFF01u		/* full-width '!' */
#define FULLWIDTH_LAST	0xFF5Eu		/* full-width '~' */
#define FULLWIDTH_SHIFT	(FULLWIDTH_FIRST - '!')

bool
text_is_utf8(const char *s, size_t len)
{

	if (len == 0)
		return true;
	return memchr(s, '\0', len) == NULL &&
	    u8_check((const uint8_t *)s, len) == NULL;
}

bool
text_is_xml(const char *s)
{
	uint32_t	 c;

	do {
		/* Most texts here are long runs of ASCII. */
		while (*s >= ' ' && *s <= '~')
			s++;
		c = text_next(&s);
		if ((c != 0 && c < ' ' && c != '\t' && c != '\n' &&
		    c != '\r') || c == 0xFFFE || c == 0xFFFF)
			return false;
	} while (c != 0);
	return true;
}

void
text_trim_cut(char *s)
{
	size_t	 len = strlen(s), lead = len;

	while (lead > 0 && len - lead < 3 &&
	    ((unsigned char)s[lead - 1] & 0xC0) == 0x80)
		lead--;
	if (lead > 0 && ((unsigned char)s[lead - 1] & 0xC0) == 0xC0)
		lead--;
	if (!text_is_utf8(s + lead, len - lead))
		s[lead] = '\0';
}

bool
text_is_shown(uint32_t c)
{

	return c >= ' ' && (c < 0x7F || c > 0x9F) && c != 0x200E &&
	    c != 0x200F && (c < 0x2028 || c > 0x202E) &&
	    (c < 0x2066 || c > 0x2069) && c != 0xFFFE && c != 0xFFFF;
}

size_t
text_length(const char *s)
{
	size_t	 n = 0;

	while (text_next(&s) != 0)
		n++;
	return n;
}

size_t
text_columns(const char *s)
{
	int	 n = u8_strwidth((const uint8_t *)s, "UTF-8");

	return n < 0 ? 0 : (size_t)n;
}

/* Broken text counts byte by byte as U+FFFD, so that no loop runs past it. */
uint32_t
text_next(const char **pos)
{
	const uint8_t	*at = (const uint8_t *)*pos;
	ucs4_t		 c;
	int		 n;

	if (*at == '\0')
		return 0;
	n = u8_mbtoucr(&c, at, strnlen(*pos, 4));
	if (n < 1) {
		*pos += 1;
		return 0xFFFD;
	}
	*pos += n;
	return c;
}

bool
text_is_blank(uint32_t c)
{

	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x00A0 ||
	    c == 0x3000 || (c >= 0x200B && c <= 0x200D) || c == 0x2060 ||
	    c == 0xFEFF;
}

void
text_trim(char *s)
{
	const char	*start = s, *end, *pos, *next;
	uint32_t	 c;

	for (pos = s; text_is_blank(text_next(&pos)); )
		start = pos;
	for (end = next = start; (c = text_next(&next)) != 0; )
		if (!text_is_blank(c))
			end = next;
	memmove(s, start, (size_t)(end - start));
	s[end - start] = '\0';
}

bool
text_fold_code_to(const char *typed, char *out, size_t size)
{
	const char	*from, *pos = typed;
	size_t		 len = 0, n;
	uint32_t	 c;
	char		 ascii;

	for (from = pos; (c = text_next(&pos)) != 0; from = pos) {
		if (text_is_blank(c))
			continue;
		n = (size_t)(pos - from);
		if (c >= FULLWIDTH_FIRST && c <= FULLWIDTH_LAST) {
			ascii = (char)(c - FULLWIDTH_SHIFT);
			from = &ascii;
			n = 1;
		}
		if (n >= size - len)
			return false;
		memmove(out + len, from, n);
		len += n;
	}
	out[len] = '\0';
	return true;
}

void
text_fold_code(char *s)
{

	(void)text_fold_code_to(s, s, strlen(s) + 1);
}

void
text_upper(char *s)
{

	for (; *s != '\0'; s++)
		if (*s >= 'a' && *s <= 'z')
			*s = (char)(*s - 'a' + 'A');
}

bool
text_is_digits(const char *s)
{
	size_t	 n = strspn(s, "0123456789");

	return n > 0 && s[n] == '\0';
}

bool
text_is_line(const char *text, size_t max)
{
	const char	*at = text;
	uint32_t	 c;

	if (*text == '\0' || !text_is_utf8(text, strlen(text)) ||
	    text_length(text) > max)
		return false;
	while ((c = text_next(&at)) != 0)
		if (!text_is_shown(c))
			return false;
	return true;
}
