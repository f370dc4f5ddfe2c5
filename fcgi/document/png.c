#include <png.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "document/png.h"

#define COLOURS		256
#define BITS_MOST	5	/* of each of the four channels */
#define BITS_ENOUGH	2	/* four channels of 2 bits are 256 colours */

struct palette {
	int		 n;
	uint32_t	 colour[COLOURS];	/* rounded, alpha first */
	int		 last;			/* pixels come in runs */
};

/* The channel at that place, freed of alpha and rounded to so many bits. */
static uint32_t
channel(uint32_t pixel, int shift, uint32_t alpha, int bits)
{
	uint32_t	 top = (1U << bits) - 1;
	uint32_t	 c = pixel >> shift & 0xff;

	if (shift < 24)
		c = c * 255 / alpha;
	if (c > 255)
		c = 255;
	c = (c * top + 127) / 255;
	return (c * 255 / top) << shift;
}

static uint32_t
round_colour(uint32_t pixel, int bits)
{
	uint32_t	 alpha = pixel >> 24;

	if (alpha == 0 || channel(pixel, 24, alpha, bits) == 0)
		return 0;
	return channel(pixel, 24, alpha, bits) |
	    channel(pixel, 16, alpha, bits) | channel(pixel, 8, alpha, bits) |
	    channel(pixel, 0, alpha, bits);
}

/* The colour's place, -1 when the palette is full. */
static int
palette_place(struct palette *p, uint32_t colour)
{
	int	 i;

	if (p->n > 0 && p->colour[p->last] == colour)
		return p->last;
	for (i = 0; i < p->n && p->colour[i] != colour; i++)
		;
	if (i == COLOURS)
		return -1;
	if (i == p->n)
		p->colour[p->n++] = colour;
	return p->last = i;
}

/* False when there are too many colours of so many bits. */
static bool
index_pixels(const unsigned char *pixels, int side, size_t stride, int bits,
    struct palette *p, unsigned char *out)
{
	uint32_t	 pixel;
	int		 x, y, place;

	memset(p, 0, sizeof(*p));
	for (y = 0; y < side; y++)
		for (x = 0; x < side; x++) {
			memcpy(&pixel, pixels + (size_t)y * stride +
			    (size_t)x * sizeof(pixel), sizeof(pixel));
			place = palette_place(p, round_colour(pixel, bits));
			if (place == -1)
				return false;
			*out++ = (unsigned char)place;
		}
	return true;
}

static void
colour_map(const struct palette *p, unsigned char map[COLOURS * 4])
{
	int	 i;

	for (i = 0; i < p->n; i++) {
		map[4 * i] = (unsigned char)(p->colour[i] >> 16);
		map[4 * i + 1] = (unsigned char)(p->colour[i] >> 8);
		map[4 * i + 2] = (unsigned char)p->colour[i];
		map[4 * i + 3] = (unsigned char)(p->colour[i] >> 24);
	}
}

static enum reason
encode(const unsigned char *indices, int side, const struct palette *p,
    struct buf *out)
{
	unsigned char	 map[COLOURS * 4];
	png_image	 image;
	png_alloc_size_t n;
	void		*bytes;
	enum reason	 why;

	colour_map(p, map);
	memset(&image, 0, sizeof(image));
	image.version = PNG_IMAGE_VERSION;
	image.width = image.height = (png_uint_32)side;
	image.format = PNG_FORMAT_RGBA_COLORMAP;
	image.colormap_entries = (png_uint_32)p->n;
	n = PNG_IMAGE_PNG_SIZE_MAX(image);
	if ((bytes = malloc(n)) == NULL)
		return fail(REASON_MEMORY, "PNG");
	if (png_image_write_to_memory(&image, bytes, &n, 0, indices, 0,
	    map) != 0)
		why = buf_add(out, bytes, n);
	else
		why = fail(REASON_XML, "PNG: %s", image.message);
	png_image_free(&image);
	free(bytes);
	return why;
}

enum reason
png_write(const unsigned char *pixels, int side, size_t stride,
    struct buf *out)
{
	struct palette	 palette;
	unsigned char	*indices;
	enum reason	 why;
	int		 bits = BITS_MOST;

	if ((indices = malloc((size_t)side * (size_t)side)) == NULL)
		return fail(REASON_MEMORY, "PNG");
	while (!index_pixels(pixels, side, stride, bits, &palette, indices) &&
	    bits > BITS_ENOUGH)
		bits--;
	why = encode(indices, side, &palette, out);
	free(indices);
	return why;
}
