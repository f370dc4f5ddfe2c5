/*
 * Files of certificates that are imported: the registry's side of it.  Rows go
 * into an open batch that nobody sees; how far it is stands in the same
 * transaction; the batch is approved at the end (sql/routine/import_*.sql).
 */
#ifndef ECERT_REGISTRY_INTAKE_H
#define ECERT_REGISTRY_INTAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "base/buf.h"
#include "base/conf.h"
#include "base/reason.h"
#include "field/certificate.h"

#define INTAKE_SOURCE_BYTES	401	/* 100 characters */
#define INTAKE_LIST_MAX		10000	/* files that are listed, newest */

struct intake_file {
	unsigned	id;
	char		digest[65];		/* SHA-256, hexadecimal */
	char		qualification[3];
	char		approved_on[DATE_BYTES];
	char		examination[7];		/* YYYYMM */
	char		source[INTAKE_SOURCE_BYTES];
	int		accept_valid;
	char		state[12];	/* loading, approved, refused ... */
	unsigned	batch;		/* 0: none */
	unsigned	rows;
	unsigned	loaded;
	unsigned	reached;	/* row of the file; go on behind it */
	unsigned	rejected;
	time_t		opened_at;
	time_t		finished_at;	/* 0: it goes on */
};

/* A combination of the catalogue; "" where it has no level or specialty. */
struct intake_variant {
	unsigned	variant;
	char		level[61];
	char		specialty[121];
};

/* An entry of a code list. */
struct intake_code {
	char		code[4];
	char		name[121];
};

/* A connection of an import's own, which waits longer than pages may. */
struct intake_door;

/* IMPORT_BUSY while another holds one that loads. */
enum reason	 intake_door_open(const struct conf *, bool loads,
		    struct intake_door **) MUST_CHECK;

/*
 * The same for a bureau's batch (0: one that is not kept yet), with no more
 * patience than a request has, by the procedures that take its own rows alone.
 * IMPORT_BUSY while another loads this batch; batches do not wait for others.
 */
enum reason	 intake_door_deliver(const struct conf *, bool loads,
		    uint64_t batch, struct intake_door **) MUST_CHECK;
void		 intake_door_close(struct intake_door **);

/* The file that stands in the registry with this content. */
enum reason	 intake_door_find(struct intake_door *, const char *digest,
		    struct intake_file *, bool *found) MUST_CHECK;

/* All of them, the newest first; the caller frees them. */
enum reason	 intake_door_list(struct intake_door *, struct intake_file **,
		    size_t *count) MUST_CHECK;

/*
 * What the catalogue has for certificates approved on a day; none when the
 * qualification is unknown or was out of force.  The caller frees them.
 */
enum reason	 intake_door_variants(struct intake_door *,
		    const char *qualification, const char *approved_on,
		    struct intake_variant **, size_t *count) MUST_CHECK;
enum reason	 intake_door_provinces(struct intake_door *,
		    struct intake_code **, size_t *count) MUST_CHECK;
enum reason	 intake_door_id_types(struct intake_door *,
		    struct intake_code **, size_t *count) MUST_CHECK;

/*
 * The keyed hash of an ID number that the registry finds it by, as hex.  It
 * asks nobody: another thread may be in a call of this door meanwhile.
 */
enum reason	 intake_door_hash(struct intake_door *, const char *id_number,
		    char out[33]) MUST_CHECK;

/*
 * The procedures of the same names, for a bureau's batch bureau_batch_*; JSON
 * as they say.  clashes is appended to.
 * begin fills the rest of the file it is given.  A lost connection is
 * UNCERTAIN: what became of it is seen when the import is begun again.
 */
enum reason	 intake_door_check(struct intake_door *, unsigned id,
		    const char *json, struct buf *clashes) MUST_CHECK;
enum reason	 intake_door_begin(struct intake_door *, struct intake_file *)
		    MUST_CHECK;
enum reason	 intake_door_rows(struct intake_door *, unsigned id,
		    unsigned after, unsigned reached, unsigned count,
		    const struct buf *json) MUST_CHECK;
enum reason	 intake_door_finish(struct intake_door *, unsigned id,
		    unsigned rejected, const char *faults) MUST_CHECK;
enum reason	 intake_door_refuse(struct intake_door *,
		    const struct intake_file *, const char *faults)
		    MUST_CHECK;
enum reason	 intake_door_discard(struct intake_door *, unsigned id)
		    MUST_CHECK;

#endif
