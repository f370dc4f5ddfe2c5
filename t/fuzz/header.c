/* Cookie, Accept and If-None-Match. */
#include "fuzz.h"

#include "http/cookie.h"
#include "http/negotiate.h"

#define NAME	"session"
#define TAG	"\"0123456789abcdef\""

/* The header with something before and behind it; the caller frees. */
static char *
around(const char *before, const char *header, const char *behind)
{
	struct buf	 b = BUF_INIT(1u << 24);

	HOLDS(buf_printf(&b, "%s%s%s", before, header, behind) == OK);
	return b.data;
}

static void
read_cookie(const char *header)
{
	char	 value[COOKIE_VALUE_BYTES], other[COOKIE_VALUE_BYTES];
	char	*pair, *twice;

	if (!cookie_get(header, NAME, value))
		return;
	HOLDS(*value != '\0' && strlen(value) < COOKIE_VALUE_BYTES);
	HOLDS(value[strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789-_")] == '\0');
	pair = around(NAME "=", value, "");
	HOLDS(strstr(header, pair) != NULL);
	HOLDS(cookie_get(pair, NAME, other) && strcmp(other, value) == 0);
	twice = around(pair, "; ", header);
	HOLDS(!cookie_get(twice, NAME, other));
	free(twice);
	twice = around(header, ";", pair);
	HOLDS(!cookie_get(twice, NAME, other));
	free(twice);
	free(pair);
}

static void
read_accept(const char *header)
{
	enum format	 format = negotiate_accept(header);
	char		*more;

	HOLDS(format == FORMAT_HTML || format == FORMAT_XML ||
	    format == FORMAT_NONE);
	/* The first of the closest ranges counts. */
	more = around("text/html,", header, "");
	HOLDS(negotiate_accept(more) == FORMAT_HTML);
	free(more);
	more = around("application/xml, text/html;q=0.5,", header, "");
	HOLDS(negotiate_accept(more) == FORMAT_XML);
	free(more);
	more = around("text/html;q=0, text/xml;q=0.0, application/xml;q=0,",
	    header, "");
	HOLDS(negotiate_accept(more) == FORMAT_NONE);
	free(more);
}

static void
read_none_match(const char *header)
{
	char	*more;

	if (negotiate_none_match(header, TAG))
		HOLDS(strstr(header, TAG) != NULL ||
		    strchr(header, '*') != NULL);
	more = around(header, ",", "W/" TAG " ");
	HOLDS(negotiate_none_match(more, TAG));
	free(more);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	char	*header = fuzz_text(bytes, len);

	read_cookie(header);
	read_accept(header);
	read_none_match(header);
	free(header);
	return 0;
}
