/*
 * The text of a table that was sent, in UTF-8 with plain line ends.
 */
#ifndef ECERT_SERVICE_LOOKUP_TEXT_H
#define ECERT_SERVICE_LOOKUP_TEXT_H

#include "base/buf.h"

/*
 * Append the text: UTF-8 as it is, without its mark; what is not UTF-8 as
 * GB18030-2005 (a superset of GBK and GB 2312).  CRLF and CR become LF,
 * and one more ends the text.
 * BATCH_FORMAT for a workbook; BATCH_ENCODING for what is neither, UTF-16
 * among it, and for text with NUL.
 */
enum reason	 lookup_text(const char *bytes, size_t len, struct buf *)
		    MUST_CHECK;

#endif
