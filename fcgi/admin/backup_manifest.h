/* The text of a backup's manifest (admin/backup_folder.h has the format). */
#ifndef ECERT_ADMIN_BACKUP_MANIFEST_H
#define ECERT_ADMIN_BACKUP_MANIFEST_H

#include "admin/backup_folder.h"
#include "base/buf.h"

#define MANIFEST_MAX	65536	/* bytes */

/* Append the text, its own digest at the end. */
enum reason	 manifest_write(const struct manifest *, struct buf *)
		    MUST_CHECK;

/*
 * The other way.  BACKUP_DAMAGED with the number of the line when the digest
 * is not that of the text, a line is not one of these, or one is missing.
 */
enum reason	 manifest_read(const struct buf *, struct manifest *)
		    MUST_CHECK;

#endif
