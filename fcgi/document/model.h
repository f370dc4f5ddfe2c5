/*
 * The XML model of each page (doc/schema/model.xsd): what a stylesheet turns
 * into HTML, and what an asker of XML gets as it is.
 */
#ifndef ECERT_DOCUMENT_MODEL_H
#define ECERT_DOCUMENT_MODEL_H

#include <time.h>

#include "base/conf.h"
#include "document/tree.h"
#include "field/certificate.h"
#include "field/qualification.h"

/* What every page carries. */
struct page {
	const struct conf	*conf;
	const char		*name;		/* "home", "result", ... */
	const char		*lang;		/* "zh" or "en" */
	const char		*path;		/* for the language switch */
};

/* One field of the look-up form as it was filled in. */
struct model_field {
	const char	*name;
	const char	*value;		/* valid UTF-8 to show again, if XML
					   can carry it; "" for nothing */
	long		 max;		/* characters */
	enum reason	 why;		/* OK, or what is wrong with it */
	long		 typed;		/* characters, to be told; 0: not */
	const char	*suggestion;	/* a better value, or NULL */
};

/* All return a fresh document that the caller frees with xmlFreeDoc(). */
enum reason	 model_plain(const struct page *, xmlDoc **) MUST_CHECK;
enum reason	 model_form(const struct page *, const struct model_field *,
		    size_t count, xmlDoc **) MUST_CHECK;

/*
 * A verdict: certificate NULL means not found.  checked and until are the time
 * of the check and the time that the result's address ends; download is the
 * address of the signed document, or NULL.
 */
enum reason	 model_result(const struct page *, const struct certificate *,
		    time_t checked, time_t until, const char *download,
		    xmlDoc **) MUST_CHECK;
enum reason	 model_catalogue(const struct page *,
		    const struct catalogue_entry *, size_t count, time_t as_of,
		    xmlDoc **) MUST_CHECK;

/* An error as a page; retry_after_s 0 for none. */
enum reason	 model_problem(const struct page *, enum reason,
		    const char *request_id, int retry_after_s, xmlDoc **)
		    MUST_CHECK;

#endif
