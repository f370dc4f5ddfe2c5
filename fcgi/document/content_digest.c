#include <string.h>

#include "base/secret.h"
#include "document/base64.h"
#include "document/content_digest.h"

#define NAME		"sha-256"
#define DIGEST_BYTES	32
#define VALUE_BYTES	128	/* of SHA-512 in base64, and some */

/* The next member name=:base64:, and where the one after it begins. */
static bool
next(const char **at, const char **name, size_t *name_len,
    const char **value, size_t *value_len)
{
	const char	*end;

	*name = *at + strspn(*at, " \t");
	*name_len = strcspn(*name, "=");
	*value = *name + *name_len;
	if (strncmp(*value, "=:", 2) != 0)
		return false;
	*value += 2;
	if ((end = strchr(*value, ':')) == NULL)
		return false;
	*value_len = (size_t)(end - *value);
	end++;
	end += strspn(end, " \t");
	if (*end != '\0' && *end++ != ',')
		return false;
	*at = end;
	return *value_len < VALUE_BYTES;
}

static enum reason
compare(const char *value, size_t value_len, const void *body, size_t len)
{
	struct buf	 text = BUF_INIT(VALUE_BYTES);
	struct buf	 bytes = BUF_INIT(VALUE_BYTES);
	char		 theirs[2 * DIGEST_BYTES + 1];
	char		 ours[2 * DIGEST_BYTES + 1];
	enum reason	 why;

	if ((why = buf_add(&text, value, value_len)) == OK &&
	    (base64_read(buf_text(&text), &bytes) != OK ||
	    bytes.len != DIGEST_BYTES))
		why = fail(REASON_DIGEST_WRONG, "not a digest");
	if (why == OK &&
	    (why = secret_digest_hex(body, len, ours)) == OK) {
		secret_hex(bytes.data, DIGEST_BYTES, theirs);
		if (!secret_equal(ours, theirs, sizeof(ours)))
			why = fail(REASON_DIGEST_WRONG, "another body");
	}
	buf_free(&text);
	buf_free(&bytes);
	return why;
}

enum reason
content_digest_check(const char *field, const void *body, size_t len)
{
	const char	*name, *value;
	size_t		 name_len, value_len;

	while (*field != '\0') {
		if (!next(&field, &name, &name_len, &value, &value_len))
			return fail(REASON_DIGEST_WRONG, "not a dictionary");
		if (name_len == strlen(NAME) &&
		    memcmp(name, NAME, name_len) == 0)
			return compare(value, value_len, body, len);
	}
	return fail(REASON_DIGEST_WRONG, "no sha-256");
}
