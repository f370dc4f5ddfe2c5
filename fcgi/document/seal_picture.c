#include <cairo.h>
#include <librsvg/rsvg.h>

#include "document/png.h"
#include "document/render.h"
#include "document/seal_picture.h"
#include "document/tree.h"

enum reason
seal_picture_svg(const char *xsl_dir, const struct seal_picture *picture,
    struct buf *out)
{
	struct buf	 sheet = BUF_INIT(4096);
	struct tree	 t;
	xmlNode		*root;
	xmlDoc		*doc = NULL;
	enum reason	 why;

	root = tree_root(&t, NS_MODEL, "sealPicture");
	tree_add(&t, root, "owner", picture->owner);
	tree_add(&t, root, "word", picture->word);
	tree_add_some(&t, root, "mark", picture->mark);
	if ((why = tree_done(&t, &doc)) != OK)
		return why;
	why = buf_printf(&sheet, "%s/document/seal-picture.xsl", xsl_dir);
	if (why == OK)
		why = render_by(buf_text(&sheet), doc, out);
	buf_free(&sheet);
	xmlFreeDoc(doc);
	return why;
}

static enum reason
draw(RsvgHandle *svg, cairo_surface_t *surface, int pixels)
{
	RsvgRectangle	 all = { 0, 0, pixels, pixels };
	GError		*error = NULL;
	cairo_t		*cr = cairo_create(surface);
	enum reason	 why = OK;

	if (!rsvg_handle_render_document(svg, cr, &all, &error)) {
		why = fail(REASON_XML, "SVG not drawn: %s", error->message);
		g_error_free(error);
	} else if (cairo_status(cr) != CAIRO_STATUS_SUCCESS)
		why = fail(REASON_MEMORY, "drawing a picture");
	cairo_destroy(cr);
	return why;
}

enum reason
seal_picture_png(const struct buf *svg, int pixels, struct buf *png)
{
	RsvgHandle	*handle;
	GError		*error = NULL;
	cairo_surface_t	*surface;
	enum reason	 why;

	handle = rsvg_handle_new_from_data(
	    (const unsigned char *)buf_text(svg), svg->len, &error);
	if (handle == NULL) {
		why = fail(REASON_XML, "SVG not read: %s", error->message);
		g_error_free(error);
		return why;
	}
	surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, pixels,
	    pixels);
	if ((why = draw(handle, surface, pixels)) == OK) {
		cairo_surface_flush(surface);
		why = png_write(cairo_image_surface_get_data(surface), pixels,
		    (size_t)cairo_image_surface_get_stride(surface), png);
	}
	cairo_surface_destroy(surface);
	g_object_unref(handle);
	return why;
}
