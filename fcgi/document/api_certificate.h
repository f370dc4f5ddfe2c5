/*
 * Certificates in the vocabulary of the interface, as bureaus are told of them
 * (doc/schema/api-certificate.xsd): one with its versions, all of a holder's,
 * the results of many checks.
 */
#ifndef ECERT_DOCUMENT_API_CERTIFICATE_H
#define ECERT_DOCUMENT_API_CERTIFICATE_H

#include <stddef.h>
#include <time.h>

#include "document/tree.h"
#include "field/certificate.h"
#include "field/mask.h"
#include "field/status_order.h"

/* A certificate in full; list: its versions, the newest first, one at least. */
enum reason	 api_record(const struct certificate *list, size_t count,
		    const unsigned char status_key[SECRET_KEY_BYTES],
		    time_t now, xmlDoc **) MUST_CHECK;

/* What a person holds, in full; may be none. */
enum reason	 api_holdings(const struct certificate *list, size_t count,
		    const unsigned char status_key[SECRET_KEY_BYTES],
		    time_t now, xmlDoc **) MUST_CHECK;

/* The zero is what holds of each until something else is known. */
enum check_outcome {
	CHECK_COULD_NOT = 0,
	CHECK_FOUND,
	CHECK_NOT_FOUND,
	CHECK_INVALID,
	CHECK__OUTCOMES
};

/* The answer to many checks on its way: one result for each, in order. */
struct api_checks {
	struct tree		 tree;
	xmlNode			*root;
	xmlNode			*results;
	struct status_order	 order;
	size_t			 counts[CHECK__OUTCOMES];
};

/*
 * bureau: the caller's code; digest: SHA-256 of what was asked, in hexadecimal
 * digits, so that an answer that is kept names its question.
 */
void		 api_checks_begin(struct api_checks *, const char *bureau,
		    const char *digest, time_t now,
		    const unsigned char status_key[SECRET_KEY_BYTES]);

/* The next result, without an outcome so far. */
xmlNode		*api_checks_add(struct api_checks *);

/* Which certificate was asked for, normalised. */
void		 api_checks_number(struct api_checks *, xmlNode *result,
		    const char *number);

/* What is wrong with a field of it; field NULL: why it could not be made. */
void		 api_checks_error(struct api_checks *, xmlNode *result,
		    const char *field, enum reason);

/*
 * What it came to; the certificate is shown with its number masked, for who
 * asks knows it.  NULL unless CHECK_FOUND.  Any failure leaves the result as it
 * was.
 */
enum reason	 api_checks_outcome(struct api_checks *, xmlNode *result,
		    enum check_outcome, const struct certificate *)
		    MUST_CHECK;

enum reason	 api_checks_end(struct api_checks *, xmlDoc **) MUST_CHECK;
void		 api_checks_drop(struct api_checks *);

/* The outcome's word. */
const char	*check_outcome_word(enum check_outcome);

#endif
