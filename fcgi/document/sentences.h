/*
 * The sentences of a compiled stylesheet (xsl/text/), made into a tree once and
 * lent to every transform: the sheet alone would build all of both languages
 * anew for each page, which costs several times what the page itself does.
 */
#ifndef ECERT_DOCUMENT_SENTENCES_H
#define ECERT_DOCUMENT_SENTENCES_H

#include <libxslt/xsltInternals.h>

#include "base/reason.h"

enum { SENTENCES_ZH, SENTENCES_EN, SENTENCES_LANGUAGES };

struct sentences {
	xmlDoc	*of[SENTENCES_LANGUAGES];	/* NULL: the sheet has none */
};

/*
 * Take the sentences that this sheet may ask for; the caller frees them with
 * sentences_free().  Which those are is read from its expressions: a key that
 * stands there whole, and every key that begins as a literal there.
 */
enum reason	 sentences_take(xsltStylesheet *, struct sentences *)
		    MUST_CHECK;
void		 sentences_free(struct sentences *);

/*
 * Have a transform that has not begun use them, in the language of its model.
 * They are only read, by any number of transforms at once.
 */
enum reason	 sentences_lend(const struct sentences *, const xmlDoc *model,
		    xsltTransformContext *) MUST_CHECK;

#endif
