/* Cookie and Set-Cookie, read and written narrowly. */
#include <string.h>

#include "base/buf.h"
#include "http/cookie.h"

#define PAIRS_MAX	64	/* that are looked at */

static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "abcdefghijklmnopqrstuvwxyz0123456789-_";

static bool
take(const char *value, size_t len, char out[COOKIE_VALUE_BYTES])
{
	if (len == 0 || len >= COOKIE_VALUE_BYTES ||
	    strspn(value, allowed) < len)
		return false;
	memcpy(out, value, len);
	out[len] = '\0';
	return true;
}

bool
cookie_get(const char *header, const char *name, char out[COOKIE_VALUE_BYTES])
{
	size_t	 len, name_len = strlen(name);
	int	 n, seen = 0;
	bool	 good = false;

	for (n = 0; *header != '\0' && n < PAIRS_MAX; n++) {
		header += strspn(header, "; \t");
		len = strcspn(header, ";");
		if (len > name_len && header[name_len] == '=' &&
		    strncmp(header, name, name_len) == 0) {
			seen++;
			good = take(header + name_len + 1, len - name_len - 1,
			    out);
		}
		header += len;
	}
	return good && seen == 1 && *header == '\0';
}

enum reason
cookie_set(struct response *res, const char *name, const char *value,
    const char *path, bool secure)
{
	struct buf	 text = BUF_INIT(512);
	enum reason	 why;

	if (value != NULL && strspn(value, allowed) != strlen(value))
		return fail(REASON_INTERNAL, "value of cookie %s", name);
	why = buf_printf(&text, "%s=%s; Path=%s; HttpOnly; SameSite=Strict%s%s",
	    name, value == NULL ? "" : value, path, secure ? "; Secure" : "",
	    value == NULL ? "; Max-Age=0" : "");
	if (why == OK)
		why = response_header(res, "Set-Cookie", buf_text(&text));
	buf_cleanse(&text);
	return why;
}
