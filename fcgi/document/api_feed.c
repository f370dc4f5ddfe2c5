#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/base64url.h"
#include "base/clock.h"
#include "base/secret.h"
#include "document/api_feed.h"
#include "document/face.h"

#define ENCODED_MAX	(1u << 20)

static void
attr_u64(struct tree *t, xmlNode *node, const char *name, uint64_t value)
{
	char	 text[24];

	snprintf(text, sizeof(text), "%" PRIu64, value);
	tree_attr(t, node, name, text);
}

static void
attr_bool(struct tree *t, xmlNode *node, const char *name, bool value)
{
	tree_attr(t, node, name, value ? "true" : "false");
}

void
api_feed_begin(struct api_feed *f, const char *name,
    const unsigned char status_key[SECRET_KEY_BYTES])
{
	f->root = tree_root(&f->tree, NS_API, name);
	f->entries = tree_add(&f->tree, f->root, "entries", NULL);
	status_order_begin(&f->order, status_key);
}

/* What the line of a day's digest is made of, as attributes. */
static void
add_line(struct tree *t, xmlNode *entry, const struct feed_entry *e)
{
	attr_u64(t, entry, "event", e->event);
	tree_attr(t, entry, "kind", e->kind);
	tree_attr(t, entry, "state",
	    certificate_state_word(e->certificate.state));
	tree_attr(t, entry, "effective", e->effective);
	tree_attr(t, entry, "managementNo", e->certificate.management_no);
	tree_attr_int(t, entry, "version", (long)e->certificate.version);
	tree_attr(t, entry, "of", e->subject);
	tree_attr(t, entry, "recorded", e->recorded);
	if (e->successor != 0)
		tree_attr_int(t, entry, "successor", (long)e->successor);
}

enum reason
api_status_entry_add(struct tree *t, xmlNode *parent,
    struct status_order *order, const struct certificate *c)
{
	struct status_list_id	 list = status_list_of(c->serial, c->version);
	char			 id[STATUS_LIST_ID_BYTES];
	xmlNode			*node;
	enum reason		 why;
	uint32_t		 index;

	why = status_order_index(order, c->serial, c->version, &index);
	if (why != OK)
		return why;
	status_list_id_write(&list, id);
	node = tree_add(t, parent, "statusEntry", NULL);
	tree_attr(t, node, "list", id);
	tree_attr_int(t, node, "index", (long)index);
	return OK;
}

enum reason
api_feed_add(struct api_feed *f, const struct feed_entry *e)
{
	const struct certificate	*c = &e->certificate;
	struct tree			*t = &f->tree;
	xmlNode				*entry, *reason;
	enum reason			 why;

	entry = tree_add(t, f->entries, "entry", NULL);
	add_line(t, entry, e);
	if (*e->reason != '\0') {
		reason = tree_add_lang(t, entry, "reason", "zh",
		    c->state_reason);
		tree_attr(t, reason, "code", e->reason);
	}
	(void)tree_add(t, entry, "province", c->province);
	(void)tree_add(t, entry, "birthDate", c->birth_date);
	why = api_status_entry_add(t, entry, &f->order, c);
	return why != OK ? why : face_add(t, entry, c, MASK_NONE);
}

enum reason
api_feed_end(struct api_feed *f, bool more, const char *next,
    const char *changes, xmlDoc **out)
{
	attr_bool(&f->tree, f->root, "more", more);
	tree_add_some(&f->tree, f->root, "next", next);
	tree_add_some(&f->tree, f->root, "changes", changes);
	explicit_bzero(&f->order, sizeof(f->order));
	return tree_done(&f->tree, out);
}

void
api_feed_drop(struct api_feed *f)
{
	explicit_bzero(&f->order, sizeof(f->order));
	tree_drop(&f->tree);
}

