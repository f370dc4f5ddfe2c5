/*
 * The changes of a province, its snapshots, the digests of a day and status
 * lists in the vocabulary of the interface (doc/schema/api-feed.xsd).
 */
#ifndef ECERT_DOCUMENT_API_FEED_H
#define ECERT_DOCUMENT_API_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/buf.h"
#include "document/tree.h"
#include "field/feed_entry.h"
#include "field/status_order.h"

/*
 * Add <statusEntry>: in which status list the certificate stands, and at which
 * index.  For every answer that shows a bureau a certificate.
 */
enum reason	 api_status_entry_add(struct tree *, xmlNode *parent,
		    struct status_order *, const struct certificate *)
		    MUST_CHECK;

/* A page that is being built, entry by entry. */
struct api_feed {
	struct tree		 tree;
	xmlNode			*root;
	xmlNode			*entries;
	struct status_order	 order;		/* for the places in lists */
};

/* name: "changes" or "snapshot".  The key is that of the order of lists. */
void		 api_feed_begin(struct api_feed *, const char *name,
		    const unsigned char status_key[SECRET_KEY_BYTES]);

/*
 * Add an entry, the certificate in full.  DATA when the licence identifier
 * cannot be composed from it.
 */
enum reason	 api_feed_add(struct api_feed *, const struct feed_entry *)
		    MUST_CHECK;

/*
 * End it: next is where the next page begins, and "" when there is none;
 * changes, of a snapshot, where changes go on after it, else "".  The caller
 * frees the document with xmlFreeDoc().
 */
enum reason	 api_feed_end(struct api_feed *, bool more, const char *next,
		    const char *changes, xmlDoc **) MUST_CHECK;

/* Give up instead. */
void		 api_feed_drop(struct api_feed *);

/* The digests of a day; doc/changes.md says how a mirror makes them. */
enum reason	 api_feed_day(const char *date, const struct feed_day *,
		    xmlDoc **) MUST_CHECK;

/* Where the status lists are. */
enum reason	 api_status_lists(const struct status_list_id *, size_t count,
		    xmlDoc **) MUST_CHECK;

/*
 * One list, not signed yet: its bits as registry_status_list() gives them,
 * issued now.  The packing is that of W3C Bitstring Status List 1.0, with two
 * bits an entry.
 */
#define STATUS_LIST_TTL_S	3600	/* ask again after this long */
#define STATUS_LIST_LIFE_S	86400	/* believe it no longer than this */
enum reason	 api_status_list(const struct status_list_id *,
		    const struct buf *gz, time_t now, xmlDoc **) MUST_CHECK;

#endif
