/*
 * Bodies of uploads: the first line is the Content-Type, what follows it the
 * body, read in one piece and in pieces.
 */
#include "fuzz.h"

#include "base/text.h"
#include "http/multipart.h"

static const char *const names[] = { "file", "note", "code", "a" };
#define NAMES	(sizeof(names) / sizeof(names[0]))

static bool
is_expected(enum reason why)
{
	return why == OK || why == REASON_BAD_REQUEST ||
	    why == REASON_MEDIA_TYPE || why == REASON_TOO_LARGE ||
	    why == REASON_FILE_TOO_LARGE || why == REASON_FILE_ONE;
}

/* The pieces have sizes that the bytes before them give. */
static enum reason
read_body(const char *type, const uint8_t *body, size_t len, bool in_pieces,
    struct multipart **m)
{
	size_t		 at, n;
	enum reason	 why;
	uint8_t		*piece;

	if ((why = multipart_open(type, m)) != OK)
		return why;
	for (at = 0; why == OK && at < len; at += n) {
		n = in_pieces ? 1 + (at > 0 ? body[at - 1] : 0) % 13 : len;
		if (n > len - at)
			n = len - at;
		/* Memory of just that size, for the sanitizer's sake. */
		HOLDS((piece = malloc(n)) != NULL);
		memcpy(piece, body + at, n);
		why = multipart_feed(*m, (const char *)piece, n);
		free(piece);
	}
	return why != OK ? why : multipart_end(*m);
}

static void
check_same(const struct multipart *a, const struct multipart *b)
{
	const struct buf	*fa, *fb;
	const char		*ta, *tb;
	size_t			 i, files = 0;

	for (i = 0; i < NAMES; i++) {
		fa = multipart_file(a, names[i]);
		fb = multipart_file(b, names[i]);
		HOLDS((fa == NULL) == (fb == NULL));
		if (fa != NULL) {
			files++;
			HOLDS(fa->len <= MULTIPART_FILE_MAX);
			HOLDS(fa->len == fb->len && memcmp(buf_text(fa),
			    buf_text(fb), fa->len) == 0);
		}
		ta = multipart_text(a, names[i]);
		tb = multipart_text(b, names[i]);
		HOLDS((ta == NULL) == (tb == NULL));
		HOLDS(ta == NULL || fa == NULL);
		if (ta != NULL) {
			HOLDS(strcmp(ta, tb) == 0);
			HOLDS(strlen(ta) <= MULTIPART_TEXT_MAX);
			HOLDS(text_is_utf8(ta, strlen(ta)));
		}
	}
	HOLDS(files <= 1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	const uint8_t		*end = memchr(bytes, '\n', len);
	size_t			 line = end != NULL ? (size_t)(end - bytes) :
				    len;
	size_t			 rest = end != NULL ? len - line - 1 : 0;
	const uint8_t		*body = bytes + (len - rest);
	char			*type = fuzz_text(bytes, line);
	struct multipart	*whole = NULL, *pieces = NULL;
	enum reason		 why, again;

	why = read_body(type, body, rest, false, &whole);
	again = read_body(type, body, rest, true, &pieces);
	HOLDS(is_expected(why) && is_expected(again));
	HOLDS((why == OK) == (again == OK));
	HOLDS((why == REASON_MEDIA_TYPE) == !multipart_is_type(type));
	if (why == OK)
		check_same(whole, pieces);
	multipart_free(&whole);
	multipart_free(&pieces);
	free(type);
	return 0;
}
