/*
 * The picture of a round official seal: drawn as SVG by a stylesheet, and from
 * that as PNG, which is what readers of seals can be relied on to show.
 */
#ifndef ECERT_DOCUMENT_SEAL_PICTURE_H
#define ECERT_DOCUMENT_SEAL_PICTURE_H

#include "base/buf.h"
#include "base/reason.h"

#define SEAL_PICTURE_MM		42	/* width and height */
#define SEAL_PICTURE_PIXELS	280	/* some 170 dpi, in 8 KB at most */

/* UTF-8, borrowed. */
struct seal_picture {
	const char	*owner;		/* along the upper arc */
	const char	*word;		/* of the seal: 专用章 and the like */
	const char	*mark;		/* across it; "" for none */
};

/*
 * Write the picture as SVG, by xsl_dir/document/seal-picture.xsl.  XML with
 * the stylesheet's name when that is missing or wrong.
 */
enum reason	 seal_picture_svg(const char *xsl_dir,
		    const struct seal_picture *, struct buf *) MUST_CHECK;

/*
 * Draw an SVG of ours as a square PNG with a clear ground.  XML when it cannot
 * be drawn.  Characters come from the machine's fonts: one that none of them
 * has is shown as a box.
 */
enum reason	 seal_picture_png(const struct buf *svg, int pixels,
		    struct buf *png) MUST_CHECK;

#endif
