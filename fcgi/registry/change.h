/*
 * Changes of state that one administrator makes alone, and what a certificate
 * has gone through.  The rules are in sql/routine/certificate_change.sql;
 * each refusal has its reason in refusal.c.  Needs the admin account.
 */
#ifndef ECERT_REGISTRY_CHANGE_H
#define ECERT_REGISTRY_CHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "base/reason.h"
#include "field/certificate.h"

struct registry;

/* Why, and from when on; the texts are borrowed. */
struct change {
	const char	*reason_class;	/* of that table, told to the public */
	const char	*text;		/* for the record; NULL: none */
	time_t		 effective_at;	/* 0: now, or when confirmed */
};

/*
 * The newest version of the certificate that has this management number
 * (normalised), in whatever state: for administrators, never for the public.
 */
enum reason	 registry_certificate_newest(struct registry *,
		    const char *management_no, struct certificate *,
		    bool *found) MUST_CHECK;

/* One version of one certificate likewise. */
enum reason	 registry_certificate_version(struct registry *,
		    uint64_t serial, unsigned version, struct certificate *,
		    bool *found) MUST_CHECK;

enum reason	 registry_certificate_issue(struct registry *, uint64_t serial,
		    unsigned version, time_t effective_at) MUST_CHECK;
enum reason	 registry_certificate_suspend(struct registry *,
		    uint64_t serial, unsigned version, const struct change *)
		    MUST_CHECK;
enum reason	 registry_certificate_reinstate(struct registry *,
		    uint64_t serial, unsigned version, const struct change *)
		    MUST_CHECK;

#define REASON_CLASSES_MAX	100

struct reason_class {
	char	code[33];
	char	sentence_zh[401];
	char	sentence_en[801];
};

/* Those for a kind of change ("revoke"); the caller frees *list. */
enum reason	 registry_reason_classes(struct registry *, const char *kind,
		    struct reason_class **list, size_t *count) MUST_CHECK;

#define HISTORY_MAX	1000

/* One event of a certificate's, or of its batch's. */
struct history_entry {
	uint64_t	id;
	unsigned	version;
	char		kind[13];
	unsigned	batch;			/* 0: its own */
	char		state_after[13];
	time_t		effective_at;
	time_t		recorded_at;
	char		actor[561];
	char		proposed_by[561];	/* "" where one was enough */
	char		reason_class[33];
	char		reason_text[4001];
	unsigned	successor;		/* 0 but for a correction */
};

/* Of all its versions, in the order of the chain; the caller frees *list. */
enum reason	 registry_history(struct registry *, uint64_t serial,
		    struct history_entry **list, size_t *count) MUST_CHECK;

#endif
