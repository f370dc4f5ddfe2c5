/*
 * UTF-8 text as people type it: checked, trimmed, folded, counted.
 */
#ifndef ECERT_BASE_TEXT_H
#define ECERT_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Is this well-formed UTF-8 (RFC 3629) without NUL? */
bool	 text_is_utf8(const char *, size_t len);

/*
 * May all of this valid UTF-8 stand in a document of XML 1.0 (production 2)?
 * C0 controls but tab and line ends, U+FFFE and U+FFFF may not, not even as a
 * character reference.
 */
bool	 text_is_xml(const char *);

/* Drop from the end what is not a whole character: after a text was cut. */
void	 text_trim_cut(char *);

/*
 * May this character be put before people, in a line of a page, a log or a
 * terminal?  Not controls (C0, C1), ends of lines, what turns the direction of
 * writing about (Unicode UAX 9), nor what XML cannot carry.
 */
bool	 text_is_shown(uint32_t);

/* Characters (code points) in a valid UTF-8 string. */
size_t	 text_length(const char *);

/*
 * How many columns of a terminal a valid UTF-8 string takes: two for an East
 * Asian wide character, none for one that combines (Unicode UAX 11).
 */
size_t	 text_columns(const char *);

/*
 * The code point at *pos and its advance past it; 0 at the end.  The string
 * should be valid UTF-8: a broken byte counts as one U+FFFD.
 */
uint32_t text_next(const char **pos);

/* White space that typing and pasting bring along; listed at text_trim(). */
bool	 text_is_blank(uint32_t);

/*
 * Take away white space at both ends, in place: ASCII blanks, U+00A0, U+3000
 * and the zero-width U+200B..U+200D, U+2060, U+FEFF that pasting brings along.
 */
void	 text_trim(char *);

/*
 * Fold full-width forms U+FF01..U+FF5E to ASCII and drop all white space (as
 * above, anywhere), in place: for numbers and codes, never for names.
 */
void	 text_fold_code(char *);

/* The same into `size` bytes; false, with out undefined, when too long. */
bool	 text_fold_code_to(const char *, char *out, size_t size);

/* ASCII letters to upper case, in place. */
void	 text_upper(char *);

/* Does the string consist of ASCII digits only (and is not empty)? */
bool	 text_is_digits(const char *);

/*
 * One line that terminals can show, of 1 to max characters: what people write
 * for the record.
 */
bool	 text_is_line(const char *, size_t max);

#endif
