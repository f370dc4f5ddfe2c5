#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "service/lookup_text.h"

static bool
begins(const char *bytes, size_t len, const char *with, size_t n)
{
	return len >= n && memcmp(bytes, with, n) == 0;
}

static enum reason
from_gb18030(const char *bytes, size_t len, struct buf *out)
{
	iconv_t		 cd = iconv_open("UTF-8", "GB18030");
	char		 part[4096];
	/* iconv() does not write where it reads, whatever its type says. */
	char		*in = (char *)(uintptr_t)bytes, *to;
	size_t		 room, done = 0;
	enum reason	 why = OK;

	if (cd == (iconv_t)-1)
		return fail(REASON_BATCH_ENCODING, "no GB18030 here");
	while (why == OK && len > 0) {
		to = part;
		room = sizeof(part);
		done = iconv(cd, &in, &len, &to, &room);
		/* A full buffer is no fault; standing still is one. */
		if (done == (size_t)-1 && room > sizeof(part) - 8)
			why = fail(REASON_BATCH_ENCODING, "not GB18030");
		else
			why = buf_add(out, part, sizeof(part) - room);
	}
	iconv_close(cd);
	explicit_bzero(part, sizeof(part));
	return why;
}

/* CRLF and CR -> LF, in place. */
static void
plain_line_ends(struct buf *text)
{
	size_t	 i, n = 0;

	for (i = 0; i < text->len; i++) {
		if (text->data[i] == '\r' && i + 1 < text->len &&
		    text->data[i + 1] == '\n')
			continue;
		text->data[n++] = text->data[i] == '\r' ? '\n' : text->data[i];
	}
	text->len = n;
	if (text->data != NULL)
		text->data[n] = '\0';
}

enum reason
lookup_text(const char *bytes, size_t len, struct buf *out)
{
	enum reason	 why;

	if (begins(bytes, len, "PK\3\4", 4) ||
	    begins(bytes, len, "\xD0\xCF\x11\xE0", 4))
		return fail(REASON_BATCH_FORMAT, "a workbook");
	if (begins(bytes, len, "\xEF\xBB\xBF", 3)) {
		bytes += 3;
		len -= 3;
	}
	if (memchr(bytes, '\0', len) != NULL)
		return fail(REASON_BATCH_ENCODING, "NUL or UTF-16");
	why = text_is_utf8(bytes, len) ? buf_add(out, bytes, len) :
	    from_gb18030(bytes, len, out);
	if (why == OK && !text_is_utf8(buf_text(out), out->len))
		why = fail(REASON_BATCH_ENCODING, "not text");
	/* The last line ends too, so that an open quote is seen. */
	if (why == OK)
		why = buf_puts(out, "\n");
	plain_line_ends(out);
	return why;
}
