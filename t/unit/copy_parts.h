/*
 * Copies made, verified, taken apart and put together again by our own signer:
 * an insider's forgeries, that the XML signature does not betray.
 */
#ifndef ECERT_T_UNIT_COPY_PARTS_H
#define ECERT_T_UNIT_COPY_PARTS_H

#include "copy_fixture.h"

#define W	(&copy_world)

/* The caller frees every buf. */
struct buf	 make_copy(const struct certificate *,
		    const struct annotation *);

/* A sealed report of that copy's verification. */
struct buf	 make_report(const struct buf *copy);

/* Verified with a registry that holds exactly the world's records. */
void		 verify_copy(const struct buf *, struct verification *);
void		 verify_with(const struct verifier *, const struct buf *,
		    time_t now, struct verification *);
enum verdict	 verdict_of(const struct buf *);

#define assert_outcome(v, id, want) do { \
	if ((v)->list.check[id].outcome != (want)) \
		fail_msg("%s: %s: %s", check_code(id), outcome_word( \
		    (v)->list.check[id].outcome, 1), \
		    (v)->list.check[id].detail); \
} while (0)

/* The XML signature holds; that check fails; not valid. */
void		 assert_fails(const struct buf *, enum check_id);

struct parts {
	struct buf	 whole, head, annotation, seal;
};

struct parts	 take_apart(const struct certificate *,
		    const struct annotation *);
void		 free_parts(struct parts *);
xmlDoc		*parse_copy(const struct buf *);
struct buf	 part_between(const struct buf *, const char *begin,
		    const char *end);
struct buf	 sign_parts(const struct buf *head,
		    const struct buf *annotation, const struct buf *seal);

/* The n-th element in document order, NULL past the last. */
xmlNode		*element_at(xmlDoc *, size_t n);

/* The last character another, of that attribute or (NULL) of the text. */
void		 alter_text(xmlNode *, xmlAttr *);

#endif
