/*
 * A QR code (GB/T 18284, ISO/IEC 18004) as one SVG drawing in a tree: sharp on
 * any screen and on paper, and no picture file to serve.
 */
#ifndef ECERT_DOCUMENT_QR_H
#define ECERT_DOCUMENT_QR_H

#include "document/tree.h"

#define NS_SVG		"http://www.w3.org/2000/svg"

#define QR_TEXT_MAX	200	/* bytes: 57 modules a side at the most */
#define QR_QUIET	4	/* modules left white on each side */

/*
 * Add an <svg> element for the text (error correction M) under parent: black
 * on white, the quiet zone included, one unit a module.  What it says for
 * readers of the page is left to the stylesheet.  TOO_LARGE when the text is
 * longer than QR_TEXT_MAX, INTERNAL when it is empty.
 */
enum reason	 qr_add(struct tree *, xmlNode *parent, const char *text)
		    MUST_CHECK;

#endif
