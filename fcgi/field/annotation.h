/*
 * Annotated copies (加注): what a holder says of a copy, its code and its rules.
 * Plain data that crosses layers; text is UTF-8 and ends in NUL, "" stands for
 * absent.
 */
#ifndef ECERT_FIELD_ANNOTATION_H
#define ECERT_FIELD_ANNOTATION_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "base/reason.h"
#include "field/certificate.h"

#define ANNOTATION_CODE_BITS_BYTES 16	/* 128 random bits */
#define ANNOTATION_CODE_BYTES	27	/* 26 characters and NUL */
#define ANNOTATION_GROUPED_BYTES 33	/* the same in seven groups */
#define ANNOTATION_DAYS_MAX	90	/* domain.md: each at most 90 days */
#define ANNOTATION_DAYS_PRESET	90
#define ANNOTATION_RECIPIENT_CHARS_MAX 100
#define ANNOTATION_RECIPIENT_BYTES (ANNOTATION_RECIPIENT_CHARS_MAX * 4 + 1)

/* Item, its code and the cause of a copy for an administrative matter. */
#define ANNOTATION_MATTER_BYTES	(400 * 4 + 1)

enum annotation_state {
	ANNOTATION_UNKNOWN = 0,	/* never shown: reading a record starts here */
	ANNOTATION_GOOD,
	ANNOTATION_EXPIRED,
	ANNOTATION_WITHDRAWN,
	ANNOTATION__MAX
};

struct annotation {
	uint64_t	id;
	char		code[ANNOTATION_CODE_BYTES];
	uint64_t	serial;			/* of the certificate */
	unsigned	version;
	char		scene[33];		/* stable word: job, bid ... */
	char		scene_zh[201];
	char		scene_en[401];
	char		recipient[ANNOTATION_RECIPIENT_BYTES];
	int		days;			/* 1..90 */
	time_t		made_at;
	time_t		expires_at;		/* no longer good from then */
	time_t		withdrawn_at;		/* 0: it was not */
	char		maker[401];		/* 本人, or a bureau's name */
	unsigned	seal_file;		/* what it was sealed with */
	enum annotation_state state;
	char		matter[ANNOTATION_MATTER_BYTES]; /* "": the holder's */
	unsigned	bureau;			/* that made it; 0: none */
};

/* One choice of the form; the codes are the registry's. */
struct annotation_scene {
	char	code[33];
	char	name_zh[201];
	char	name_en[401];
};

/* The state's stable word: "good", "expired", "withdrawn", else "unknown". */
const char	*annotation_state_word(enum annotation_state);

/* The state of that word; ANNOTATION_UNKNOWN for others. */
enum annotation_state annotation_state_named(const char *);

/*
 * The code as it is printed: 26 characters of Crockford's base 32 (0-9 A-Z
 * without I L O U), two zero bits before the 128.
 */
void		 annotation_code_format(
		    const unsigned char bits[ANNOTATION_CODE_BITS_BYTES],
		    char out[ANNOTATION_CODE_BYTES]);

/*
 * Read a typed code: case, hyphens and white space do not count, full-width
 * forms are folded, I and L are 1, O is 0.  False, with bits untouched, when
 * it is not one.
 */
bool		 annotation_code_parse(const char *typed,
		    unsigned char bits[ANNOTATION_CODE_BITS_BYTES]);

/* A formatted code in groups of four, XXXX-XXXX-...-XX, for reading aloud. */
void		 annotation_code_group(const char code[ANNOTATION_CODE_BYTES],
		    char out[ANNOTATION_GROUPED_BYTES]);

/* 1 to 90: DAYS otherwise. */
enum reason	 annotation_days_check(long days) MUST_CHECK;

/* When a copy made then ends: to the second, days of 24 hours. */
time_t		 annotation_expires(time_t made_at, int days);

/*
 * Whom the copy is for, as typed: trimmed at both ends, otherwise kept; may be
 * empty.  RECIPIENT when it has more than 100 characters, is not UTF-8, or has
 * control characters, marks that turn the direction of text or what no XML can
 * carry; out is then untouched.
 */
enum reason	 annotation_recipient_normalise(const char *typed,
		    char out[ANNOTATION_RECIPIENT_BYTES]) MUST_CHECK;

/*
 * Must a copy of this certificate be annotated?  Not when it is one of an
 * association's (style 2) issued before 2021-12-17 (domain.md).
 */
bool		 annotation_is_needed(const struct certificate *);

#endif
