/*
 * The registry's schema brought up to date from the files in sql/: numbered
 * migrations once each, then routines, views, catalogue, reports and grants
 * anew.
 */
#ifndef ECERT_REGISTRY_MIGRATION_H
#define ECERT_REGISTRY_MIGRATION_H

#include <stdbool.h>

#include "base/conf.h"
#include "base/reason.h"

/* Told of each file: applied, or (again false) there already. */
typedef void migration_told(void *arg, const char *file, bool applied);

/*
 * Apply what is missing, in the order of the names: schema/NNN-*.sql, then
 * routine/, view/, catalogue.sql, report.sql and role.sql.  Signed in by the
 * [database] part, which must be the owner's.
 *
 * SCHEMA when an applied file has changed since, was cut off half-way, or the
 * registry is newer than the files; TIME_OPEN before anything is done when the
 * server lets accounts set the time; BUSY while another one migrates; DATABASE
 * with file and message.  DDL cannot be rolled back: a failed migration stays
 * recorded as unfinished.
 */
enum reason	 migration_run(const struct conf *, migration_told *, void *arg)
		    MUST_CHECK;

#endif
