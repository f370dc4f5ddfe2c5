#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "service/sheet_text.h"

#define MARK		"\xEF\xBB\xBF"
#define HELD_MAX	8	/* GB18030 has four bytes at most */
#define LOST		"\xEF\xBF\xBD"

/* Of a hundred characters that may be broken before it is no UTF-8. */
#define WHOLE_PER_BROKEN	20

struct sheet_text {
	iconv_t		 cd;		/* (iconv_t)-1: UTF-8 */
	bool		 strict;
	bool		 begun;		/* a mark is none any more */
	size_t		 marked;	/* bytes of it that came */
	bool		 cr;		/* the last byte was one */
	char		 held[HELD_MAX];
	size_t		 nheld;
};

static void
guess_byte(struct sheet_guess *g, unsigned char c)
{
	if ((c & 0xC0) == 0x80) {
		if (g->wanted == 0)
			g->broken++;
		else if (--g->wanted == 0)
			g->whole++;
		return;
	}
	if (g->wanted > 0)
		g->broken++;
	g->wanted = c < 0x80 ? 0 : c < 0xC2 ? 0 : c < 0xE0 ? 1 :
	    c < 0xF0 ? 2 : c < 0xF5 ? 3 : 0;
	if (c >= 0x80 && g->wanted == 0)
		g->broken++;
}

void
sheet_guess_add(struct sheet_guess *g, const char *bytes, size_t len)
{
	size_t	 i;

	for (i = 0; i < len && g->bytes + i < sizeof(g->first); i++)
		g->first[g->bytes + i] = (unsigned char)bytes[i];
	g->bytes += len;
	g->nul = g->nul || (len > 0 && memchr(bytes, '\0', len) != NULL);
	for (i = 0; i < len; i++)
		if ((unsigned char)bytes[i] >= 0x80 || g->wanted > 0)
			guess_byte(g, (unsigned char)bytes[i]);
}

enum reason
sheet_guess_end(const struct sheet_guess *g, enum sheet_encoding *out)
{
	if (memcmp(g->first, "PK\3\4", 4) == 0 ||
	    memcmp(g->first, "\xD0\xCF\x11\xE0", 4) == 0)
		return fail(REASON_BATCH_FORMAT, "a workbook");
	if (g->nul)
		return fail(REASON_BATCH_ENCODING, "NUL or UTF-16");
	*out = memcmp(g->first, MARK, strlen(MARK)) == 0 ||
	    (g->broken + (g->wanted > 0)) * WHOLE_PER_BROKEN <= g->whole ?
	    SHEET_UTF8 : SHEET_GB18030;
	return OK;
}

enum reason
sheet_text_open(enum sheet_encoding encoding, bool strict,
    struct sheet_text **out)
{
	struct sheet_text	*t = calloc(1, sizeof(*t));

	if (t == NULL)
		return fail(REASON_MEMORY, "text of a table");
	t->strict = strict;
	t->cd = encoding == SHEET_UTF8 ? (iconv_t)-1 :
	    iconv_open("UTF-8", "GB18030");
	if (encoding == SHEET_GB18030 && t->cd == (iconv_t)-1) {
		free(t);
		return fail(REASON_BATCH_ENCODING, "no GB18030 here");
	}
	*out = t;
	return OK;
}

void
sheet_text_free(struct sheet_text **t)
{
	if (*t == NULL)
		return;
	if ((*t)->cd != (iconv_t)-1)
		iconv_close((*t)->cd);
	explicit_bzero(*t, sizeof(**t));
	free(*t);
	*t = NULL;
}

/* The mark at the very beginning goes, though it come byte by byte. */
static enum reason
skip_mark(struct sheet_text *t, const char **text, size_t *len,
    struct buf *out)
{
	for (; *len > 0 && t->marked < strlen(MARK) &&
	    **text == MARK[t->marked]; ++*text, --*len)
		t->marked++;
	if (t->marked == strlen(MARK)) {
		t->begun = true;
		return OK;
	}
	if (*len == 0)
		return OK;
	t->begun = true;
	return buf_add(out, MARK, t->marked);
}

/* CRLF and CR -> LF. */
static enum reason
plain(struct sheet_text *t, const char *text, size_t len, struct buf *out)
{
	enum reason	 why = OK;
	size_t		 n;

	if (!t->begun)
		why = skip_mark(t, &text, &len, out);
	while (why == OK && len > 0) {
		if (t->cr && *text == '\n')
			n = 1;
		else if (*text == '\r') {
			why = buf_add(out, "\n", 1);
			n = 1;
		} else {
			const char *cr = memchr(text, '\r', len);

			n = cr == NULL ? len : (size_t)(cr - text);
			why = buf_add(out, text, n);
		}
		t->cr = text[n - 1] == '\r';
		text += n;
		len -= n;
	}
	return why;
}

/* One byte that is no character, or the rest of one at the very end. */
static enum reason
lost(struct sheet_text *t, char **in, size_t *len, struct buf *out)
{
	if (t->strict)
		return fail(REASON_BATCH_ENCODING, "not GB18030");
	++*in;
	--*len;
	return plain(t, LOST, strlen(LOST), out);
}

static enum reason
convert(struct sheet_text *t, char *in, size_t len, bool last,
    struct buf *out)
{
	char		 part[4096], *to;
	size_t		 room, done;
	enum reason	 why = OK;
	int		 error;

	while (why == OK && len > 0) {
		to = part;
		room = sizeof(part);
		done = iconv(t->cd, &in, &len, &to, &room);
		error = errno;
		why = plain(t, part, sizeof(part) - room, out);
		if (done != (size_t)-1 || error == E2BIG || why != OK)
			continue;
		if (error == EINVAL && !last && len < HELD_MAX) {
			memcpy(t->held, in, len);
			t->nheld = len;
			break;
		}
		why = lost(t, &in, &len, out);
	}
	explicit_bzero(part, sizeof(part));
	return why;
}

enum reason
sheet_text_add(struct sheet_text *t, const char *bytes, size_t len, bool last,
    struct buf *out)
{
	struct buf	 both = BUF_INIT(len + HELD_MAX);
	enum reason	 why;

	if (t->cd == (iconv_t)-1)
		return plain(t, bytes, len, out);
	why = buf_add(&both, t->held, t->nheld);
	if (why == OK)
		why = buf_add(&both, bytes, len);
	t->nheld = 0;
	if (why == OK && both.len > 0)
		why = convert(t, both.data, both.len, last, out);
	buf_cleanse(&both);
	return why;
}
