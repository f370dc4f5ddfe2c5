/*
 * Base64 (RFC 4648 section 4) on one line, as our documents carry certificates
 * and seal signatures.
 */
#ifndef ECERT_DOCUMENT_BASE64_H
#define ECERT_DOCUMENT_BASE64_H

#include <stddef.h>

#include "base/buf.h"
#include "base/reason.h"

/* Append the text of the bytes, without line breaks. */
enum reason	 base64_write(const void *, size_t, struct buf *) MUST_CHECK;

/*
 * Append the bytes of the text.  FILE_FORMAT unless it is the one spelling
 * that base64_write() gives: no white space, no missing padding, no stray
 * bits.  TOO_LARGE past the buffer's ceiling.
 */
enum reason	 base64_read(const char *, struct buf *) MUST_CHECK;

#endif
