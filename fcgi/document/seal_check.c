/* Steps of GB/T 38540 -> checks of a document. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/secret.h"
#include "document/seal_check.h"
#include "document/seal_digest.h"
#include "document/seal_element.h"
#include "seal/seal_verify.h"
#include "seal/stamp.h"

/* Each check is the sum of its steps; those that must be passed say so. */
static const struct part {
	enum check_id	 check;
	enum seal_step	 step;
	bool		 must;
} parts[] = {
	{ CHECK_SEAL_FORM, STEP_STAMP_FORMAT, true },
	{ CHECK_SEAL_FORM, STEP_SEAL_FORMAT, true },
	{ CHECK_SEAL_MAKER, STEP_SEAL_SIGNATURE, true },
	{ CHECK_SEAL_MAKER, STEP_SEAL_CREATED, false },
	{ CHECK_SEAL_MAKER, STEP_MAKER_CHAIN, true },
	{ CHECK_SEAL_MAKER, STEP_MAKER_VALIDITY, true },
	{ CHECK_SEAL_MAKER, STEP_MAKER_USAGE, true },
	{ CHECK_SEAL_MAKER, STEP_MAKER_REVOCATION, false },
	{ CHECK_SEAL_MAKER, STEP_SEAL_TIMESTAMP, false },
	{ CHECK_SEAL_PERIOD, STEP_SEAL_VALIDITY, true },
	{ CHECK_SEAL_SIGNER, STEP_SIGNER_LISTED, true },
	{ CHECK_SEAL_SIGNER, STEP_SIGNER_CHAIN, true },
	{ CHECK_SEAL_SIGNER, STEP_SIGNER_VALIDITY, true },
	{ CHECK_SEAL_SIGNER, STEP_SIGNER_USAGE, true },
	{ CHECK_SEAL_SIGNER, STEP_SIGNER_REVOCATION, false },
	{ CHECK_SEAL_VALUE, STEP_STAMP_SIGNATURE, true },
	{ CHECK_SEAL_VALUE, STEP_STAMP_TIME, true },
	{ CHECK_SEAL_VALUE, STEP_STAMP_TIMESTAMP, false },
	{ CHECK_SEAL_CONTENT, STEP_DATA_HASH, true },
};

_Static_assert(sizeof(parts) / sizeof(parts[0]) == SEAL_STEP__MAX,
    "every step belongs to a check");

/* The first step of a check with that outcome, NULL when there is none. */
static const struct part *
first_with(const struct seal_verdict *v, enum check_id id,
    enum seal_outcome outcome)
{
	const struct part	*p;

	for (p = parts; p < parts + SEAL_STEP__MAX; p++)
		if (p->check == id && v->step[p->step].outcome == outcome)
			return p;
	return NULL;
}

static bool
all_passed_that_must(const struct seal_verdict *v, enum check_id id)
{
	const struct part	*p;

	for (p = parts; p < parts + SEAL_STEP__MAX; p++)
		if (p->check == id && p->must &&
		    v->step[p->step].outcome != SEAL_PASSED)
			return false;
	return true;
}

static void
gather(struct check_list *list, enum check_id id, const struct seal_verdict *v)
{
	const struct part	*p;

	if ((p = first_with(v, id, SEAL_FAILED)) != NULL)
		check_failed(list, id, "%s: %s: %s", seal_step_word(p->step),
		    reason_info(v->step[p->step].why)->code,
		    v->step[p->step].detail);
	else if ((p = first_with(v, id, SEAL_COULD_NOT_CHECK)) != NULL)
		check_not_done(list, id, "%s: %s", seal_step_word(p->step),
		    reason_info(v->step[p->step].why)->code);
	else if (all_passed_that_must(v, id))
		check_passed(list, id, "%s", "");
	else
		check_no_ground(list, id);
}

static bool
is_specimen(xmlDoc *doc)
{
	xmlChar	*text;
	bool	 specimen;

	text = xmlGetNoNsProp(xmlDocGetRootElement(doc), BAD_CAST "specimen");
	specimen = xmlStrEqual(text, BAD_CAST "true");
	xmlFree(text);
	return specimen;
}

/* No seal at all: only what is no certificate may go without. */
static void
without_seal(xmlDoc *doc, struct check_list *list)
{
	int	 i;

	if (is_specimen(doc)) {
		for (i = CHECK_SEAL_FORM; i <= CHECK_SEAL_CONTENT; i++)
			check_not_needed(list, i, "a specimen without a seal");
		check_not_needed(list, CHECK_SEAL_SCOPE, "no seal");
		return;
	}
	check_failed(list, CHECK_SEAL_FORM, "no seal");
	for (i = CHECK_SEAL_FORM + 1; i <= CHECK_SEAL_CONTENT; i++)
		check_no_ground(list, i);
	check_no_ground(list, CHECK_SEAL_SCOPE);
}

static enum reason
read_facts(const struct stamp *stamp, const char *property,
    struct check_list *list, struct sealed *s)
{
	const unsigned char	*seal;
	size_t			 len;

	s->at = stamp_facts(stamp)->time;
	snprintf(s->id, sizeof(s->id), "%s",
	    seal_facts(stamp_seal(stamp))->id);
	if (strcmp(stamp_facts(stamp)->property_info, property) != 0)
		check_failed(list, CHECK_SEAL_CONTENT,
		    "it says that it covers something else");
	seal = seal_der(stamp_seal(stamp), &len);
	return secret_digest_hex(seal, len, s->digest);
}

static enum reason
check_stamp(xmlDoc *doc, const struct buf *der, const struct trust *trust,
    time_t now, struct check_list *list, struct sealed *s)
{
	unsigned char		 hash[SM3_BYTES];
	struct seal_verdict	 verdict;
	struct stamp		*stamp;
	enum reason		 why;
	int			 i;

	if ((why = seal_digest(doc, hash)) != OK ||
	    (why = stamp_read_verify(der->data, der->len, hash, trust, now,
	    &verdict, &stamp)) != OK)
		return why;
	for (i = CHECK_SEAL_FORM; i <= CHECK_SEAL_CONTENT; i++)
		gather(list, i, &verdict);
	if (stamp != NULL)
		why = read_facts(stamp, seal_cover(doc)->property, list, s);
	stamp_free(&stamp);
	return why;
}

enum reason
seal_check(xmlDoc *doc, const struct trust *trust, time_t now,
    struct check_list *list, struct sealed *s)
{
	struct buf	 der = BUF_INIT(SES_BYTES_MAX);
	xmlNode		*node = seal_find(doc);
	enum reason	 why;

	memset(s, 0, sizeof(*s));
	if (node == NULL) {
		without_seal(doc, list);
		return OK;
	}
	s->is_sealed = true;
	if ((why = seal_element_der(node, &der)) == OK)
		why = check_stamp(doc, &der, trust, now, list, s);
	else if (why != REASON_MEMORY) {
		check_failed(list, CHECK_SEAL_FORM, "%s: %s",
		    reason_info(why)->code, fail_detail());
		why = OK;
	}
	buf_free(&der);
	return why;
}
