#include <stddef.h>
#include <string.h>

#include "base/text.h"
#include "field/annotation.h"

#define SINCE		"2021-12-17"	/* notice 2021-97, paragraph 1 */
#define GROUP		4
#define DAY_S		86400
#define CODE_CHARS	(ANNOTATION_CODE_BYTES - 1)

static const char	*const words[ANNOTATION__MAX] = {
	[ANNOTATION_UNKNOWN] = "unknown",
	[ANNOTATION_GOOD] = "good",
	[ANNOTATION_EXPIRED] = "expired",
	[ANNOTATION_WITHDRAWN] = "withdrawn",
};

/* https://www.crockford.com/base32.html */
static const char	 alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const char *
annotation_state_word(enum annotation_state state)
{

	return (int)state >= 0 && state < ANNOTATION__MAX ? words[state] :
	    words[ANNOTATION_UNKNOWN];
}

enum annotation_state
annotation_state_named(const char *word)
{
	size_t	 i;

	for (i = 0; i < ANNOTATION__MAX; i++)
		if (strcmp(word, words[i]) == 0)
			return (enum annotation_state)i;
	return ANNOTATION_UNKNOWN;
}

/* 130 bits, five at a time, of which the first two are 0. */
void
annotation_code_format(const unsigned char bits[ANNOTATION_CODE_BITS_BYTES],
    char out[ANNOTATION_CODE_BYTES])
{
	uint32_t	 held = 0;
	int		 have = 2;
	size_t		 i, n = 0;

	for (i = 0; i < ANNOTATION_CODE_BITS_BYTES; i++) {
		held = (held << 8 | bits[i]) & 0xfff;
		for (have += 8; have >= 5; have -= 5)
			out[n++] = alphabet[held >> (have - 5) & 31];
	}
	out[n] = '\0';
}

/* The value of one character of a folded code, -1 when it has none. */
static int
digit(char c)
{
	const char	*at;

	if (c == 'I' || c == 'L')
		c = '1';
	else if (c == 'O')
		c = '0';
	return (at = memchr(alphabet, c, sizeof(alphabet) - 1)) == NULL ? -1 :
	    (int)(at - alphabet);
}

bool
annotation_code_parse(const char *typed,
    unsigned char bits[ANNOTATION_CODE_BITS_BYTES])
{
	char		 s[80];
	unsigned char	 out[ANNOTATION_CODE_BITS_BYTES];
	uint32_t	 held = 0;
	int		 have = -2, value;
	size_t		 i, chars = 0, n = 0;

	if (!text_fold_code_to(typed, s, sizeof(s)))
		return false;
	text_upper(s);
	for (i = 0; s[i] != '\0'; i++) {
		if (s[i] == '-')
			continue;
		if ((value = digit(s[i])) < 0 || ++chars > CODE_CHARS ||
		    (chars == 1 && value > 7))
			return false;
		held = (held << 5 | (uint32_t)value) & 0x1fff;
		if ((have += 5) >= 8) {
			out[n++] = (unsigned char)(held >> (have - 8) & 255);
			have -= 8;
		}
	}
	if (chars != CODE_CHARS)
		return false;
	memcpy(bits, out, sizeof(out));
	return true;
}

void
annotation_code_group(const char code[ANNOTATION_CODE_BYTES],
    char out[ANNOTATION_GROUPED_BYTES])
{
	size_t	 i, n = 0;

	for (i = 0; i < CODE_CHARS && code[i] != '\0'; i++) {
		if (i > 0 && i % GROUP == 0)
			out[n++] = '-';
		out[n++] = code[i];
	}
	out[n] = '\0';
}

enum reason
annotation_days_check(long days)
{

	return days >= 1 && days <= ANNOTATION_DAYS_MAX ? OK : REASON_DAYS;
}

time_t
annotation_expires(time_t made_at, int days)
{

	return made_at + (time_t)days * DAY_S;
}

/* At least what the registry's constraint annotation_recipient refuses. */
static bool
is_unfit(uint32_t c)
{

	return !text_is_shown(c) || c == 0xfeff;
}

enum reason
annotation_recipient_normalise(const char *typed,
    char out[ANNOTATION_RECIPIENT_BYTES])
{
	char		 s[2 * ANNOTATION_RECIPIENT_BYTES];
	const char	*at;
	uint32_t	 c;
	size_t		 len = strlen(typed);

	if (len >= sizeof(s) || !text_is_utf8(typed, len))
		return REASON_RECIPIENT;
	memcpy(s, typed, len + 1);
	text_trim(s);
	if (text_length(s) > ANNOTATION_RECIPIENT_CHARS_MAX)
		return REASON_RECIPIENT;
	for (at = s; (c = text_next(&at)) != 0;)
		if (is_unfit(c))
			return REASON_RECIPIENT;
	memcpy(out, s, strlen(s) + 1);
	return OK;
}

bool
annotation_is_needed(const struct certificate *c)
{

	return c->style != 2 || *c->issued_on == '\0' ||
	    strcmp(c->issued_on, SINCE) >= 0;
}
