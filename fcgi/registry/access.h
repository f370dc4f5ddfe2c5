/*
 * Who was told about a certificate, and by which way: written down for its
 * holder.  Never an address of the network, never what was typed.
 */
#ifndef ECERT_REGISTRY_ACCESS_H
#define ECERT_REGISTRY_ACCESS_H

#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "base/reason.h"

struct registry;

#define ACCESS_LIST_MAX		200	/* the newest ones */

enum access_actor {
	ACCESS_PUBLIC = 0,
	ACCESS_HOLDER,
	ACCESS_BUREAU,		/* has a name */
	ACCESS_OPERATOR
};

/*
 * One thing that was told: channel and outcome are words of letters, digits
 * and hyphens ("lookup", "issued"), serial 0 stands for "none was found", and
 * a name is a bureau's, NULL for others.
 */
enum reason	 registry_access_record(struct registry *,
		    const char *channel, uint64_t serial, unsigned version,
		    const char *outcome, enum access_actor,
		    const char *actor_name) MUST_CHECK;

struct access_entry {
	time_t		 at;
	char		 channel[17];
	unsigned	 version;
	char		 outcome[33];
	char		 actor[17];	/* public, holder, bureau, operator */
	char		 actor_name[401];	/* "" but for bureaus, as: */
	char		 matter[401];		/* what it was for */
	char		 cause[801];
};

/* The newest of one certificate, newest first; the caller frees *list. */
enum reason	 registry_access_of(struct registry *, uint64_t serial,
		    struct access_entry **list, size_t *count) MUST_CHECK;

#endif