/* SHA-256 of the blocks' digests, one a line. */
static enum reason
day_digest(const struct feed_day *day, char out[65])
{
	struct secret_hash	*hash;
	enum reason		 why, ended;
	size_t			 i;

	if ((why = secret_hash_begin(&hash)) != OK)
		return why;
	for (i = 0; why == OK && i < day->blocks; i++) {
		why = secret_hash_add(hash, day->block[i].digest, 64);
		if (why == OK)
			why = secret_hash_add(hash, "\n", 1);
	}
	ended = secret_hash_end(&hash, out);
	return why != OK ? why : ended;
}

enum reason
api_feed_day(const char *date, const struct feed_day *day, xmlDoc **out)
{
	char		 digest[65], cursor[FEED_CURSOR_BYTES];
	struct tree	 t;
	xmlNode		*root, *blocks, *node;
	enum reason	 why;
	size_t		 i;

	if ((why = day_digest(day, digest)) != OK)
		return why;
	root = tree_root(&t, NS_API, "day");
	tree_attr(&t, root, "date", date);
	attr_u64(&t, root, "count", day->lines);
	tree_attr(&t, root, "digest", digest);
	attr_u64(&t, root, "through", day->through);
	attr_bool(&t, root, "over", day->is_over);
	blocks = tree_add(&t, root, "blocks", NULL);
	for (i = 0; i < day->blocks; i++) {
		feed_place_write(&day->block[i].after, cursor);
		node = tree_add(&t, blocks, "block", NULL);
		tree_attr_int(&t, node, "number", (long)day->block[i].block);
		tree_attr_int(&t, node, "count", (long)day->block[i].lines);
		tree_attr(&t, node, "digest", day->block[i].digest);
		tree_attr(&t, node, "after", cursor);
	}
	return tree_done(&t, out);
}

enum reason
api_status_lists(const struct status_list_id *list, size_t count,
    xmlDoc **out)
{
	char		 id[STATUS_LIST_ID_BYTES];
	struct tree	 t;
	xmlNode		*root, *lists, *node;
	size_t		 i;

	root = tree_root(&t, NS_API, "statusLists");
	lists = tree_add(&t, root, "lists", NULL);
	for (i = 0; i < count; i++) {
		status_list_id_write(&list[i], id);
		node = tree_add(&t, lists, "list", NULL);
		tree_attr(&t, node, "id", id);
		tree_attr_int(&t, node, "version", (long)list[i].version);
	}
	return tree_done(&t, out);
}

/* Multibase (u): base64url of the gzip bytes. */
static enum reason
encode_list(const struct buf *gz, struct buf *text)
{
	char		*encoded;
	enum reason	 why;

	if ((encoded = malloc(BASE64URL_BYTES(gz->len))) == NULL)
		return fail(REASON_MEMORY, "status list");
	base64url_write((const unsigned char *)gz->data, gz->len, encoded);
	if ((why = buf_puts(text, "u")) == OK)
		why = buf_puts(text, encoded);
	free(encoded);
	return why;
}

enum reason
api_status_list(const struct status_list_id *list, const struct buf *gz,
    time_t now, xmlDoc **out)
{
	struct buf	 text = BUF_INIT(ENCODED_MAX);
	char		 id[STATUS_LIST_ID_BYTES], at[CLOCK_ISO_BYTES];
	struct tree	 t;
	xmlNode		*root;
	enum reason	 why;

	if ((why = encode_list(gz, &text)) != OK)
		goto out;
	status_list_id_write(list, id);
	root = tree_root(&t, NS_API, "statusList");
	tree_attr(&t, root, "id", id);
	tree_attr_int(&t, root, "version", (long)list->version);
	tree_attr_int(&t, root, "statusSize", 2);
	tree_attr_int(&t, root, "length", STATUS_LIST_LENGTH);
	clock_iso(now, at);
	tree_attr(&t, root, "issued", at);
	clock_iso(now + STATUS_LIST_LIFE_S, at);
	tree_attr(&t, root, "expires", at);
	tree_attr_int(&t, root, "ttl", STATUS_LIST_TTL_S);
	(void)tree_add_plain(&t, root, "encodedList", &text);
	why = tree_done(&t, out);
out:
	buf_free(&text);
	return why;
}
