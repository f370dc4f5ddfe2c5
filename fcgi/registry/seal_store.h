/*
 * The seal files of the registry: imported, listed, taken out of use, and read
 * by who seals.  What is inside one is read by seal/; here it is bytes.
 */
#ifndef ECERT_REGISTRY_SEAL_STORE_H
#define ECERT_REGISTRY_SEAL_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/buf.h"
#include "base/reason.h"

struct registry;

#define SEAL_FILES_MAX		200
#define SEAL_FILE_SIGNERS_MAX	64	/* as seal/limits.h */
#define SEAL_FILE_BYTES_MAX	(1024 * 1024)

struct seal_file {
	unsigned	id;
	char		seal[33];		/* code in the catalogue */
	char		es_id[257];
	char		name[1201];
	char		owner[1201];		/* subject of the signer */
	char		picture_type[65];
	time_t		valid_from;
	time_t		valid_until;		/* the last second */
	char		digest[65];		/* SHA-256, hexadecimal */
	time_t		imported_at;
	char		imported_by[561];
	time_t		disabled_at;		/* 0: in use */
	unsigned	signers;
};

/* Bytes that are handed over for an import; all borrowed. */
struct seal_part {
	const void	*data;
	size_t		 len;
};

/*
 * The file that seals with that seal on that day (YYYY-MM-DD, China's): the
 * newest in force then, one that is in use before one that is not; whether it
 * is shows disabled_at.  Its DER is added to *der (BUF_INIT of
 * SEAL_FILE_BYTES_MAX) unless that is NULL.  Not found when there is none.
 */
enum reason	 registry_seal_current(struct registry *, const char *seal,
		    const char *day, struct seal_file *, struct buf *der,
		    bool *found) MUST_CHECK;

/* One file by its number; der may be NULL. */
enum reason	 registry_seal_file(struct registry *, unsigned id,
		    struct seal_file *, struct buf *der, bool *found)
		    MUST_CHECK;

/* All of them, oldest first; the caller frees *list. */
enum reason	 registry_seal_list(struct registry *,
		    struct seal_file **list, size_t *count) MUST_CHECK;

/*
 * Import a file and its signers' certificates (DER), all or nothing; who calls
 * has read and checked them, and filled seal, es_id, name, owner,
 * picture_type and the period.  The other members are filled here: id.
 * SEAL_UNKNOWN when the catalogue has no such seal, SEAL_PRESENT when the file
 * is there already; UNCERTAIN.  Needs the admin account.
 */
enum reason	 registry_seal_import(struct registry *, struct seal_file *,
		    struct seal_part der, struct seal_part maker,
		    const struct seal_part *signers, size_t count) MUST_CHECK;

/* Take one out of use for good.  SEAL_UNKNOWN, SEAL_DISABLED. */
enum reason	 registry_seal_disable(struct registry *, unsigned id,
		    const char *why_text) MUST_CHECK;

/*
 * The i-th (from 0) of the certificates that may sign with a file, added to
 * *der as DER.
 */
enum reason	 registry_seal_signer(struct registry *, unsigned id, size_t i,
		    struct buf *der, bool *found) MUST_CHECK;

/*
 * May the seal with that SHA-256 of its DER (hexadecimal) seal certificates of
 * a qualification on that day (YYYY-MM-DD, China's)?  known is false when no
 * such seal was ever imported.  Whether it is disabled by now does not matter:
 * what was sealed before stays sealed.
 */
enum reason	 registry_seal_serves(struct registry *, const char *digest,
		    const char *qualification, const char *day, bool *known,
		    bool *serves) MUST_CHECK;

#endif
