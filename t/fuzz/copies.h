/*
 * Documents under the fuzzers: some of ours, what of them is signed, and what
 * must hold of any verification.
 */
#ifndef ECERT_T_FUZZ_COPIES_H
#define ECERT_T_FUZZ_COPIES_H

#include "copy_parts.h"
#include "fuzz.h"

#include "base/text.h"
#include "document/library.h"

#include <libxml/c14n.h>

/* The canonical form, NULL when there is none; xmlFree() it. */
static inline xmlChar *
copies_spell(xmlDoc *doc)
{
	xmlChar	*text = NULL;

	return xmlC14NDocDumpMemory(doc, NULL, XML_C14N_EXCLUSIVE_1_0, NULL,
	    0, &text) > 0 ? text : NULL;
}

static inline void
copies_start(void)
{
	static char	 dir[] = "/tmp/ecert-fuzz-XXXXXX";

	HOLDS(mkdtemp(dir) != NULL);
	copy_world_start(dir);
	copy_world_sweep();
	library_lock();
}

/*
 * Verify; the caller frees.  It ends with a verdict, whatever the file: not a
 * fault of ours, none that somebody's bytes can bring about.  Before the
 * registry was asked nothing is valid.
 */
static inline void
copies_verify(const void *bytes, size_t len, struct verification *v)
{
	enum outcome	 held;
	int		 i;

	HOLDS(verify_file(W->verifier, bytes, len, W->now, v) == OK);
	held = v->list.check[CHECK_SIGNATURE].outcome;
	HOLDS(v->verified == NULL || held == OUTCOME_PASSED);
	HOLDS(check_verdict(&v->list) != VERDICT_VALID);
	for (i = 0; i < CHECK__MAX; i++)
		HOLDS(text_is_utf8(v->list.check[i].detail,
		    strlen(v->list.check[i].detail)));
	/* This world's authority states that it has no revocation lists. */
	for (i = 0; i < CHECK_SIGNATURE && v->verified != NULL; i++)
		HOLDS(v->list.check[i].outcome == (i == CHECK_REVOCATION ?
		    OUTCOME_NOT_APPLICABLE : OUTCOME_PASSED));
	HOLDS(v->verified != NULL ||
	    check_verdict(&v->list) == VERDICT_NOT_VALID);
}

/* The registry holds this world's certificate, annotation, seal, report. */
static inline enum verdict
copies_ask(struct verification *v)
{
	verification_annotation(v, OK, true, &W->annotation);
	verification_registry(v, OK, true, &W->certificate);
	verification_seal(v, OK, true, true);
	verification_report(v, OK, true, true, W->now);
	return check_verdict(&v->list);
}

#endif
