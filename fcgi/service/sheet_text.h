/*
 * The text of a table while it is read in pieces: which encoding it has, and
 * UTF-8 with plain line ends from it.
 */
#ifndef ECERT_SERVICE_SHEET_TEXT_H
#define ECERT_SERVICE_SHEET_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/reason.h"

enum sheet_encoding {
	SHEET_UTF8,
	SHEET_GB18030	/* 2005, a superset of GBK and GB 2312 */
};

/* What has been seen of the bytes so far; zeros at the beginning. */
struct sheet_guess {
	uint64_t	 bytes;
	uint64_t	 whole;		/* characters of two bytes or more */
	uint64_t	 broken;	/* bytes that no UTF-8 has there */
	bool		 nul;
	unsigned	 wanted;	/* continuation bytes */
	unsigned char	 first[4];
};

void		 sheet_guess_add(struct sheet_guess *, const char *, size_t);

/*
 * Once all bytes were seen: UTF-8 when there is its mark or hardly a byte that
 * is broken, so that one spoilt cell does not turn all names into others; else
 * GB18030.  BATCH_FORMAT for a workbook; BATCH_ENCODING for UTF-16 and for what
 * has NUL.
 */
enum reason	 sheet_guess_end(const struct sheet_guess *,
		    enum sheet_encoding *) MUST_CHECK;

struct sheet_text;

/*
 * strict: what cannot be read is refused with BATCH_ENCODING; else it becomes
 * U+FFFD in GB18030 and stays as it is in UTF-8, for who reads the cells.
 */
enum reason	 sheet_text_open(enum sheet_encoding, bool strict,
		    struct sheet_text **) MUST_CHECK;
void		 sheet_text_free(struct sheet_text **);

/*
 * Append what the next bytes say: without the mark, CRLF and CR as LF; `last`
 * when no more follow.  What is kept back is less than a character.
 */
enum reason	 sheet_text_add(struct sheet_text *, const char *, size_t,
		    bool last, struct buf *) MUST_CHECK;

#endif
