/*
 * What mariadb-dump says, on its way into a file: digested, its rows counted,
 * the end of the chain of events read, its last line awaited.  So the manifest
 * speaks of the copy itself and not of a registry that has gone on since.
 */
#ifndef ECERT_ADMIN_BACKUP_DUMP_H
#define ECERT_ADMIN_BACKUP_DUMP_H

#include "admin/backup_folder.h"
#include "base/conf.h"
#include "base/reason.h"

/*
 * Copy the manifest's tables, in its order and as of one moment, into the file
 * of that folder; fills in their rows, the head, the file's size and digest.
 * BACKUP_DAMAGED when what came is not a whole dump; CLIENT_PROGRAM.
 */
enum reason	 dump_tables(const struct conf *, int dir, struct manifest *)
		    MUST_CHECK;

/* Likewise routines and these views, without a row. */
enum reason	 dump_program(const struct conf *, int dir,
		    const struct backup_table *views, size_t count,
		    struct manifest *) MUST_CHECK;

#endif
