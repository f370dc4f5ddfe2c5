/*
 * The registry: questions about certificates, asked of MariaDB.
 *
 * A certificate's state comes from one SQL view, certificate_status, or from
 * certificate_standing beneath it, and is read by one function here, whoever
 * asks.  A database that does not answer is DATABASE or BUSY, never "not
 * found".
 */
#ifndef ECERT_REGISTRY_REGISTRY_H
#define ECERT_REGISTRY_REGISTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/conf.h"
#include "base/reason.h"
#include "field/certificate.h"
#include "field/qualification.h"

struct registry;

/* The schema that this program is written for: the newest migration. */
#define REGISTRY_SCHEMA_VERSION		22

/* CONFIG or KEY when the password or key file cannot be used. */
enum reason	 registry_open(const struct conf *, struct registry **)
		    MUST_CHECK;
void		 registry_free(struct registry **);

/*
 * Does the database answer, has it the schema of this program (SCHEMA), and
 * was it filled under our match key (MATCH_KEY)?
 */
enum reason	 registry_health(struct registry *) MUST_CHECK;

/*
 * The database's clock, in seconds since 1970 UTC.  TIME_OPEN when accounts may
 * set another for their own rows.
 */
enum reason	 registry_clock(struct registry *, time_t *) MUST_CHECK;

/*
 * The version of a certificate that name, ID number and management number
 * name exactly (all normalised; name and numbers compared byte by byte); the
 * newest when several do.  A certificate that the public is told nothing of is
 * not found, and so is one of which any of the three differs: one question to
 * the database in each case.  MATCH_KEY, rather than "not found", when the
 * registry was filled under another key.
 */
enum reason	 registry_by_triple(struct registry *, const char *name,
		    const char *id_number, const char *management_no,
		    struct certificate *, bool *found) MUST_CHECK;

/*
 * Which version registry_by_triple() would find, and its state, for who goes on
 * to ask for the rest: the same answer by less work.
 */
enum reason	 registry_standing(struct registry *, const char *name,
		    const char *id_number, const char *management_no,
		    struct standing *, bool *found) MUST_CHECK;

/* One version of one certificate, if the public may be told of it. */
enum reason	 registry_by_serial(struct registry *, uint64_t serial,
		    unsigned version, struct certificate *, bool *found)
		    MUST_CHECK;

/* The version of a certificate that a document names by its numbers. */
enum reason	 registry_by_document(struct registry *,
		    const char *management_no, unsigned version,
		    struct certificate *, bool *found) MUST_CHECK;

#define CATALOGUE_MAX		200

/* All of them in the notice's order; the caller frees *entries. */
enum reason	 registry_catalogue(struct registry *,
		    struct catalogue_entry **entries, size_t *count)
		    MUST_CHECK;

/* A short text that changes whenever the catalogue does, for ETags. */
enum reason	 registry_catalogue_version(struct registry *, char out[65])
		    MUST_CHECK;

#endif
