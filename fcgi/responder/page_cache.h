/*
 * Rendered pages that carry no person: kept until their content's version
 * changes, so that a 304 or a repeat costs no transform.
 */
#ifndef ECERT_RESPONDER_PAGE_CACHE_H
#define ECERT_RESPONDER_PAGE_CACHE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/reason.h"

#define PAGE_CACHE_SLOTS	32	/* pages x languages x formats */
#define PAGE_CACHE_KEY_BYTES	160	/* page, language, format, version */
#define ETAG_BYTES		35	/* 32 hex digits in quotes */

struct page_cache;

enum reason	 page_cache_open(struct page_cache **) MUST_CHECK;
void		 page_cache_free(struct page_cache **);

/*
 * Append the kept body under a key (at most PAGE_CACHE_KEY_BYTES) to a buffer
 * and copy its entity tag.  *found is false when there is none.
 */
enum reason	 page_cache_get(struct page_cache *, const char *key,
		    char etag[ETAG_BYTES], struct buf *body, bool *found)
		    MUST_CHECK;

/*
 * The same for the page used last of those whose keys begin so: what was known
 * before its version could not be asked for.
 */
enum reason	 page_cache_latest(struct page_cache *, const char *beginning,
		    struct buf *body, bool *found) MUST_CHECK;

/*
 * Keep a body, in place of the one used longest ago when all slots are taken;
 * etag becomes a strong tag made from its bytes (SHA-256).
 */
enum reason	 page_cache_put(struct page_cache *, const char *key,
		    const struct buf *body, char etag[ETAG_BYTES]) MUST_CHECK;

#endif
