/*
 * What the fuzzers share.  Each is one parser that reads bytes from outside,
 * fed by libFuzzer; each says what must hold of whatever it accepts.
 */
#ifndef ECERT_T_FUZZ_FUZZ_H
#define ECERT_T_FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/reason.h"

int	 LLVMFuzzerInitialize(int *, char ***);
int	 LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* Stop here, for libFuzzer to keep the input, unless it holds. */
#define HOLDS(claim) do {						\
	if (!(claim)) {							\
		fprintf(stderr, "%s:%d: does not hold: %s (%s)\n",	\
		    __FILE__, __LINE__, #claim, fail_detail());		\
		abort();						\
	}								\
} while (0)

/*
 * The bytes as text in memory of just that size, for the sanitizer's sake; it
 * ends at the first NUL.  The caller frees.
 */
static inline char *
fuzz_text(const uint8_t *bytes, size_t len)
{
	size_t	 n = strnlen((const char *)bytes, len);
	char	*text = malloc(n + 1);

	HOLDS(text != NULL);
	memcpy(text, bytes, n);
	text[n] = '\0';
	return text;
}

/* Percent-escapes for all but letters and digits: never read otherwise. */
static inline void
fuzz_escape(struct buf *to, const char *text)
{
	for (; *text != '\0'; text++)
		HOLDS(buf_printf(to, "%%%02x", (unsigned char)*text) == OK);
}

#define FUZZ_EDITED_MAX	(1u << 16)

/*
 * Inputs that start from something of ours, which has other keys in it each
 * time, are lists of edits: where (two bytes, of 65536), how many bytes go,
 * how many come, and those.  What remains is put into `to`.
 */
static inline void
fuzz_edit(const uint8_t *edits, size_t len, const void *ours, size_t ours_len,
    struct buf *to)
{
	static char	 work[FUZZ_EDITED_MAX];
	size_t		 n = ours_len, at, gone, come;

	HOLDS(n <= sizeof(work) / 2);
	memcpy(work, ours, n);
	while (len >= 4) {
		at = ((size_t)edits[0] << 8 | edits[1]) * (n + 1) >> 16;
		gone = edits[2] < n - at ? edits[2] : n - at;
		edits += 4;
		len -= 4;
		come = edits[-1] < len ? edits[-1] : len;
		if (n - gone + come > sizeof(work))
			break;
		memmove(work + at + come, work + at + gone, n - at - gone);
		memcpy(work + at, edits, come);
		n = n - gone + come;
		edits += come;
		len -= come;
	}
	HOLDS(buf_add(to, work, n) == OK);
}

#endif
