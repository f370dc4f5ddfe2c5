/*
 * The report of a verification made, signed and kept.
 */
#ifndef ECERT_SERVICE_FILE_REPORT_H
#define ECERT_SERVICE_FILE_REPORT_H

#include "base/buf.h"
#include "document/report.h"
#include "document/sign.h"
#include "seal/sealer.h"

struct registry;

/*
 * Give the report the number `as`, or a fresh one for NULL, seal it unless
 * sealer is NULL, sign it and have the registry keep it; the signed bytes go
 * behind what xml holds.  The report's number is then `number`, which is ""
 * after any failure: nothing may be shown as kept.  SIGNING without a signer
 * (NULL); those of seal_put();
 * DATABASE, BUSY, UNCERTAIN of the registry.
 */
enum reason	 file_report_keep(const struct sealer *,
		    const struct signer *, struct registry *,
		    const unsigned char *as, struct report *,
		    char number[ANNOTATION_CODE_BYTES], struct buf *xml)
		    MUST_CHECK;

#endif
