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
 * alpha (cairo's ARGB32).  Sixteen colours stand for all there are.  MEMORY;
 * XML when libpng does not write it or it is larger than the buffer takes.
 */
enum reason	 png_write(const unsigned char *pixels, int side,
		    size_t stride, struct buf *) MUST_CHECK;

#endif
