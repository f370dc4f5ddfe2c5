/*
 * A verification as JSON (RFC 8259), for programs: doc/verify.md has the
 * members.  No personal data but what the file's name has.
 */
#ifndef ECERT_SERVICE_VERIFICATION_JSON_H
#define ECERT_SERVICE_VERIFICATION_JSON_H

#include <stddef.h>
#include <time.h>

#include "base/buf.h"
#include "base/reason.h"
#include "document/verify.h"

/* What was verified: a name to tell it by, its bytes, and when. */
struct verified_file {
	const char	*name;		/* any bytes; a broken one becomes ? */
	const char	*bytes;
	size_t		 len;
	time_t		 at;
};

/* Append one object, on one line, without a line end.  MEMORY. */
enum reason	 verification_json(const struct verified_file *,
		    const struct verification *, struct buf *) MUST_CHECK;

/* The same for a file that could not be verified at all, and why. */
enum reason	 verification_json_failure(const struct verified_file *,
		    enum reason, struct buf *) MUST_CHECK;

#endif
