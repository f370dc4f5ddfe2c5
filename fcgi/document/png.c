#include <png.h>
#include <stdlib.h>
#include <string.h>

#include "document/png.h"

#define COLOURS		16	/* what four bits a pixel can tell apart */
#define BITS		4
#define CHANNELS	4
#define PASSES		8	/* of refinement; the last change nothing */
#define EFFORT		9	/* zlib's most, of time and of memory */

struct pixels {
	const unsigned char	*bytes;
	size_t			 stride;
	int			 side;
};

/* Colours as they are drawn, multiplied by alpha: so alike is near. */
struct palette {
	uint32_t	 colour[COLOURS];
	int		 n;
};

static uint32_t
pixel_at(const struct pixels *p, int x, int y)
{
	uint32_t	 pixel;

	memcpy(&pixel, p->bytes + (size_t)y * p->stride +
	    (size_t)x * sizeof(pixel), sizeof(pixel));
	return pixel;
}

static unsigned
channel(uint32_t colour, int i)
{

	return colour >> 8 * i & 0xff;
}

static unsigned
distance(uint32_t a, uint32_t b)
{
	unsigned	 sum = 0;
	int		 d, i;

	for (i = 0; i < CHANNELS; i++) {
		d = (int)channel(a, i) - (int)channel(b, i);
		sum += (unsigned)(d * d);
	}
	return sum;
}

/* The place of the colour that is most like it. */
static int
nearest(const struct palette *p, uint32_t colour)
{
	int	 i, best = 0;

	for (i = 1; i < p->n; i++)
		if (distance(p->colour[i], colour) <
		    distance(p->colour[best], colour))
			best = i;
	return best;
}

/* The colour that the palette stands for worst; it already has one. */
static uint32_t
farthest(const struct palette *p, const struct pixels *in, unsigned *how_far)
{
	uint32_t	 colour, found = 0;
	unsigned	 d;
	int		 x, y;

	*how_far = 0;
	for (y = 0; y < in->side; y++)
		for (x = 0; x < in->side; x++) {
			colour = pixel_at(in, x, y);
			d = distance(p->colour[nearest(p, colour)], colour);
			if (d > *how_far) {
				*how_far = d;
				found = colour;
			}
		}
	return found;
}

/* Each colour becomes the mean of the pixels it stands for; never the first. */
static void
refine(struct palette *p, const struct pixels *in)
{
	uint64_t	 sum[COLOURS][CHANNELS] = { 0 }, n[COLOURS] = { 0 };
	uint32_t	 colour;
	int		 x, y, i, c;

	for (y = 0; y < in->side; y++)
		for (x = 0; x < in->side; x++) {
			colour = pixel_at(in, x, y);
			i = nearest(p, colour);
			n[i]++;
			for (c = 0; c < CHANNELS; c++)
				sum[i][c] += channel(colour, c);
		}
	for (i = 1; i < p->n; i++) {
		if (n[i] == 0)
			continue;
		p->colour[i] = 0;
		for (c = 0; c < CHANNELS; c++)
			p->colour[i] |= (uint32_t)((sum[i][c] + n[i] / 2) /
			    n[i]) << 8 * c;
	}
}

/* The clear ground first, then whatever is least like what is there. */
static void
choose(struct palette *p, const struct pixels *in)
{
	uint32_t	 colour;
	unsigned	 how_far;
	int		 i;

	memset(p, 0, sizeof(*p));
	for (p->n = 1; p->n < COLOURS; p->n++) {
		colour = farthest(p, in, &how_far);
		if (how_far == 0)
			break;
		p->colour[p->n] = colour;
	}
	for (i = 0; i < PASSES; i++)
		refine(p, in);
}

/* PNG keeps colour and alpha apart, and knows no multiplying. */
static void
set_palette(png_structp png, png_infop info, const struct palette *p)
{
	png_color	 colour[COLOURS];
	png_byte	 alpha[COLOURS], plain[3];
	unsigned	 c, a;
	int		 i, j;

	for (i = 0; i < p->n; i++) {
		a = channel(p->colour[i], 3);
		for (j = 0; j < 3; j++) {
			c = a == 0 ? 0 :
			    (channel(p->colour[i], j) * 255 + a / 2) / a;
			plain[j] = (png_byte)(c > 255 ? 255 : c);
		}
		colour[i] = (png_color){ plain[2], plain[1], plain[0] };
		alpha[i] = (png_byte)a;
	}
	png_set_PLTE(png, info, colour, p->n);
	png_set_tRNS(png, info, alpha, p->n, NULL);
}

/* libpng's report of a failure goes by its own jump. */
static void
append(png_structp png, png_bytep bytes, size_t len)
{

	if (buf_add(png_get_io_ptr(png), bytes, len) != OK)
		png_error(png, "too large");
}

static void
flush(png_structp png)
{

	(void)png;
}

static void
quiet(png_structp png, png_const_charp message)
{

	(void)message;
	png_longjmp(png, 1);
}

static void
write_rows(png_structp png, const struct pixels *in, const struct palette *p,
    png_bytep row)
{
	int	 x, y;

	for (y = 0; y < in->side; y++) {
		for (x = 0; x < in->side; x++)
			row[x] = (png_byte)nearest(p, pixel_at(in, x, y));
		png_write_row(png, row);
	}
}

static void
write_picture(png_structp png, png_infop info, const struct pixels *in,
    const struct palette *p, png_bytep row)
{

	png_set_compression_level(png, EFFORT);
	png_set_compression_mem_level(png, EFFORT);
	png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
	png_set_IHDR(png, info, (png_uint_32)in->side, (png_uint_32)in->side,
	    BITS, PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE,
	    PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	set_palette(png, info, p);
	png_write_info(png, info);
	png_set_packing(png);
	write_rows(png, in, p, row);
	png_write_end(png, info);
}

/* Nothing of this function's own changes after setjmp(). */
static enum reason
encode(const struct pixels *in, const struct palette *p, png_bytep row,
    struct buf *out)
{
	png_structp	 png;
	png_infop	 info;

	png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, quiet,
	    NULL);
	info = png != NULL ? png_create_info_struct(png) : NULL;
	if (info == NULL) {
		png_destroy_write_struct(&png, NULL);
		return fail(REASON_MEMORY, "PNG");
	}
	if (setjmp(png_jmpbuf(png)) != 0) {
		png_destroy_write_struct(&png, &info);
		return fail(REASON_XML, "PNG was not written");
	}
	png_set_write_fn(png, out, append, flush);
	write_picture(png, info, in, p, row);
	png_destroy_write_struct(&png, &info);
	return OK;
}

enum reason
png_write(const unsigned char *pixels, int side, size_t stride,
    struct buf *out)
{
	const struct pixels	 in = { pixels, stride, side };
	struct buf		 bytes = BUF_INIT(out->max);
	struct palette		 palette;
	png_bytep		 row;
	enum reason		 why;

	if ((row = malloc((size_t)side)) == NULL)
		return fail(REASON_MEMORY, "PNG");
	choose(&palette, &in);
	if ((why = encode(&in, &palette, row, &bytes)) == OK)
		why = buf_add(out, bytes.data, bytes.len);
	free(row);
	buf_free(&bytes);
	return why;
}
