/*
 * A file that somebody sent, verified, and its report: what the page and the
 * interface have in common.
 */
#ifndef ECERT_RESPONDER_UPLOAD_H
#define ECERT_RESPONDER_UPLOAD_H

#include "document/difference.h"
#include "responder/context.h"
#include "service/file_report.h"

/* upload_free() it in every case. */
struct upload {
	struct buf		 file;		/* what was sent */
	struct verification	 verification;
	char			 digest[65];	/* SHA-256 of the file */
	bool			 is_numbered;	/* the report is to have bits */
	unsigned char		 bits[ANNOTATION_CODE_BITS_BYTES];
	char			 number[ANNOTATION_CODE_BYTES];
	struct report		 report;
	struct buf		 signed_report;	/* empty when not kept */
	enum reason		 not_kept;	/* OK: it is kept */
	struct certificate	 certificate;	/* the one it is of */
	bool			 found;		/* in the registry */
};

/*
 * Read the file from the request: the part "file" of a form, or, where `plain`
 * says so, a body that is the XML itself.  FILE_EMPTY; FILE_TOO_LARGE;
 * FILE_ONE; MEDIA_TYPE; BAD_REQUEST.
 */
enum reason	 upload_read(struct context *, bool plain, struct upload *)
		    MUST_CHECK;

/*
 * Verify it, make the report and have it kept.  OK when the checks ran: that
 * the report could not be kept is in not_kept.  For a bureau it is written down
 * before, and else fails.
 */
enum reason	 upload_verify(struct context *, struct upload *) MUST_CHECK;

/*
 * May the certificate's face be shown with it?  Only when the registry has it
 * and the copy is not over: who holds one that is over learns no more than
 * that it is.
 */
bool		 upload_shows_face(const struct upload *);
void		 upload_free(struct upload *);

#endif
