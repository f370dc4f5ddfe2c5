/*
 * What the interface's schema (doc/schema/api.xsd and what it takes in) calls
 * things, read from the schema itself when a program starts: which attributes
 * and elements an element may have, in which order, which may come several
 * times, and which texts are numbers or truths.  JSON is written and read by
 * it (service/tree_json.h), so it cannot say anything else than the schema.
 *
 * Understood of XML Schema: include and import of files beside it, elements
 * (named, by reference, of a named type or their own), sequence, choice, all,
 * groups, attributes and their groups, extension, restriction.  Names must be
 * unique within an element, whatever their namespaces.  What "any" lets in is
 * unknown, as is a signature.
 */
#ifndef ECERT_DOCUMENT_VOCABULARY_H
#define ECERT_DOCUMENT_VOCABULARY_H

#include <libxml/tree.h>
#include <libxml/xmlschemas.h>

#include <stdbool.h>
#include <stddef.h>

#include "base/reason.h"

struct vocabulary;

/* What a text is. */
enum vocabulary_text {
	TEXT_NONE,		/* there may be none */
	TEXT_STRING,
	TEXT_NUMBER,		/* whole: xs:integer and its kin */
	TEXT_TRUTH		/* true or false */
};

struct vocabulary_member;

/* What may stand in an element; plain data, read-only. */
struct vocabulary_kind {
	enum vocabulary_text		 text;
	struct vocabulary_member	*member;	/* in order */
	size_t				 members;
};

/* An attribute or a child. */
struct vocabulary_member {
	char				*name;		/* local */
	char				*ns;		/* "" : none */
	bool				 attribute;
	bool				 several;
	unsigned			 most;		/* 0: no bound */
	bool				 needed;
	const struct vocabulary_kind	*kind;
};

/*
 * Read that file of the folder.  XML when it, or one that it takes in, is not
 * there or is none; MEMORY.
 */
enum reason	 vocabulary_open(const char *schema_dir, const char *name,
		    struct vocabulary **) MUST_CHECK;
void		 vocabulary_free(struct vocabulary **);

/* The same as compiled by libxml2. */
xmlSchema	*vocabulary_schema(const struct vocabulary *);

/* The root element of that name; NULL when there is none. */
const struct vocabulary_member *
		 vocabulary_root(const struct vocabulary *, const char *ns,
		    const char *name);

/* The member of that local name; NULL when there is none. */
const struct vocabulary_member *
		 vocabulary_find(const struct vocabulary_kind *,
		    const char *name);

/*
 * Is it nothing but a list of equals: one child that may come several times,
 * no attribute, no text?
 */
bool		 vocabulary_is_list(const struct vocabulary_kind *);

#endif
