/*
 * What backup and restore ask of a registry's database: what is in it, how far
 * the chain of events goes, whether it is whole.  A connection of its own,
 * which may wait long, signed in by the [database] part of the configuration.
 * No matching key is needed, nor a schema of this program's.
 */
#ifndef ECERT_REGISTRY_BACKUP_H
#define ECERT_REGISTRY_BACKUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/conf.h"
#include "base/reason.h"

#define BACKUP_TABLES_MAX	200
#define BACKUP_NAME_BYTES	65	/* of a table, with its NUL */
#define BACKUP_COLLATION	"utf8mb4_nopad_bin"	/* sql/install.sql */

struct backup_db;

struct backup_table {
	char		 name[BACKUP_NAME_BYTES];
	uint64_t	 rows;
};

/* The end of the chain: number and SHA-256 (hexadecimal) of the last event. */
struct backup_head {
	uint64_t	 last;
	char		 digest[65];
};

/*
 * Sign in, and keep `ecert migrate` and every other backup or restore out until
 * backup_db_close().  BUSY while one of them runs; DATABASE.
 */
enum reason	 backup_db_open(const struct conf *, struct backup_db **)
		    MUST_CHECK;
void		 backup_db_close(struct backup_db **);

/*
 * May the account copy all of the database, or restore into it?  ACCESS_DENIED
 * with the account and what it lacks.
 */
enum reason	 backup_db_may(struct backup_db *, bool restore) MUST_CHECK;

/*
 * Of a restore: COLLATION unless the database has the one that all tables made
 * later would take over from it.
 */
enum reason	 backup_db_collates(struct backup_db *) MUST_CHECK;

/*
 * Write down, where administrators read it (admin_event), that a backup is
 * made or was restored.  A registry from before there was such a list has
 * none: then nothing.  DATABASE.
 */
enum reason	 backup_db_note(struct backup_db *, bool restored) MUST_CHECK;

/* Let others in now: a server may take its time to see a connection closed. */
enum reason	 backup_db_unlock(struct backup_db *) MUST_CHECK;

/* Of a restore: NOT_EMPTY when there is any table, view or routine. */
enum reason	 backup_db_is_empty(struct backup_db *) MUST_CHECK;

/*
 * The tables by name, schema_migration last; or the views.  The caller frees
 * *tables; rows are 0.  SCHEMA when there is no registry.
 */
enum reason	 backup_db_tables(struct backup_db *, struct backup_table **,
		    size_t *count) MUST_CHECK;
enum reason	 backup_db_views(struct backup_db *, struct backup_table **,
		    size_t *count) MUST_CHECK;

/* How many rows a table has: counted, not estimated. */
enum reason	 backup_db_count(struct backup_db *, const char *table,
		    uint64_t *rows) MUST_CHECK;

/* The newest migration, the server's version. */
enum reason	 backup_db_schema(struct backup_db *, int *) MUST_CHECK;
enum reason	 backup_db_server(struct backup_db *, char out[65]) MUST_CHECK;

enum reason	 backup_db_head(struct backup_db *, struct backup_head *)
		    MUST_CHECK;

/*
 * Is the chain whole (view event_chain_fault)?  CHAIN_FAULT with the number of
 * the first event where it is not.
 */
enum reason	 backup_db_chain(struct backup_db *) MUST_CHECK;

#endif
