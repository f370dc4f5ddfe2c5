/*
 * A backup as a folder: two files of SQL and a manifest that says what they
 * are.  Written under another name and given its own when all of it is on the
 * disk, so that a folder of that name is complete.
 *
 * The manifest is lines of words, the last one a digest of those before:
 *	ecert-backup 1
 *	program 0.1.0
 *	server 10.11.19-MariaDB
 *	made 2026-11-25T12:00:00Z		when the copying began
 *	schema 10
 *	event 485 <SHA-256>			the last one, of the copy
 *	chain whole				or: broken
 *	rows certificate 302			one line a table
 *	file tables.sql 447052 <SHA-256>	bytes and digest
 *	file program.sql 81234 <SHA-256>
 *	digest <SHA-256>
 */
#ifndef ECERT_ADMIN_BACKUP_FOLDER_H
#define ECERT_ADMIN_BACKUP_FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/reason.h"
#include "registry/backup.h"

/* Tables with their rows; routines and views, for a restore by hand. */
enum backup_part { BACKUP_TABLES, BACKUP_PROGRAM, BACKUP__PARTS };

struct backup_file {
	uint64_t	 bytes;
	char		 digest[65];
};

struct manifest {
	char			 program[32];
	char			 server[65];
	char			 made[CLOCK_UTC_BYTES];
	int			 schema;
	struct backup_head	 head;
	bool			 whole;		/* the chain, when copied */
	struct backup_table	 tables[BACKUP_TABLES_MAX];
	size_t			 table_count;
	struct backup_file	 files[BACKUP__PARTS];
};

/* Name of a part inside the folder. */
const char	*backup_part_name(enum backup_part);

/* The table of that name; NULL when the manifest has none. */
struct backup_table	*manifest_table(struct manifest *, const char *name);

/*
 * A new empty folder beside `path`, mode 0700; its descriptor and its name,
 * which the caller frees.  FILE_EXISTS when there is anything at `path`,
 * FILE_WRITE.
 */
enum reason	 folder_new(const char *path, char **name, int *dir)
		    MUST_CHECK;

/* A new file in it, mode 0600, open for writing. */
enum reason	 folder_create(int dir, const char *name, int *fd) MUST_CHECK;

/*
 * Write the manifest, wait until everything is on the disk, and give the
 * folder its name.  After a failure it has its first one: folder_discard().
 */
enum reason	 folder_complete(int dir, const struct manifest *,
		    const char *name, const char *path) MUST_CHECK;

/* Remove what was begun: these files, that folder, nothing else. */
void		 folder_discard(int dir, const char *name);

/*
 * Read a folder's manifest.  BACKUP_DAMAGED with what is wrong with it,
 * FILE_READ when there is none.
 */
enum reason	 folder_read(const char *path, struct manifest *, int *dir)
		    MUST_CHECK;

/* A file of it, open at its first byte and found to be what it should be. */
enum reason	 folder_open(int dir, const struct manifest *,
		    enum backup_part, int *fd) MUST_CHECK;

#endif
