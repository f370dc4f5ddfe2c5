#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/text.h"
#include "http/fields.h"
#include "responder/bureau_purpose.h"

#define RESIDENT_DIGITS	17	/* and a check character: GB 11643 */

static const struct part {
	const char	*name;
	size_t		 offset;	/* in struct purpose */
	size_t		 chars;		/* at most */
	bool		 needed;
	bool		 code;		/* letters, digits, hyphens */
} parts[] = {
	{ "item", offsetof(struct purpose, item_code), 40, true, true },
	{ "name", offsetof(struct purpose, item_name), 100, false, false },
	{ "cause", offsetof(struct purpose, cause), 200, true, false },
	{ "officer", offsetof(struct purpose, officer), 50, false, false },
};
#define PARTS	(sizeof(parts) / sizeof(parts[0]))

static bool
is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z');
}

/* Somebody's identity number does not belong into a reason. */
static bool
has_resident_number(const char *text)
{
	size_t	 digits;

	for (; *text != '\0'; text += digits == 0 ? 1 : digits) {
		digits = strspn(text, "0123456789");
		if (digits == RESIDENT_DIGITS + 1 ||
		    (digits == RESIDENT_DIGITS &&
		    (text[digits] == 'X' || text[digits] == 'x')))
			return true;
	}
	return false;
}

static bool
is_fit(const struct part *part, const char *value)
{
	const char	*at = value;
	uint32_t	 c;

	if (text_length(value) > part->chars || has_resident_number(value))
		return false;
	if (part->code) {
		for (; is_alnum(*at) || *at == '-'; at++)
			;
		return *at == '\0';
	}
	while ((c = text_next(&at)) != 0)
		if (!text_is_shown(c))
			return false;
	return true;
}

static enum reason
take(const struct fields *fields, const struct part *part,
    struct purpose *out)
{
	const char	*value = fields_get(fields, part->name);

	if (value == NULL || *value == '\0')
		return part->needed ?
		    fail(REASON_PURPOSE_MISSING, "no %s", part->name) : OK;
	if (!is_fit(part, value))
		return fail(REASON_PURPOSE_UNFIT, "%s", part->name);
	memcpy((char *)out + part->offset, value, strlen(value) + 1);
	return OK;
}

enum reason
bureau_purpose_read(const char *header, struct purpose *out)
{
	struct fields	 fields = { .memory = NULL };
	enum reason	 why = OK;
	size_t		 i;

	memset(out, 0, sizeof(*out));
	if (*header == '\0')
		return fail(REASON_PURPOSE_MISSING, "no header");
	if (fields_decode(&fields, header, strlen(header)) != OK)
		why = fail(REASON_PURPOSE_UNFIT, "%s", fail_detail());
	for (i = 0; why == OK && i < PARTS; i++)
		why = take(&fields, &parts[i], out);
	fields_free(&fields);
	if (why != OK)
		memset(out, 0, sizeof(*out));
	return why;
}
