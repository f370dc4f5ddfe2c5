#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/base64url.h"
#include "base/secret.h"
#include "field/feed_place.h"

/* The first byte of a text's: which kind it is, and its form. */
#define KIND_CHANGES	0xC1
#define KIND_SNAPSHOT	0x51

#define PLACE_BYTES	24	/* event, serial, anchor: eight each */
#define CHANGES_BYTES	(1 + PLACE_BYTES)
#define SNAPSHOT_BYTES	(1 + PLACE_BYTES + 4 + 8 + 2)

/* Numbers with the highest byte first. */
static unsigned char *
put(unsigned char *to, uint64_t number, size_t bytes)
{
	size_t	 i;

	for (i = 0; i < bytes; i++)
		to[i] = (unsigned char)(number >> 8 * (bytes - 1 - i));
	return to + bytes;
}

static uint64_t
take(const unsigned char **from, size_t bytes)
{
	uint64_t	 number = 0;

	for (; bytes > 0; bytes--)
		number = number << 8 | *(*from)++;
	return number;
}

static unsigned char *
put_place(unsigned char *to, const struct feed_place *place)
{
	to = put(to, place->event, 8);
	to = put(to, place->serial, 8);
	return put(to, strtoull(place->anchor, NULL, 16), 8);
}

static void
take_place(const unsigned char **from, struct feed_place *place)
{
	place->event = take(from, 8);
	place->serial = take(from, 8);
	secret_hex(*from, 8, place->anchor);
	*from += 8;
}

void
feed_place_write(const struct feed_place *place, char *out)
{
	unsigned char	 bytes[CHANGES_BYTES] = { KIND_CHANGES };

	(void)put_place(bytes + 1, place);
	base64url_write(bytes, sizeof(bytes), out);
}

void
snapshot_place_write(const struct snapshot_place *place, char *out)
{
	unsigned char	 bytes[SNAPSHOT_BYTES] = { KIND_SNAPSHOT };
	unsigned char	*to = put_place(bytes + 1, &place->changes);

	to = put(to, place->batch, 4);
	to = put(to, place->serial, 8);
	(void)put(to, place->version, 2);
	base64url_write(bytes, sizeof(bytes), out);
}

/* No number of the registry's is so large that the database refuses it. */
static bool
place_can_be(const struct feed_place *place)
{
	return place->event < INT64_MAX && place->serial <= INT64_MAX;
}

enum reason
feed_place_read(const char *text, struct feed_place *place)
{
	unsigned char		 bytes[CHANGES_BYTES];
	const unsigned char	*from = bytes + 1;

	if (!base64url_read(text, bytes, sizeof(bytes)) ||
	    bytes[0] != KIND_CHANGES)
		return fail(REASON_CURSOR_INVALID, "no cursor of changes");
	take_place(&from, place);
	return place_can_be(place) ? OK :
	    fail(REASON_CURSOR_INVALID, "no place of changes");
}

enum reason
snapshot_place_read(const char *text, struct snapshot_place *place)
{
	unsigned char		 bytes[SNAPSHOT_BYTES];
	const unsigned char	*from = bytes + 1;

	if (!base64url_read(text, bytes, sizeof(bytes)) ||
	    bytes[0] != KIND_SNAPSHOT)
		return fail(REASON_CURSOR_INVALID, "no cursor of a snapshot");
	take_place(&from, &place->changes);
	place->batch = (uint32_t)take(&from, 4);
	place->serial = take(&from, 8);
	place->version = (uint16_t)take(&from, 2);
	place->begun = true;
	return place_can_be(&place->changes) && place->serial <= INT64_MAX ?
	    OK : fail(REASON_CURSOR_INVALID, "no place of a snapshot");
}
