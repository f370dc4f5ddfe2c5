/*
 * Building XML as a tree: every call may fail for want of memory, so the tree
 * remembers a failure and the builder asks once, at the end.
 */
#ifndef ECERT_DOCUMENT_TREE_H
#define ECERT_DOCUMENT_TREE_H

#include <libxml/tree.h>

#include <stdbool.h>

#include "base/buf.h"
#include "base/reason.h"

#define NS_MODEL	"urn:ecert:model:1"
#define NS_CERTIFICATE	"urn:ecert:certificate:1"
#define NS_REPORT	"urn:ecert:report:1"
#define NS_FIGURES	"urn:ecert:figures:1"
#define NS_API		"urn:ecert:api:1"

struct tree {
	xmlDoc	*doc;
	bool	 failed;
	bool	 not_xml;	/* text that XML cannot carry was added */
};

/* Begin a document with its root element in a preset namespace. */
xmlNode	*tree_root(struct tree *, const char *ns, const char *name);

/* A child in its parent's namespace; with text unless that is NULL. */
xmlNode	*tree_add(struct tree *, xmlNode *parent, const char *name,
	    const char *text);

/* Give an element without content its text. */
void	 tree_set_text(struct tree *, xmlNode *, const char *text);

/* A child in another preset namespace. */
xmlNode	*tree_add_ns(struct tree *, xmlNode *parent, const char *ns,
	    const char *name);

/* As tree_add(), with xml:lang. */
xmlNode	*tree_add_lang(struct tree *, xmlNode *parent, const char *name,
	    const char *lang, const char *text);

/*
 * As tree_add(), for base64 and the like: long text without any character that
 * XML forbids or escapes, so nobody looks for one.
 */
xmlNode	*tree_add_plain(struct tree *, xmlNode *parent, const char *name,
	    const struct buf *text);

/* As tree_add(), but nothing when the text is "". */
void	 tree_add_some(struct tree *, xmlNode *parent, const char *name,
	    const char *text);

void	 tree_attr(struct tree *, xmlNode *, const char *name,
	    const char *value);
void	 tree_attr_int(struct tree *, xmlNode *, const char *name, long value);

/* Is this an element of that name in that namespace? */
bool	 tree_is(const xmlNode *, const char *ns, const char *name);

/* The first child of that name in its parent's namespace; NULL: none. */
const xmlNode	*tree_first(const xmlNode *parent, const char *name);

/* The next sibling of the same name; NULL: none. */
const xmlNode	*tree_next(const xmlNode *);

/* The text of that child, "" without one; of trees whose texts are whole. */
const char	*tree_text(const xmlNode *parent, const char *name);

/* The value of an attribute without namespace; "" without one. */
const char	*tree_attr_of(const xmlNode *, const char *name);

/*
 * Hand the document over (the caller frees it with xmlFreeDoc), or MEMORY, or
 * DATA when a text has a character that may not stand in XML.  The tree is
 * empty afterwards in each case.
 */
enum reason	 tree_done(struct tree *, xmlDoc **) MUST_CHECK;

/* Throw away what was built. */
void	 tree_drop(struct tree *);

#endif
