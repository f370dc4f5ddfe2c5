#include <stdlib.h>
#include <string.h>

#include "field/certificate.h"
#include "registry/copy_pack.h"
#include "registry/registry.h"
#include "registry/registry_private.h"
#include "registry/status_list.h"

#define VERSIONS_MAX	999

static const char sql_extent[] =
    "SELECT version, last_serial FROM status_extent ORDER BY version";

static const char sql_exceptions[] =
    "SELECT serial, state FROM status_exception"
    " WHERE version = ? AND serial >= ? AND serial < ?";

enum reason
registry_status_key(struct registry *r, unsigned char key[SECRET_KEY_BYTES])
{
	return secret_mac(r->match_key, "status-list", "", 0, key);
}

struct extent {
	unsigned	version;
	uint64_t	last_serial;
};

/* A list for each version that exists, and each block of serials. */
static enum reason
list_all(const struct extent *rows, size_t n, struct status_list_id **list,
    size_t *count)
{
	uint64_t	 blocks, b;
	size_t		 i;

	*count = 0;
	blocks = n == 0 ? 0 : (rows[0].last_serial >> STATUS_LIST_BITS) + 1;
	if (blocks > UINT32_MAX)
		return fail(REASON_DATA, "a serial beyond all lists");
	*list = calloc(n * blocks + 1, sizeof(**list));
	if (*list == NULL)
		return fail(REASON_MEMORY, "status lists");
	for (i = 0; i < n; i++)
		for (b = 0; b < blocks; b++)
			(*list)[(*count)++] = (struct status_list_id){
				.version = rows[i].version,
				.block = (uint32_t)b,
			};
	return OK;
}

enum reason
registry_status_lists(struct registry *r, struct status_list_id **list,
    size_t *count)
{
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_UINT, struct extent, version),
		DB_COLUMN(DB_COL_U64, struct extent, last_serial),
	};
	struct db	*db;
	void		*rows = NULL;
	enum reason	 why;
	size_t		 n;

	*list = NULL;
	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = db_select_all(db, sql_extent, NULL, 0, columns, 2,
	    sizeof(struct extent), VERSIONS_MAX, &rows, &n);
	db_release(&db);
	if (why != OK)
		return why;
	why = list_all(rows, n, list, count);
	free(rows);
	return why;
}

struct exception {
	uint64_t	serial;
	char		state[16];
};

struct drawing {
	struct exception	 row;
	struct status_order	 order;
	unsigned		 version;
	unsigned char		*bytes;
};

static enum reason
bits_of(const char *word, enum status_bits *bits)
{
	switch (certificate_state_named(word)) {
	case STATE_REVOKED:
		*bits = STATUS_BITS_REVOKED;
		return OK;
	case STATE_SUSPENDED:
		*bits = STATUS_BITS_SUSPENDED;
		return OK;
	case STATE_SUPERSEDED:
		*bits = STATUS_BITS_SUPERSEDED;
		return OK;
	default:
		return fail(REASON_DATA, "a state that no list has");
	}
}

static enum reason
draw(void *arg, const void *row)
{
	struct drawing		*d = arg;
	enum status_bits	 bits = STATUS_BITS_VALID;
	enum reason		 why;
	uint32_t		 at;

	(void)row;		/* it is d->row */
	if ((why = bits_of(d->row.state, &bits)) != OK ||
	    (why = status_order_index(&d->order, d->row.serial, d->version,
	    &at)) != OK)
		return why;
	d->bytes[at / 4] |= (unsigned char)(bits << (6 - 2 * (at % 4)));
	return OK;
}

static enum reason
draw_all(struct registry *r, const struct status_list_id *id,
    struct drawing *d)
{
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_U64, struct exception, serial),
		DB_COLUMN(DB_COL_TEXT, struct exception, state),
	};
	uint64_t		 first = (uint64_t)id->block *
				    STATUS_LIST_LENGTH;
	const struct db_value values[] = {
		DB_INT_VALUE(id->version), DB_INT_VALUE(first),
		DB_INT_VALUE(first + STATUS_LIST_LENGTH),
	};
	struct db		*db;
	enum reason		 why;

	if ((why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = db_select_each(db, sql_exceptions, values, 3, columns, 2, &d->row,
	    draw, d);
	db_release(&db);
	return why;
}

enum reason
registry_status_list(struct registry *r, const struct status_list_id *id,
    struct buf *gz)
{
	unsigned char	 key[SECRET_KEY_BYTES];
	struct drawing	*d;
	enum reason	 why;

	if ((why = registry_prove_key(r)) != OK ||
	    (why = registry_status_key(r, key)) != OK)
		return why;
	if ((d = calloc(1, sizeof(*d))) == NULL ||
	    (d->bytes = calloc(1, STATUS_LIST_BYTES)) == NULL) {
		free(d);
		return fail(REASON_MEMORY, "status list");
	}
	d->version = id->version;
	status_order_begin(&d->order, key);
	why = draw_all(r, id, d);
	if (why == OK)
		why = copy_pack(d->bytes, STATUS_LIST_BYTES, gz);
	explicit_bzero(key, sizeof(key));
	explicit_bzero(&d->order, sizeof(d->order));
	free(d->bytes);
	free(d);
	return why;
}
