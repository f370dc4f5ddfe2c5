/*
 * Page models to HTML: stylesheets compiled once, shared read-only by all
 * threads, applied without access to files or network.
 */
#ifndef ECERT_DOCUMENT_RENDER_H
#define ECERT_DOCUMENT_RENDER_H

#include <libxml/tree.h>

#include "base/buf.h"
#include "base/reason.h"

struct sheets;

/*
 * Compile xsl_dir/page/NAME.xsl for every page; XML with the sheet's name when
 * one is missing or wrong.
 */
enum reason	 sheets_open(const char *xsl_dir, struct sheets **) MUST_CHECK;
void		 sheets_free(struct sheets **);

/* Turn a model into HTML by the sheet of that page.  XML; TOO_LARGE. */
enum reason	 render_html(const struct sheets *, const char *page,
		    xmlDoc *model, struct buf *) MUST_CHECK;

/*
 * The same by one stylesheet file, compiled for this once; the sheet says
 * whether HTML or XML is written.
 */
enum reason	 render_by(const char *sheet_path, xmlDoc *model, struct buf *)
		    MUST_CHECK;

/* Write a document as UTF-8 XML, with its declaration. */
enum reason	 render_xml(xmlDoc *, struct buf *) MUST_CHECK;

#endif
