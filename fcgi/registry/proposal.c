#include <string.h>

#include "registry/change_private.h"
#include "registry/proposal.h"
#include "registry/registry.h"
#include "registry/registry_private.h"

static const char sql_revoke[] =
    "CALL revocation_propose(?, ?, ?, ?, " CHANGE_TIME ")";
static const char sql_correct[] =
    "CALL correction_propose(?, ?, ?, ?, " CHANGE_TIME ", ?, ?, ?, ?, ?, ?)";
static const char sql_confirm[] = "CALL proposal_confirm(?)";
static const char sql_refuse[] = "CALL proposal_refuse(?, ?)";
static const char sql_withdraw[] = "CALL proposal_withdraw(?)";

#define PROPOSAL_COLUMNS \
	"SELECT proposal, kind, serial, version, management_no, reason_class," \
	" reason_text, UNIX_TIMESTAMP(effective_at) DIV 1, name, id_type," \
	" id_number, IFNULL(sex, -1), birth_date," \
	" UNIX_TIMESTAMP(proposed_at) DIV 1, proposed_by," \
	" UNIX_TIMESTAMP(expires_at) DIV 1, outcome," \
	" UNIX_TIMESTAMP(ended_at) DIV 1, ended_by, end_text, event," \
	" cleared_at IS NOT NULL" \
	" FROM proposal_entry"

static const char sql_one[] = PROPOSAL_COLUMNS " WHERE proposal = ?";
static const char sql_open[] = PROPOSAL_COLUMNS
    " WHERE outcome = 'open' AND (serial = ? OR ? = 0) ORDER BY proposal";

#define ENTRY(kind, member)	DB_COLUMN(kind, struct proposal, member)
static const struct db_column proposal_columns[] = {
	ENTRY(DB_COL_UINT, number),
	ENTRY(DB_COL_TEXT, kind),
	ENTRY(DB_COL_U64, serial),
	ENTRY(DB_COL_UINT, version),
	ENTRY(DB_COL_TEXT, management_no),
	ENTRY(DB_COL_TEXT, reason_class),
	ENTRY(DB_COL_TEXT, reason_text),
	ENTRY(DB_COL_TIME, effective_at),
	ENTRY(DB_COL_TEXT, correction.name),
	ENTRY(DB_COL_TEXT, correction.id_type),
	ENTRY(DB_COL_TEXT, correction.id_number),
	ENTRY(DB_COL_INT, correction.sex),
	ENTRY(DB_COL_TEXT, correction.birth_date),
	ENTRY(DB_COL_TIME, proposed_at),
	ENTRY(DB_COL_TEXT, proposed_by),
	ENTRY(DB_COL_TIME, expires_at),
	ENTRY(DB_COL_TEXT, outcome),
	ENTRY(DB_COL_TIME, ended_at),
	ENTRY(DB_COL_TEXT, ended_by),
	ENTRY(DB_COL_TEXT, end_text),
	ENTRY(DB_COL_U64, event),
	ENTRY(DB_COL_INT, cleared),
};
#define COLUMNS	(sizeof(proposal_columns) / sizeof(proposal_columns[0]))

struct made { unsigned number; char expires_at[27]; };
static const struct db_column made_columns[] = {
	DB_COLUMN(DB_COL_UINT, struct made, number),
	DB_COLUMN(DB_COL_TEXT, struct made, expires_at),
};

/* CALL what proposes, then look up what it wrote down. */
static enum reason
propose(struct registry *r, const char *sql, const struct db_value *values,
    size_t n, unsigned *made, time_t *expires_at)
{
	struct made	 row = { 0 };
	struct proposal	 p;
	enum reason	 why;
	bool		 found;

	why = registry_call(r, sql, values, n, made_columns, 2, &row, &found);
	if (why == OK && !found)
		why = fail(REASON_DATA, "a proposal without its number");
	if (why != OK)
		return why;
	*made = row.number;
	*expires_at = 0;
	/* It is proposed: not to know until when is no failure of that. */
	if (registry_proposal(r, row.number, &p, &found) == OK && found)
		*expires_at = p.expires_at;
	return OK;
}

enum reason
registry_revocation_propose(struct registry *r, uint64_t serial,
    unsigned version, const struct change *c, unsigned *made,
    time_t *expires_at)
{
	const struct db_value values[] = {
		DB_INT_VALUE(serial), DB_INT_VALUE(version),
		DB_TEXT_VALUE(c->reason_class), change_text(c->text),
		change_time(c->effective_at),
	};

	return propose(r, sql_revoke, values, 5, made, expires_at);
}

static struct db_value
given(const char *text)
{
	return change_text(*text == '\0' ? NULL : text);
}

enum reason
registry_correction_propose(struct registry *r, uint64_t serial,
    unsigned version, const struct change *c, const struct correction *to,
    unsigned *made, time_t *expires_at)
{
	static const struct db_value	 none = { .type = DB_NULL };
	unsigned char			 hash[MATCH_HASH_BYTES];
	bool				 numbered = *to->id_number != '\0';
	enum reason			 why;

	if (numbered && ((why = registry_prove_key(r)) != OK ||
	    (why = secret_match_hash(r->match_key, to->id_number,
	    hash)) != OK))
		return why;
	const struct db_value values[] = {
		DB_INT_VALUE(serial), DB_INT_VALUE(version),
		DB_TEXT_VALUE(c->reason_class), change_text(c->text),
		change_time(c->effective_at),
		given(to->name), given(to->id_type), given(to->id_number),
		numbered ? (struct db_value)DB_BYTES_VALUE(hash,
		    sizeof(hash)) : none,
		to->sex < 0 ? none : (struct db_value)DB_INT_VALUE(to->sex),
		given(to->birth_date),
	};
	return propose(r, sql_correct, values, 11, made, expires_at);
}

struct done { uint64_t event; };

enum reason
registry_proposal_confirm(struct registry *r, unsigned number, uint64_t *event)
{
	static const struct db_column column =
	    DB_COLUMN(DB_COL_U64, struct done, event);
	const struct db_value	 value = DB_INT_VALUE(number);
	struct done		 done = { 0 };
	enum reason		 why;
	bool			 found;

	why = registry_call(r, sql_confirm, &value, 1, &column, 1, &done,
	    &found);
	*event = done.event;
	return why;
}

enum reason
registry_proposal_refuse(struct registry *r, unsigned number, const char *text)
{
	const struct db_value values[] = {
		DB_INT_VALUE(number), change_text(text),
	};
	bool	 found;

	return registry_call(r, sql_refuse, values, 2, NULL, 0, NULL, &found);
}

enum reason
registry_proposal_withdraw(struct registry *r, unsigned number)
{
	const struct db_value	 value = DB_INT_VALUE(number);
	bool			 found;

	return registry_call(r, sql_withdraw, &value, 1, NULL, 0, NULL,
	    &found);
}

enum reason
registry_proposal(struct registry *r, unsigned number, struct proposal *p,
    bool *found)
{
	const struct db_value	 value = DB_INT_VALUE(number);

	return registry_one(r, sql_one, &value, 1, proposal_columns, COLUMNS,
	    p, found);
}

enum reason
registry_proposals_open(struct registry *r, uint64_t serial,
    struct proposal **list, size_t *count)
{
	const struct db_value values[] = {
		DB_INT_VALUE(serial), DB_INT_VALUE(serial),
	};
	void		*rows = NULL;
	enum reason	 why;

	why = registry_all(r, sql_open, values, 2, proposal_columns, COLUMNS,
	    sizeof(struct proposal), PROPOSALS_MAX, &rows, count);
	*list = rows;
	return why;
}
