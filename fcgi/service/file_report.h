/*
 * The report of a verification made, signed and kept.
 */
#ifndef ECERT_SERVICE_FILE_REPORT_H
#define ECERT_SERVICE_FILE_REPORT_H

#include "base/buf.h"
#include "document/report.h"
#include "document/sign.h"

struct registry;

/*
 * Give the report a fresh number, sign it and have the registry keep it; the
 * signed bytes go behind what xml holds.  number points to `number`, which is
 * "" after any failure: then nothing may be shown as kept.  SIGNING without a
 * signer (NULL); DATABASE, BUSY, UNCERTAIN of the registry.
 */
enum reason	 file_report_keep(const struct signer *, struct registry *,
		    struct report *, char number[ANNOTATION_CODE_BYTES],
		    struct buf *xml) MUST_CHECK;

#endif
