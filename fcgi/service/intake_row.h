/*
 * One row of a file of certificates: what it says, and all that is wrong in
 * it.  Needs no database: what the catalogue has is handed in.
 */
#ifndef ECERT_SERVICE_INTAKE_ROW_H
#define ECERT_SERVICE_INTAKE_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/reason.h"
#include "field/certificate.h"
#include "registry/intake.h"
#include "service/intake_sheet.h"

#define INTAKE_SHOWN_BYTES	160

struct intake_rules {
	char	 approved_on[DATE_BYTES];
	char	 province[3];		/* all must be of it; "": any */
	struct intake_variant	*variants;	/* of the one edition */
	size_t			 nvariants;
	struct intake_code	*provinces;
	size_t			 nprovinces;
	struct intake_code	*id_types;
	size_t			 nid_types;
};

/* All parts normalised; those that are wrong are "" or 0. */
struct intake_record {
	char		name[NAME_BYTES];
	char		id_type[4];
	char		id_number[ID_NUMBER_BYTES];
	int		sex;
	char		birth_date[DATE_BYTES];
	char		management_no[MANAGEMENT_NO_BYTES];
	bool		number_is_text;	/* no zero of it can be missing */
	char		province[3];
	unsigned	variant;
};

/* One thing that is wrong in the file. */
struct intake_fault {
	uint32_t		 row;
	uint32_t		 line;
	enum intake_column	 column;
	unsigned		 number;	/* place of it; 0: absent */
	enum reason		 why;
	uint32_t		 other;		/* line of its twin, or 0 */
	char			 shown[INTAKE_SHOWN_BYTES]; /* masked */
};

/* A cell has one fault at most, and the row as a whole another. */
#define INTAKE_FAULTS_MAX	(INTAKE__COLUMNS + 1)

/*
 * Read and check a row: how many faults it has.  A 15-digit resident number
 * becomes one of 18; sex and date of birth that are not given are taken from a
 * resident number.
 */
size_t	 intake_row_check(const struct intake_rules *,
	    const struct intake_cells *, struct intake_record *,
	    struct intake_fault[INTAKE_FAULTS_MAX]);

/*
 * What may be shown of a cell: of a name all but the last character covered,
 * of numbers the first 3 and last 4 characters left, of others the first and
 * the last; "" for what is not fit to be shown.
 */
void	 intake_show(enum intake_column, const char *cell,
	    char out[INTAKE_SHOWN_BYTES]);

#endif
