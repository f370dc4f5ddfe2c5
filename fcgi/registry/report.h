/*
 * Reports of verified files: kept for 90 days under an unguessable number.
 */
#ifndef ECERT_REGISTRY_REPORT_H
#define ECERT_REGISTRY_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "base/buf.h"
#include "base/reason.h"

struct registry;

#define REPORT_NUMBER_BYTES	16	/* written as codes of copies are */
#define REPORT_BYTES_MAX	131072	/* of a signed report */

/*
 * Under which number the report of a bureau's file is to be kept: number as it
 * is, or that of the same call before.  key: the caller's of the call, digest:
 * SHA-256 of the file.  IDEMPOTENCY_DIFFERS.
 */
enum reason	 registry_bureau_report_number(struct registry *,
		    uint64_t call, const char *key, const char *digest,
		    unsigned char number[REPORT_NUMBER_BYTES]) MUST_CHECK;

struct report_record {
	unsigned char	 number[REPORT_NUMBER_BYTES];
	time_t		 made_at;
	const char	*file_digest;	/* SHA-256, 64 hexadecimal digits */
	size_t		 file_size;	/* bytes */
	const char	*verdict;	/* "valid", "not-valid", ... */
};

/*
 * Keep the signed bytes of a report.  UNCERTAIN when no confirmation came;
 * otherwise, on failure, nothing was kept.
 */
enum reason	 registry_report_store(struct registry *,
		    const struct report_record *, const struct buf *xml)
		    MUST_CHECK;

/* Append the signed bytes of the report with that number, if it is kept. */
enum reason	 registry_report_read(struct registry *,
		    const unsigned char number[REPORT_NUMBER_BYTES],
		    struct buf *xml, bool *found) MUST_CHECK;

#endif
