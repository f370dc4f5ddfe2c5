/* One import as its own files share it. */
#ifndef ECERT_SERVICE_INTAKE_PRIVATE_H
#define ECERT_SERVICE_INTAKE_PRIVATE_H

#include <pthread.h>

#include "service/intake.h"
#include "service/intake_twin.h"

#define INTAKE_CHUNK	4000	/* rows a statement */

/* Rows that go to the registry together. */
struct intake_chunk {
	struct buf	 json;		/* an array of arrays */
	unsigned	 rows;
	uint32_t	 last;		/* row of the file */

	/* Checking: what is told of a row that the registry has already. */
	struct intake_fault *asked;	/* INTAKE_CHUNK * 2 */
	size_t		 nasked;
	struct buf	 clashes;	/* what it answered */
};

/*
 * What is done with each of them: the call, in a thread of its own, asks the
 * registry and touches nothing else that changes, for the next rows are read
 * meanwhile; when it went well, what follows from it is done by the reader.
 */
struct intake_errand {
	enum reason	(*call)(void *arg, struct intake_chunk *);
	enum reason	(*done)(void *arg, const struct intake_chunk *);
	void		*arg;
};

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

	struct intake_chunk		 chunk[2];
	struct intake_chunk		*filling;
	struct intake_chunk		*sent;	/* no rows: none is */
	struct intake_errand		 errand;
	pthread_t			 sender;
	bool				 is_sending;
	enum reason			 sent_why;
	char				 sent_detail[512];

	unsigned			 number[INTAKE__COLUMNS]; /* places */

	struct intake_twins		*twins;
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

/*
 * Chunks of rows, sent while the next one fills: begun with what is done with
 * each, ended when all are through.  An error of one comes back from whichever
 * of these is next.
 */
enum reason	 intake_chunks_open(struct intake *) MUST_CHECK;
void		 intake_chunks_free(struct intake *);
void		 intake_chunks_begin(struct intake *,
		    const struct intake_errand *);
enum reason	 intake_chunks_end(struct intake *) MUST_CHECK;

/* One more array into the chunk, by json_pack()'s format; sent when full. */
enum reason	 intake_chunk_add(struct intake *, uint32_t row,
		    const char *format, ...) MUST_CHECK;
enum reason	 intake_chunk_send(struct intake *) MUST_CHECK;

/* Load what has no fault, and approve it; `file` is the one that was begun. */
enum reason	 intake_load(struct intake *, struct intake_file *file,
		    const char *faults) MUST_CHECK;

#endif
