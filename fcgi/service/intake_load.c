/* The second reading: rows without a fault go into the registry. */
#include <string.h>

#include "service/intake_private.h"

struct load {
	struct intake		*in;
	struct intake_file	*file;
};

static enum reason
load_chunk(void *arg, struct intake_chunk *c)
{
	struct load	*l = arg;

	return intake_door_rows(l->in->door, l->file->id, l->file->reached,
	    c->last, c->rows, &c->json);
}

static enum reason
note_loaded(void *arg, const struct intake_chunk *c)
{
	struct load	*l = arg;

	l->file->reached = c->last;
	l->file->loaded += c->rows;
	return OK;
}

static enum reason
take(void *arg, struct intake_cells *cells)
{
	struct load		*l = arg;
	struct intake_record	 r;
	struct intake_fault	 faults[INTAKE_FAULTS_MAX];
	char			 hash[33];
	enum reason		 why;

	if (cells->row <= l->file->reached || intake_is_bad(l->in, cells->row))
		return OK;
	if (intake_row_check(&l->in->rules, cells, &r, faults) != 0)
		return fail(REASON_IMPORT_CHANGED, "a row that was good");
	if ((why = intake_door_hash(l->in->door, r.id_number, hash)) == OK)
		why = intake_chunk_add(l->in, cells->row, "[sssssissi]",
		    r.management_no, r.name, r.id_type, r.id_number, hash,
		    r.sex, r.birth_date, r.province, (int)r.variant);
	explicit_bzero(&r, sizeof(r));
	return why;
}

enum reason
intake_load(struct intake *in, struct intake_file *file, const char *faults)
{
	struct load			 l = { in, file };
	const struct intake_errand	 errand = { load_chunk, note_loaded,
	    &l };
	char				 digest[65];
	enum reason			 why;

	in->stage = INTAKE_LOADING;
	intake_chunks_begin(in, &errand);
	if ((why = intake_stream(in, take, &l, NULL, digest)) == OK)
		why = intake_chunks_end(in);
	if (why == OK && strcmp(digest, file->digest) != 0)
		why = fail(REASON_IMPORT_CHANGED, "another digest");
	if (why != OK)
		return why;
	in->stage = INTAKE_APPROVING;
	if (in->watch->progress != NULL)
		in->watch->progress(in->watch->arg, in->stage, 0, 0,
		    file->loaded);
	return intake_door_finish(in->door, file->id, file->rejected, faults);
}
