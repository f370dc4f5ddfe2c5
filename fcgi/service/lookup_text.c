#include <string.h>

#include "base/text.h"
#include "service/lookup_text.h"
#include "service/sheet_text.h"

/* A table of a visitor's is whole: one broken byte, and it is no UTF-8. */
enum reason
lookup_text(const char *bytes, size_t len, struct buf *out)
{
	struct sheet_guess	 guess = { 0 };
	struct sheet_text	*text = NULL;
	enum sheet_encoding	 encoding;
	enum reason		 why;

	sheet_guess_add(&guess, bytes, len);
	if ((why = sheet_guess_end(&guess, &encoding)) != OK)
		return why;
	encoding = text_is_utf8(bytes, len) ? SHEET_UTF8 : SHEET_GB18030;
	if ((why = sheet_text_open(encoding, true, &text)) != OK)
		return why;
	why = sheet_text_add(text, bytes, len, true, out);
	sheet_text_free(&text);
	if (why == OK && !text_is_utf8(buf_text(out), out->len))
		why = fail(REASON_BATCH_ENCODING, "not text");
	/* The last line ends too, so that an open quote is seen. */
	return why == OK ? buf_puts(out, "\n") : why;
}
