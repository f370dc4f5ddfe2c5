#include <stdio.h>
#include <string.h>

#include "field/licence.h"

#define ROOT		"1.2.156.3005.2."
#define ALPHABET	"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define TYPE_CHARS	21
#define ISSUER_CHARS	18
#define SERIAL_CHARS	32	/* at most */
#define VERSION_CHARS	3
#define VERSION_MAX	999
#define BODY_BYTES	(TYPE_CHARS + ISSUER_CHARS + SERIAL_CHARS + \
			    VERSION_CHARS + 1)

/* ISO 7064 hybrid system MOD 37,36 (GB/T 17710-2008). */
char
licence_check_character(const char *text)
{
	const char	*at;
	int		 p = 36, s;

	for (; *text != '\0'; text++) {
		if ((at = strchr(ALPHABET, *text)) == NULL)
			return '\0';
		s = (p + (int)(at - ALPHABET)) % 36;
		p = 2 * (s == 0 ? 36 : s) % 37;
	}
	return ALPHABET[(37 - p) % 36];
}

static bool
is_part(const char *part, size_t min, size_t max)
{
	size_t	 n = strspn(part, ALPHABET);

	return part[n] == '\0' && n >= min && n <= max;
}

enum reason
licence_identifier(const char *type, const char *issuer, const char *serial,
    unsigned version, char out[LICENCE_BYTES])
{
	char	 body[BODY_BYTES];

	if (!is_part(type, TYPE_CHARS, TYPE_CHARS))
		return fail(REASON_DATA, "licence identifier: type code");
	if (!is_part(issuer, ISSUER_CHARS, ISSUER_CHARS))
		return fail(REASON_DATA, "licence identifier: issuer code");
	if (!is_part(serial, 1, SERIAL_CHARS))
		return fail(REASON_DATA, "licence identifier: serial");
	if (version < 1 || version > VERSION_MAX)
		return fail(REASON_DATA, "licence identifier: version");
	(void)snprintf(body, sizeof(body), "%s%s%s%03u", type, issuer, serial,
	    version);
	(void)snprintf(out, LICENCE_BYTES, ROOT "%s.%s.%s.%03u.%c", type,
	    issuer, serial, version, licence_check_character(body));
	return OK;
}

/*
 * Copy the part that *pos begins with, up to its dot (or the end, for the last
 * part), and step past it.
 */
static bool
next_part(const char **pos, char end, size_t min, size_t max, char *out)
{
	size_t	 n = strspn(*pos, ALPHABET);

	if (n < min || n > max || (*pos)[n] != end)
		return false;
	memcpy(out, *pos, n);
	out[n] = '\0';
	*pos += n + (end != '\0');
	return true;
}

bool
licence_is_valid(const char *id)
{
	static const struct {
		size_t	 min;
		size_t	 max;
	} parts[] = {
		{ TYPE_CHARS, TYPE_CHARS },
		{ ISSUER_CHARS, ISSUER_CHARS },
		{ 1, SERIAL_CHARS },
		{ VERSION_CHARS, VERSION_CHARS },
	};
	char		 body[BODY_BYTES], check[2];
	size_t		 i, len = 0;
	const char	*version;

	if (strncmp(id, ROOT, strlen(ROOT)) != 0)
		return false;
	id += strlen(ROOT);
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (!next_part(&id, '.', parts[i].min, parts[i].max,
		    body + len))
			return false;
		len += strlen(body + len);
	}
	version = body + len - VERSION_CHARS;
	return strspn(version, "0123456789") == VERSION_CHARS &&
	    strcmp(version, "000") != 0 &&
	    next_part(&id, '\0', 1, 1, check) &&
	    check[0] == licence_check_character(body);
}

/* GB 32100-2015: letters without I O S V Z, weights 3^i modulo 31. */
char
uscc_check_character(const char code[17])
{
	static const char	 alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
	const char		*at;
	int			 i, sum = 0, weight = 1;

	for (i = 0; i < 17; i++) {
		if (code[i] == '\0' ||
		    (at = strchr(alphabet, code[i])) == NULL)
			return '\0';
		sum += (int)(at - alphabet) * weight;
		weight = weight * 3 % 31;
	}
	return alphabet[(31 - sum % 31) % 31];
}
