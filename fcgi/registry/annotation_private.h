/* A row of annotation_status as the files of registry/ read it. */
#ifndef ECERT_REGISTRY_ANNOTATION_PRIVATE_H
#define ECERT_REGISTRY_ANNOTATION_PRIVATE_H

#include "field/annotation.h"
#include "registry/db.h"

struct annotation_row {
	struct annotation	a;
	unsigned char		code[ANNOTATION_CODE_BITS_BYTES];
	char			state[17];
};

#define ANNOTATION_COLUMNS	17
extern const struct db_column	annotation_columns[ANNOTATION_COLUMNS];

/* Finish the struct from the raw columns; DATA when it cannot be whole. */
enum reason	 annotation_accept(struct annotation_row *) MUST_CHECK;

#endif
