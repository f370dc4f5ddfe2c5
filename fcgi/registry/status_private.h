/*
 * The one status function as its own files share it: how a row of
 * certificate_status or certificate_standing is asked for, and what has to be
 * so before anybody is told of it.
 */
#ifndef ECERT_REGISTRY_STATUS_PRIVATE_H
#define ECERT_REGISTRY_STATUS_PRIVATE_H

#include "registry/registry.h"
#include "registry/registry_private.h"

#define STATUS_LIST \
	"SELECT serial, version, management_no, state," \
	" UNIX_TIMESTAMP(state_since), state_reason_zh, state_reason_en," \
	" name, id_type, id_type_zh, id_number, sex, birth_date," \
	" approved_on, issued_on, province, qualification, style," \
	" title_zh, title_en, level, specialty, authorities, issuer," \
	" statement, seal_code, seal_name, licence_type, licence_issuer"

/* Where the columns of STATUS_LIST go. */
#define STATUS_COUNT	29
struct status_row {
	struct certificate	 c;
	char			 state[16];
};
extern const struct db_column	 status_columns[STATUS_COUNT];

/* Where serial, version and state go. */
#define STANDING_COUNT	3
struct standing_row {
	struct standing	 at;
	char		 state[16];
};
extern const struct db_column	 standing_columns[STANDING_COUNT];

/* Who asks: the public, which is told of what was issued alone, or not. */
enum asker { PUBLIC, ADMINISTRATOR };

/*
 * The state's word, and whether the asker is told of it.  DATA when it is none:
 * never "valid" nor "not found".
 */
enum reason	 state_accept(const char *word, uint64_t serial,
		    unsigned version, enum asker, enum certificate_state *,
		    bool *found) MUST_CHECK;

/* The same for all of it; DATA also when the record cannot be whole. */
enum reason	 status_accept(struct status_row *, enum asker, bool *found)
		    MUST_CHECK;

/* What certificate_triple is searched by; the texts are the caller's. */
struct triple_key {
	unsigned char	 hash[MATCH_HASH_BYTES];
	const char	*management_no;
	const char	*name;
};

/* MATCH_KEY when the registry was filled under another. */
enum reason	 triple_key(struct registry *, const char *name,
		    const char *id_number, const char *management_no,
		    struct triple_key *) MUST_CHECK;

/* registry_standing() of one, by a statement of its own. */
enum reason	 standing_by_key(struct registry *, const struct triple_key *,
		    struct standing *, bool *found) MUST_CHECK;

#endif
