/*
 * PNG with a palette: a seal's picture travels in every document that is
 * sealed with it, and has few colours.
 */
#ifndef ECERT_DOCUMENT_PNG_H
#define ECERT_DOCUMENT_PNG_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/reason.h"

/*
 * Append a square picture of side x side pixels, rows of stride bytes, each
 * pixel alpha, red, green, blue from the highest byte down, multiplied by
 * alpha (cairo's ARGB32).  Colours are rounded until 256 are enough.  MEMORY;
 * XML when libpng does not write it; TOO_LARGE.
 */
enum reason	 png_write(const unsigned char *pixels, int side,
		    size_t stride, struct buf *) MUST_CHECK;

#endif
