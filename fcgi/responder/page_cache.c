/* A few rendered pages under a lock. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/secret.h"
#include "responder/page_cache.h"

struct slot {
	char		 key[PAGE_CACHE_KEY_BYTES];
	char		 etag[ETAG_BYTES];
	struct buf	 body;
	atomic_ulong	 used;		/* counts up; the least is the oldest */
};

struct page_cache {
	pthread_rwlock_t lock;
	atomic_ulong	 clock;
	struct slot	 slot[PAGE_CACHE_SLOTS];
};

enum reason
page_cache_open(struct page_cache **out)
{
	struct page_cache	*c;
	size_t			 i;

	if ((c = calloc(1, sizeof(*c))) == NULL)
		return fail(REASON_MEMORY, "page cache");
	pthread_rwlock_init(&c->lock, NULL);
	for (i = 0; i < PAGE_CACHE_SLOTS; i++)
		c->slot[i].body.max = 1u << 20;
	*out = c;
	return OK;
}

void
page_cache_free(struct page_cache **c)
{
	size_t	 i;

	if (*c == NULL)
		return;
	for (i = 0; i < PAGE_CACHE_SLOTS; i++)
		buf_free(&(*c)->slot[i].body);
	pthread_rwlock_destroy(&(*c)->lock);
	free(*c);
	*c = NULL;
}

static struct slot *
find(struct page_cache *c, const char *key)
{
	size_t	 i;

	for (i = 0; i < PAGE_CACHE_SLOTS; i++)
		if (strcmp(c->slot[i].key, key) == 0)
			return &c->slot[i];
	return NULL;
}

enum reason
page_cache_get(struct page_cache *c, const char *key, char etag[ETAG_BYTES],
    struct buf *body, bool *found)
{
	struct slot	*slot;
	enum reason	 why = OK;

	pthread_rwlock_rdlock(&c->lock);
	slot = find(c, key);
	*found = slot != NULL;
	if (slot != NULL) {
		memcpy(etag, slot->etag, ETAG_BYTES);
		atomic_store(&slot->used, atomic_fetch_add(&c->clock, 1) + 1);
		why = buf_add(body, slot->body.data, slot->body.len);
	}
	pthread_rwlock_unlock(&c->lock);
	return why;
}

enum reason
page_cache_latest(struct page_cache *c, const char *beginning,
    struct buf *body, bool *found)
{
	const struct slot	*slot, *latest = NULL;
	enum reason		 why = OK;

	pthread_rwlock_rdlock(&c->lock);
	for (slot = c->slot; slot < c->slot + PAGE_CACHE_SLOTS; slot++)
		if (strncmp(slot->key, beginning, strlen(beginning)) == 0 &&
		    (latest == NULL || slot->used > latest->used))
			latest = slot;
	*found = latest != NULL;
	if (latest != NULL)
		why = buf_add(body, latest->body.data, latest->body.len);
	pthread_rwlock_unlock(&c->lock);
	return why;
}

enum reason
page_cache_put(struct page_cache *c, const char *key, const struct buf *body,
    char etag[ETAG_BYTES])
{
	struct slot	*slot, *oldest;
	unsigned char	 digest[16];
	enum reason	 why;
	size_t		 i;

	if (strlen(key) >= PAGE_CACHE_KEY_BYTES)
		return fail(REASON_INTERNAL, "page cache key is too long");
	if ((why = secret_digest(body->data, body->len, digest)) != OK)
		return why;
	etag[0] = '"';
	secret_hex(digest, sizeof(digest), etag + 1);
	memcpy(etag + ETAG_BYTES - 2, "\"", 2);

	pthread_rwlock_wrlock(&c->lock);
	if ((slot = find(c, key)) == NULL) {
		oldest = &c->slot[0];
		for (i = 1; i < PAGE_CACHE_SLOTS; i++)
			if (c->slot[i].used < oldest->used)
				oldest = &c->slot[i];
		slot = oldest;
	}
	buf_clear(&slot->body);
	slot->key[0] = '\0';
	why = buf_add(&slot->body, body->data, body->len);
	if (why == OK) {
		memcpy(slot->key, key, strlen(key) + 1);
		memcpy(slot->etag, etag, ETAG_BYTES);
		slot->used = ++c->clock;
	}
	pthread_rwlock_unlock(&c->lock);
	return why;
}
