/* The connection of a backup or restore, as the files backup*.c share it. */
#ifndef ECERT_REGISTRY_BACKUP_PRIVATE_H
#define ECERT_REGISTRY_BACKUP_PRIVATE_H

#include "registry/backup.h"
#include "registry/db.h"

struct backup_db {
	struct conf	 conf;		/* the caller's, with more patience */
	struct db_pool	*pool;
	struct db	*db;
};

#endif
