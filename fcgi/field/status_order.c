#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "field/status_order.h"

#define HALF_BITS	(STATUS_LIST_BITS / 2)
#define HALF_MASK	(STATUS_HALF - 1)
#define VERSION_MAX	999

void
status_list_id_write(const struct status_list_id *id,
    char out[STATUS_LIST_ID_BYTES])
{
	snprintf(out, STATUS_LIST_ID_BYTES, "%u-%" PRIu32,
	    id->version % 1000, id->block);
}

bool
status_list_id_read(const char *text, struct status_list_id *id)
{
	char	 same[STATUS_LIST_ID_BYTES], *end;

	id->version = (unsigned)strtoul(text, &end, 10);
	if (*end != '-' || id->version < 1 || id->version > VERSION_MAX)
		return false;
	id->block = (uint32_t)strtoul(end + 1, NULL, 10);
	status_list_id_write(id, same);
	return strcmp(text, same) == 0;
}

struct status_list_id
status_list_of(uint64_t serial, unsigned version)
{
	return (struct status_list_id){
		.version = version,
		.block = (uint32_t)(serial >> STATUS_LIST_BITS),
	};
}

void
status_order_begin(struct status_order *o,
    const unsigned char key[SECRET_KEY_BYTES])
{
	memset(o, 0, sizeof(*o));
	memcpy(o->key, key, SECRET_KEY_BYTES);
}

/* Sixteen values of one round's function, two bytes of the digest each. */
static enum reason
learn(struct status_order *o, unsigned round, unsigned group)
{
	unsigned char	 mac[SECRET_MAC_BYTES];
	char		 text[64];
	enum reason	 why;
	unsigned	 i;
	int		 len;

	len = snprintf(text, sizeof(text), "%u-%" PRIu32 " %u %u",
	    o->id.version, o->id.block, round, group);
	why = secret_mac(o->key, "status-order", text, (size_t)len, mac);
	if (why != OK)
		return why;
	for (i = 0; i < STATUS_MAC_HALVES; i++)
		o->function[round][group * STATUS_MAC_HALVES + i] =
		    (uint16_t)((mac[2 * i] << 8 | mac[2 * i + 1]) & HALF_MASK);
	o->known[round][group] = true;
	return OK;
}

enum reason
status_order_index(struct status_order *o, uint64_t serial, unsigned version,
    uint32_t *index)
{
	struct status_list_id	 id = status_list_of(serial, version);
	uint32_t		 left, right, next;
	enum reason		 why;
	unsigned		 round;

	if (id.version != o->id.version || id.block != o->id.block) {
		memset(o->known, 0, sizeof(o->known));
		o->id = id;
	}
	left = (uint32_t)(serial >> HALF_BITS) & HALF_MASK;
	right = (uint32_t)serial & HALF_MASK;
	for (round = 0; round < STATUS_ROUNDS; round++) {
		if (!o->known[round][right / STATUS_MAC_HALVES] &&
		    (why = learn(o, round, right / STATUS_MAC_HALVES)) != OK)
			return why;
		next = left ^ o->function[round][right];
		left = right;
		right = next;
	}
	*index = left << HALF_BITS | right;
	return OK;
}
