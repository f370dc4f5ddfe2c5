/* libqrencode's modules -> an SVG path of horizontal runs. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <qrencode.h>

#include "base/buf.h"
#include "document/qr.h"

#define VERSION_MAX	10
#define PATH_MAX_BYTES	32768

static bool
is_dark(const QRcode *code, int x, int y)
{
	return (code->data[y * code->width + x] & 1) != 0;
}

/* Each run of dark modules is a rectangle of its own. */
static enum reason
write_row(const QRcode *code, int y, struct buf *path)
{
	enum reason	 why = OK;
	int		 x, from;

	for (x = 0; why == OK && x < code->width; x++) {
		if (!is_dark(code, x, y))
			continue;
		for (from = x; x < code->width && is_dark(code, x, y); x++)
			;
		why = buf_printf(path, "M%d %dh%dv1H%dz", from + QR_QUIET,
		    y + QR_QUIET, x - from, from + QR_QUIET);
	}
	return why;
}

static void
add_drawing(struct tree *t, xmlNode *parent, int side, const char *path)
{
	xmlNode	*svg = tree_add_ns(t, parent, NS_SVG, "svg");
	xmlNode	*node;
	char	 text[32];

	snprintf(text, sizeof(text), "0 0 %d %d", side, side);
	tree_attr(t, svg, "viewBox", text);
	tree_attr(t, svg, "shape-rendering", "crispEdges");
	node = tree_add(t, svg, "path", NULL);
	tree_attr(t, node, "fill", "#fff");
	snprintf(text, sizeof(text), "M0 0h%dv%dH0z", side, side);
	tree_attr(t, node, "d", text);
	node = tree_add(t, svg, "path", NULL);
	tree_attr(t, node, "fill", "#000");
	tree_attr(t, node, "d", path);
}

enum reason
qr_add(struct tree *t, xmlNode *parent, const char *text)
{
	struct buf	 path = BUF_INIT(PATH_MAX_BYTES);
	QRcode		*code;
	enum reason	 why = OK;
	int		 y;

	if (*text == '\0')
		return fail(REASON_INTERNAL, "an empty QR code");
	if (strlen(text) > QR_TEXT_MAX)
		return fail(REASON_TOO_LARGE, "QR code of %zu bytes",
		    strlen(text));
	code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	if (code == NULL)
		return errno == ENOMEM ? fail(REASON_MEMORY, "QR code") :
		    fail(REASON_INTERNAL, "QR code was not made");
	if (code->version > VERSION_MAX)
		why = fail(REASON_TOO_LARGE, "QR code version %d",
		    code->version);
	for (y = 0; why == OK && y < code->width; y++)
		why = write_row(code, y, &path);
	if (why == OK)
		add_drawing(t, parent, code->width + 2 * QR_QUIET,
		    buf_text(&path));
	QRcode_free(code);
	buf_free(&path);
	return why;
}
