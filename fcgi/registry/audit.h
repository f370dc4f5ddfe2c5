/*
 * What people with accounts looked at, changed, took out and brought in: notes
 * (admin_event.h), events, proposals, plans, batches and seals, in one list.
 * It names certificates by management number and nobody by name.  Needs the
 * admin account.
 */
#ifndef ECERT_REGISTRY_AUDIT_H
#define ECERT_REGISTRY_AUDIT_H

#include <stdint.h>
#include <time.h>

#include "base/reason.h"
#include "field/certificate.h"

struct registry;

struct audit_entry {
	time_t		at;
	char		actor[561];
	char		action[9];	/* view, change, export, import, ... */
	uint64_t	serial;		/* 0: about no one certificate */
	unsigned	version;
	char		management_no[MANAGEMENT_NO_BYTES];
	char		detail[1601];
};

struct audit_question {
	time_t		 from;		/* from then on */
	time_t		 until;		/* and before then; 0: no end */
	const char	*actor;		/* account, or its name before the @;
					   "" : everybody's */
	uint64_t	 serial;	/* 0: whatever it was about */
};

/* In the order of time, each handed to `take`, which may end the list. */
typedef enum reason	 audit_take(void *arg, const struct audit_entry *);
enum reason	 registry_audit(struct registry *,
		    const struct audit_question *, audit_take *, void *arg)
		    MUST_CHECK;

#endif
