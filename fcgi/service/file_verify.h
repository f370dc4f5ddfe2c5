/*
 * A file that somebody handed in, against itself and against the registry:
 * the one way to a verdict, for the command, the page and the interface.
 */
#ifndef ECERT_SERVICE_FILE_VERIFY_H
#define ECERT_SERVICE_FILE_VERIFY_H

#include <stddef.h>
#include <time.h>

#include "base/reason.h"
#include "document/verify.h"

struct conf;
struct registry;
struct trust;

/*
 * A verifier as [signing] and [paths] have it, revocation included; its
 * errors are those of verifier_open().  seals is borrowed and may be NULL.
 */
enum reason	 file_verifier_open(const struct conf *,
		    const struct trust *seals, struct verifier **) MUST_CHECK;

/*
 * Run every check over the bytes, at the time now.  OK when they ran, whatever
 * they found: a registry that does not answer leaves its checks "could not
 * check".  NULL for the registry asks none, and no file is then valid.  The
 * caller frees the verification with verification_free(); after a failure it
 * is empty.  Threads may share the verifier and the registry.
 */
enum reason	 file_verify(const struct verifier *, struct registry *,
		    const char *bytes, size_t len, time_t now,
		    struct verification *) MUST_CHECK;

#endif
