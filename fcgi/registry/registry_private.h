/* The registry handle as its own files share it. */
#ifndef ECERT_REGISTRY_REGISTRY_PRIVATE_H
#define ECERT_REGISTRY_REGISTRY_PRIVATE_H

#include <stdatomic.h>

#include "base/conf.h"
#include "base/secret.h"
#include "field/certificate.h"
#include "registry/admin_event.h"
#include "registry/db.h"
#include "registry/together.h"

/* Of access.c and status_many.c. */
extern const struct together_by	 access_together, standing_together,
				 status_together;

struct registry {
	struct db_pool	*pool;
	struct together	*accesses;	/* rows to be written down */
	struct together	*standings;	/* triples that are asked for */
	struct together	*statuses;	/* versions that are asked for */
	unsigned char	 match_key[SECRET_KEY_BYTES];
	atomic_bool	 key_is_proven;
};

/*
 * Where what a certificate says goes, from its name on, in the order in which
 * status.c and change_feed.c ask for it; CERT takes kind and member.
 */
#define FACE_MEMBERS(CERT) \
	CERT(DB_COL_TEXT, name), \
	CERT(DB_COL_TEXT, id_type), \
	CERT(DB_COL_TEXT, id_type_zh), \
	CERT(DB_COL_TEXT, id_number), \
	CERT(DB_COL_INT, sex), \
	CERT(DB_COL_TEXT, birth_date), \
	CERT(DB_COL_TEXT, approved_on), \
	CERT(DB_COL_TEXT, issued_on), \
	CERT(DB_COL_TEXT, province), \
	CERT(DB_COL_TEXT, qualification), \
	CERT(DB_COL_INT, style), \
	CERT(DB_COL_TEXT, title_zh), \
	CERT(DB_COL_TEXT, title_en), \
	CERT(DB_COL_TEXT, level), \
	CERT(DB_COL_TEXT, specialty), \
	CERT(DB_COL_TEXT, authorities), \
	CERT(DB_COL_TEXT, issuer), \
	CERT(DB_COL_TEXT, statement), \
	CERT(DB_COL_TEXT, seal_code), \
	CERT(DB_COL_TEXT, seal_name), \
	CERT(DB_COL_TEXT, licence_type), \
	CERT(DB_COL_TEXT, licence_issuer)

/*
 * Was the registry filled under our match key?  A certificate is asked for and
 * its digest made again, until that has come out well once; while there is
 * none, OK.  MATCH_KEY: with such a key nothing would ever be found.
 */
enum reason	 registry_prove_key(struct registry *) MUST_CHECK;

/* registry_open() for questions that need no match key. */
enum reason	 registry_open_keyless(const struct conf *, struct registry **)
		    MUST_CHECK;

/* Has the database the schema of this program?  SCHEMA. */
enum reason	 registry_schema(struct registry *) MUST_CHECK;

/*
 * Does the server keep its time to itself?  TIME_OPEN when an account without
 * SUPER can set the time that its rows are written with.
 */
enum reason	 registry_time_is_kept(struct db *) MUST_CHECK;

/* Borrow a connection, ask for one row, give the connection back. */
enum reason	 registry_one(struct registry *, const char *sql,
		    const struct db_value *, size_t values,
		    const struct db_column *, size_t columns,
		    void *row, bool *found) MUST_CHECK;

/* CALL a procedure likewise, or change something. */
enum reason	 registry_call(struct registry *, const char *sql,
		    const struct db_value *, size_t values,
		    const struct db_column *, size_t columns,
		    void *row, bool *found) MUST_CHECK;

/* registry_admin_note(), as a part of the caller's transaction. */
enum reason	 admin_note(struct db *, enum admin_action, uint64_t serial,
		    unsigned version, const char *detail) MUST_CHECK;

/* The one status function, on a connection that the caller holds. */
enum reason	 status_by_serial(struct db *, uint64_t serial,
		    unsigned version, struct certificate *, bool *found)
		    MUST_CHECK;

#endif
