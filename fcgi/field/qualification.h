/*
 * A qualification of the catalogue as the public sees it: plain data.
 */
#ifndef ECERT_FIELD_QUALIFICATION_H
#define ECERT_FIELD_QUALIFICATION_H

#include "field/certificate.h"

/* One qualification in force today, for the catalogue page. */
struct catalogue_entry {
	char	 code[3];
	int	 list;			/* paragraph of the notice: 2 or 3 */
	int	 ordinal;		/* place in that list */
	int	 style;
	char	 effective_from[DATE_BYTES];
	char	 name[TITLE_BYTES];
	char	 title_zh[TITLE_BYTES];
	char	 title_en[TITLE_BYTES];
	char	 levels[TITLE_BYTES];		/* joined with "；" */
	char	 specialties[STATEMENT_BYTES];
	char	 authorities[TITLE_BYTES];
	char	 issuer[TITLE_BYTES];
	char	 seal_code[33];
	char	 seal_name[TITLE_BYTES];
};

#endif
