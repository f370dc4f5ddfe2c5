/* The registry's word on a verified file. */
#include "document/compare.h"
#include "document/copy.h"
#include "document/face.h"
#include "document/verify_read.h"

/* Is the question still open, and was there an answer?  If not, say so. */
static bool
is_answered(struct verification *v, enum check_id id, enum reason why)
{
	if (v->verified == NULL ||
	    v->list.check[id].outcome != OUTCOME_NOT_CHECKED)
		return false;
	if (why == OK)
		return true;
	check_not_done(&v->list, id, "%s", reason_info(why)->code);
	return false;
}

static void
check_state(struct check_list *list, const struct certificate *c)
{
	if (c->state == STATE_ISSUED)
		check_passed(list, CHECK_STATE, "issued");
	else
		check_failed(list, CHECK_STATE, "%s",
		    certificate_state_word(c->state));
}

void
verification_registry(struct verification *v, enum reason why, bool found,
    const struct certificate *c)
{
	xmlDoc	*ours = NULL;
	char	 where[64];

	if (why == OK && found)
		why = face_document(c, false, &ours);
	if (!is_answered(v, CHECK_REGISTRY, why)) {
		if (why != OK)
			(void)is_answered(v, CHECK_STATE, why);
	} else if (!found || !compare_elements(verify_part(v->verified,
	    "certificate"), verify_part(ours, "certificate"), where,
	    sizeof(where))) {
		check_failed(&v->list, CHECK_REGISTRY, "%s%s",
		    found ? "differs: " : "no such certificate",
		    found ? where : "");
		check_no_ground(&v->list, CHECK_STATE);
		if (v->sealed.is_sealed)
			check_no_ground(&v->list, CHECK_SEAL_SCOPE);
	} else {
		check_passed(&v->list, CHECK_REGISTRY, "%s", "");
		check_state(&v->list, c);
	}
	xmlFreeDoc(ours);
}

static void
check_annotation_state(struct check_list *list, const struct annotation *a)
{
	switch (a->state) {
	case ANNOTATION_GOOD:
		check_passed(list, CHECK_ANNOTATION, "%s", "");
		break;
	case ANNOTATION_EXPIRED:
		check_failed(list, CHECK_ANNOTATION,
		    "expired; the certificate itself is not affected");
		break;
	case ANNOTATION_WITHDRAWN:
		check_failed(list, CHECK_ANNOTATION, "withdrawn by its holder");
		break;
	default:
		check_not_done(list, CHECK_ANNOTATION, "state not known");
		break;
	}
}

/* The element that our copy of this annotation would carry. */
static enum reason
build_annotation(const struct annotation *a, xmlDoc **out)
{
	struct tree	 t;

	copy_add_annotation(&t, tree_root(&t, NS_CERTIFICATE, "document"), a);
	return tree_done(&t, out);
}

void
verification_annotation(struct verification *v, enum reason why, bool found,
    const struct annotation *a)
{
	xmlDoc	*ours = NULL;
	char	 where[64];

	if (why == OK && found)
		why = build_annotation(a, &ours);
	if (!is_answered(v, CHECK_ANNOTATION, why))
		goto out;
	if (!found)
		check_failed(&v->list, CHECK_ANNOTATION, "no such annotation");
	else if (!compare_elements(verify_part(v->verified, "annotation"),
	    verify_part(ours, "annotation"), where, sizeof(where)))
		check_failed(&v->list, CHECK_ANNOTATION, "differs: %s", where);
	else
		check_annotation_state(&v->list, a);
out:
	xmlFreeDoc(ours);
}

void
verification_seal(struct verification *v, enum reason why, bool found,
    bool may_serve)
{
	if (!is_answered(v, CHECK_SEAL_SCOPE, why))
		return;
	if (!found)
		check_failed(&v->list, CHECK_SEAL_SCOPE,
		    "the registry does not know this seal");
	else if (!may_serve)
		check_failed(&v->list, CHECK_SEAL_SCOPE,
		    "not for this qualification at that time");
	else
		check_passed(&v->list, CHECK_SEAL_SCOPE, "%s", "");
}

void
verification_unasked(struct verification *v, const char *detail)
{
	static const enum check_id	 asked[] = { CHECK_ANNOTATION,
	    CHECK_REGISTRY, CHECK_STATE, CHECK_SEAL_SCOPE };
	size_t				 i;

	for (i = 0; i < sizeof(asked) / sizeof(asked[0]); i++)
		if (v->verified != NULL &&
		    v->list.check[asked[i]].outcome == OUTCOME_NOT_CHECKED)
			check_not_done(&v->list, asked[i], "%s", detail);
}
