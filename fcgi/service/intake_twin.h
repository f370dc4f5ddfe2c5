/*
 * What stands in a file more than once, found in bounded memory however long
 * the file is: digests go to unnamed temporary files, a part of them is sorted
 * at a time.  The digests are salted anew each time, so that no person can be
 * found by them.
 */
#ifndef ECERT_SERVICE_INTAKE_TWIN_H
#define ECERT_SERVICE_INTAKE_TWIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/reason.h"
#include "field/certificate.h"

enum intake_twin_kind {
	INTAKE_TWIN_NUMBER,	/* a management number */
	INTAKE_TWIN_PERSON,	/* a person and what is certified */
	INTAKE_TWIN_ZEROS	/* told only: a number that is too short */
};

struct intake_twin {
	enum intake_twin_kind	 kind;
	uint32_t		 row;
	uint32_t		 line;
	uint32_t		 other;		/* line; 0: ZEROS has none */
	char			 shown[MANAGEMENT_NO_BYTES];	/* masked */
};

struct intake_twins;

/*
 * In $TMPDIR, else /var/tmp; in memory when the file is known to be a small
 * one.  FILE_WRITE when that is not possible.
 */
enum reason	 intake_twins_open(bool small, struct intake_twins **)
		    MUST_CHECK;
void		 intake_twins_free(struct intake_twins **);

/*
 * value: the number, or the ID number whose masked form is told; key: what
 * must not occur twice.  digits: how many a number has that consists of them
 * alone and may have lost zeros, else 0.
 */
enum reason	 intake_twins_add(struct intake_twins *,
		    enum intake_twin_kind, const char *key, const char *value,
		    size_t digits, uint32_t row, uint32_t line) MUST_CHECK;

/*
 * Tell every row of which a twin exists, with the line of the first (of the
 * second, for the first itself), in the order of the rows as far as some ten
 * thousands go; and, when nine in ten numbers have so many digits, those that
 * have fewer.
 */
typedef enum reason	 intake_twin_told(void *arg,
			    const struct intake_twin *);
enum reason	 intake_twins_find(struct intake_twins *, intake_twin_told *,
		    void *arg) MUST_CHECK;

#endif
