/* One import as its own files share it. */
#ifndef ECERT_SERVICE_INTAKE_PRIVATE_H
#define ECERT_SERVICE_INTAKE_PRIVATE_H

#include "service/intake.h"
#include "service/intake_twin.h"

#define INTAKE_CHUNK	4000	/* rows a statement */

struct intake {
	const struct intake_order	*order;
	const struct intake_watch	*watch;
	struct intake_outcome		*outcome;
	struct intake_door		*door;
	struct intake_rules		 rules;
	int				 fd;
	uint64_t			 size;
	enum intake_stage		 stage;
	struct intake_sheet		*sheet;	/* that is being read */

	/* Rows with faults, one bit each. */
	unsigned char			*bad;
	size_t				 bad_bytes;

	/* Rows that go to the registry together: JSON, an array of arrays. */
	struct buf			 chunk;
	unsigned			 chunk_rows;
	uint32_t			 chunk_last;	/* row of the file */

	unsigned			 number[INTAKE__COLUMNS]; /* places */

	/* Checking: what is told of a row that the registry has already. */
	struct intake_twins		*twins;
	struct intake_fault		*asked;	/* INTAKE_CHUNK * 2 */
	size_t				 nasked;
};

/*
 * Stream the file once: its rows to take(arg, ...), and its digest (SHA-256,
 * hexadecimal).  take NULL: nothing but the digest and what the bytes look
 * like.  IMPORT_STOPPED when the watch says so.
 */
enum reason	 intake_stream(struct intake *, intake_row_taker *take,
		    void *arg, struct sheet_guess *, char digest[65])
		    MUST_CHECK;

bool		 intake_is_bad(const struct intake *, uint32_t row);

/* One more array into the chunk; the values as json_pack() takes them. */
enum reason	 intake_chunk_add(struct intake *, uint32_t row,
		    const char *format, ...) MUST_CHECK;
void		 intake_chunk_clear(struct intake *);
/* The JSON of the chunk, whole. */
enum reason	 intake_chunk_close(struct intake *) MUST_CHECK;

/* Load what has no fault, and approve it; `file` is the one that was begun. */
enum reason	 intake_load(struct intake *, struct intake_file *file,
		    const char *faults) MUST_CHECK;

#endif
