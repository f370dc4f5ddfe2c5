/*
 * XML Schema: loading the schemas of doc/schema/, and asking whether a tree
 * fits one.
 */
#ifndef ECERT_DOCUMENT_SCHEMA_H
#define ECERT_DOCUMENT_SCHEMA_H

#include <libxml/xmlschemas.h>

#include <stdbool.h>

#include "base/reason.h"

/*
 * Load a schema file of a folder; the caller frees it with xmlSchemaFree().
 * It is read-only afterwards and may be shared by threads.  XML.
 */
enum reason	 schema_open(const char *schema_dir, const char *name,
		    xmlSchema **) MUST_CHECK;

/*
 * Told of each place that does not fit: an element or attribute of the tree,
 * NULL when libxml2 names none.
 */
typedef void	 schema_misfit(void *arg, const xmlNode *);

/* Is it an attribute that speaks to a validator: xsi:type and its kin? */
bool		 schema_is_order(const xmlNode *);

/*
 * Does the tree fit?  Attributes that speak to a validator (xsi:type,
 * xsi:schemaLocation) fit nowhere: they would pass any schema, and ours has no
 * use for them.  MEMORY; XML when the check could not be made.
 */
enum reason	 schema_fits(xmlSchema *, xmlDoc *, schema_misfit *, void *arg,
		    bool *fits) MUST_CHECK;

#endif
