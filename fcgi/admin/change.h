/* What the commands that change states share (ecert-state(1)). */
#ifndef ECERT_ADMIN_CHANGE_H
#define ECERT_ADMIN_CHANGE_H

#include <stdbool.h>

#include "base/conf.h"
#include "field/certificate.h"
#include "registry/change.h"
#include "registry/proposal.h"

#define CHANGE_TEXT_CHARS_MAX	1000

/* What a command line may have, as bits. */
enum {
	WISH_REASON = 1,	/* --reason CLASS, and needs it */
	WISH_TEXT = 2,		/* --text TEXT */
	WISH_EFFECTIVE = 4,	/* --effective TIME */
	WISH_TWO = 8,		/* or --confirm, --refuse, --withdraw NUMBER */
	WISH_PLAN = 16		/* or --dry-run BATCH, --confirm NUMBER */
};

struct wish {
	char		 management_no[MANAGEMENT_NO_BYTES];
	struct change	 change;
	const char	*dry_run;
	unsigned	 confirm;		/* 0: not asked for */
	unsigned	 refuse;
	unsigned	 withdraw;
	bool		 lacks_reason;		/* why it is misused */
};

/*
 * Read a command line; false when it is misused.  What it says is borrowed
 * from argv.
 */
bool		 wish_read(int argc, char **argv, unsigned allowed,
		    struct wish *);

/*
 * A moment as 2026-11-24T08:00:00+08:00, or a day in China as 2026-11-24,
 * which is its beginning.
 */
bool		 wish_time(const char *, time_t *);

/* The newest version of the certificate; CERT_UNKNOWN when there is none. */
enum reason	 change_find(struct registry *, const char *management_no,
		    struct certificate *) MUST_CHECK;

/*
 * The same, to be shown: that `what` was looked at is written down first, and
 * nothing comes back without.
 */
enum reason	 change_look(struct registry *, const char *management_no,
		    const char *what, struct certificate *) MUST_CHECK;

/* Read the version again and show it, after something was done. */
void		 change_show_after(struct registry *, uint64_t serial,
		    unsigned version);

/* Explain a failure, with the reason classes when that is what was wrong. */
int		 change_fail(struct registry *, const char *command,
		    enum reason);

/* Tell the usage, with the reason classes when none was given; EXIT_USAGE. */
int		 change_usage(const struct conf *, const char *command,
		    const struct wish *);

/* For administrators: names whole, numbers masked. */
void		 show_certificate(const char *title,
		    const struct certificate *);
void		 show_correction(const struct certificate *,
		    const struct correction *);
void		 show_time(const char *title, time_t);
const char	*state_zh(enum certificate_state);
const char	*state_zh_named(const char *word);

/* Confirm, refuse or withdraw; `command` is the kind of proposal too. */
int		 proposal_end(struct registry *, const char *command,
		    const struct wish *);

/*
 * What is to be corrected, read from standard input as lines "field value",
 * or asked for field by field on a terminal; checked.  FORM_INVALID, NAME_*,
 * ID_*, CODE_UNKNOWN.
 */
enum reason	 correction_read(struct correction *) MUST_CHECK;

#endif
