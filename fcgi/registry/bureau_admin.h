/*
 * Bureaus and their keys as administrators keep them (ecert-bureau(1)).  Needs
 * the admin account.
 */
#ifndef ECERT_REGISTRY_BUREAU_ADMIN_H
#define ECERT_REGISTRY_BUREAU_ADMIN_H

#include <stddef.h>
#include <time.h>

#include "base/buf.h"
#include "base/reason.h"

struct registry;

/* What a bureau may do. */
struct bureau_terms {
	const char	*scopes;	/* a list of scope.h; NULL: as it is */
	const char	*proof;		/* certificate, signature, both; NULL */
	unsigned	 per_minute;	/* calls; 0: as it is */
	unsigned	 per_day;
	const char	*from;		/* China's date; NULL: as it is, */
	const char	*until;		/* or from today until further notice */
};

/* A certificate by which a bureau is known. */
struct bureau_key_new {
	const struct buf	*der;
	time_t			 valid_from;
	time_t			 valid_until;
};

struct bureau_new {
	const char		*code;
	const char		*name_zh;
	const char		*province;	/* "" : of a ministry */
	struct bureau_terms	 terms;
	struct bureau_key_new	 key;
};

/* BUREAU_PRESENT, BUREAU_KEY_PRESENT, PROVINCE_UNKNOWN: nothing was added. */
enum reason	 registry_bureau_add(struct registry *,
		    const struct bureau_new *) MUST_CHECK;

/*
 * Another key beside the present one: BUREAU_NONE, BUREAU_DISABLED,
 * BUREAU_KEY_PRESENT, BUREAU_TWO_KEYS.
 */
enum reason	 registry_bureau_key_add(struct registry *, const char *code,
		    const struct bureau_key_new *) MUST_CHECK;

/* BUREAU_NONE, BUREAU_DISABLED. */
enum reason	 registry_bureau_terms(struct registry *, const char *code,
		    const struct bureau_terms *) MUST_CHECK;

/* One key, or the bureau when fingerprint is "": BUREAU_NONE, _KEY_NONE. */
enum reason	 registry_bureau_disable(struct registry *, const char *code,
		    const char *fingerprint, const char *why) MUST_CHECK;

struct bureau_entry {
	char		 code[33];
	char		 name_zh[321];
	char		 province[3];
	char		 scopes[61];
	char		 proof[13];
	unsigned	 per_minute;
	unsigned	 per_day;
	char		 from[11];
	char		 until[11];
	char		 state[10];
	unsigned	 calls_today;
};

struct bureau_key_entry {
	char	 code[33];
	char	 fingerprint[65];
	time_t	 valid_from;
	time_t	 valid_until;
	char	 state[10];
};

#define BUREAUS_MAX	4096

/* All of them by code; the caller frees *list. */
enum reason	 registry_bureau_list(struct registry *,
		    struct bureau_entry **list, size_t *count) MUST_CHECK;

/* All keys by code and age; the caller frees *list. */
enum reason	 registry_bureau_keys(struct registry *,
		    struct bureau_key_entry **list, size_t *count) MUST_CHECK;

#endif
