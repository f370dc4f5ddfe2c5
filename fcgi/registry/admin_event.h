/*
 * What administrators do beside changing states, written down under the
 * database account that does it: who looked, took out, brought in, removed.
 */
#ifndef ECERT_REGISTRY_ADMIN_EVENT_H
#define ECERT_REGISTRY_ADMIN_EVENT_H

#include <stdint.h>

#include "base/reason.h"

struct registry;

enum admin_action {
	ADMIN_VIEW = 0,		/* looked at certificates, history, this list */
	ADMIN_CHANGE,		/* of what is no event: a plan, a setting */
	ADMIN_EXPORT,
	ADMIN_IMPORT,
	ADMIN_BACKUP,
	ADMIN_RESTORE,
	ADMIN_PURGE,
	ADMIN__MAX
};

/* The action's stable word: "view", "change", ... */
const char	*admin_action_word(enum admin_action);

/*
 * One thing that was done.  serial 0: about no one certificate.  detail is 1
 * to 200 characters of words, counts and codes in one line, never a person's
 * name or number: the table refuses what looks like one (DATABASE).  Needs the
 * admin account.  UNCERTAIN.
 */
enum reason	 registry_admin_note(struct registry *, enum admin_action,
		    uint64_t serial, unsigned version, const char *detail)
		    MUST_CHECK;

/*
 * A report is given out as a file, by the web service or a command, to whoever
 * by says: 1 to 150 characters of ASCII without long numbers.  Needs an account
 * that runs reports.
 */
enum reason	 registry_export_note(struct registry *, const char *report,
		    const char *by) MUST_CHECK;

#endif
