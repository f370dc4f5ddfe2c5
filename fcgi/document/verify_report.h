/* Reports that are verified themselves: private to the verification. */
#ifndef ECERT_DOCUMENT_VERIFY_REPORT_H
#define ECERT_DOCUMENT_VERIFY_REPORT_H

#include "document/verify.h"

/* Is the document a report, by its root? */
bool		 verify_is_report(xmlDoc *);

/*
 * A report is no certificate: leave out the checks that are of certificates
 * alone, and those of a seal when it has none, so that the verdict is of those
 * that are left.
 */
void		 verify_report_scope(struct check_list *, xmlDoc *report);

/* Fill in from v->verified.  INTERNAL when the schema let nonsense through. */
enum reason	 verify_report_read(struct verification *) MUST_CHECK;

#endif
