/* A report checked: the same signature, and a record of its own. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "document/report.h"
#include "document/seal_element.h"
#include "document/tree.h"
#include "document/verify_report.h"

bool
verify_is_report(xmlDoc *doc)
{
	return tree_is(xmlDocGetRootElement(doc), NS_REPORT,
	    "verificationReport");
}

/*
 * Of what comes after the signature a report has the registry's record, which
 * is of its very bytes, and its seal.
 */
static bool
is_of_reports(enum check_id id, bool sealed)
{
	if (id >= CHECK_SEAL_FORM && id <= CHECK_SEAL_CONTENT)
		return sealed;
	return id <= CHECK_SIGNATURE || id == CHECK_REGISTRY;
}

void
verify_report_scope(struct check_list *list, xmlDoc *report)
{
	bool	 sealed = seal_find(report) != NULL;
	int	 id;

	for (id = 0; id < CHECK__MAX; id++)
		if (!is_of_reports(id, sealed))
			check_outside(list, id);
}

bool
verification_asks(const struct verification *v, enum check_id id)
{
	return !v->list.check[id].outside;
}

const char *
verification_sentence(const struct verification *v, enum check_id id,
    int english)
{
	if (v->is_report && id == CHECK_REGISTRY)
		return english ? "the registry has this very report" :
		    "登记库中有此报告且内容一致";
	if (v->is_report && id == CHECK_SEAL_CONTENT)
		return english ? "the seal signature is over this very report" :
		    "签章所保护的正是本报告内容";
	return check_sentence(id, english);
}

const char *
verification_verdict_word(const struct verification *v, enum verdict verdict,
    int english)
{
	static const char *const words[][2] = {
		[VERDICT_UNDECIDED] = {
		    "未能得出结论：有检查未能完成。这不代表报告是伪造的",
		    "could not decide: a check was not completed. This does "
		    "not mean that the report is forged" },
		[VERDICT_NOT_VALID] = { "不能认定为本系统出具的核验报告",
		    "not a report of this service, or altered" },
		[VERDICT_VALID] = { "核验报告真实，未被改动",
		    "the report is genuine and unaltered" },
	};

	return v->is_report ? words[verdict][english ? 1 : 0] :
	    verdict_word(verdict, english);
}

const char *
verification_verdict_code(const struct verification *v, enum verdict verdict)
{
	return v->is_report && verdict == VERDICT_VALID ? "genuine" :
	    verdict_code(verdict);
}

static xmlNode *
child(xmlDoc *doc, const char *name)
{
	xmlNode	*node = xmlFirstElementChild(xmlDocGetRootElement(doc));

	while (node != NULL && !tree_is(node, NS_REPORT, name))
		node = xmlNextElementSibling(node);
	return node;
}

/* Takes over the text; false when there is none, or it does not fit. */
static bool
keep(xmlChar *text, char *out, size_t size)
{
	int	 n = text == NULL ? -1 :
		    snprintf(out, size, "%s", (char *)text);

	xmlFree(text);
	return n > 0 && (size_t)n < size;
}

static bool
keep_attr(xmlNode *node, const char *name, char *out, size_t size)
{
	return node != NULL &&
	    keep(xmlGetNoNsProp(node, BAD_CAST name), out, size);
}

enum reason
verify_report_read(struct verification *v)
{
	struct reported	*r = &v->reported;
	xmlNode		*made = child(v->verified, "made");

	/* The schema allows of none: such a one was never kept. */
	(void)keep_attr(xmlDocGetRootElement(v->verified), "number", r->number,
	    sizeof(r->number));
	if (made == NULL ||
	    !keep(xmlNodeGetContent(made), r->made, sizeof(r->made)) ||
	    !clock_read_iso(r->made, &r->made_at) ||
	    !keep_attr(child(v->verified, "file"), "sha256", r->sha256,
	    sizeof(r->sha256)) ||
	    !keep_attr(child(v->verified, "verdict"), "code", r->verdict,
	    sizeof(r->verdict)))
		return fail(REASON_INTERNAL, "verified report unread");
	return OK;
}

void
verification_report(struct verification *v, enum reason why, bool found,
    bool same, time_t now)
{
	struct check_list	*list = &v->list;

	if (v->verified == NULL || !v->is_report)
		return;
	if (why != OK)
		check_not_done(list, CHECK_REGISTRY, "%s",
		    reason_info(why)->code);
	else if (found && same)
		check_passed(list, CHECK_REGISTRY, "%s", "");
	else if (found)
		check_failed(list, CHECK_REGISTRY, "differs");
	else if (now >= v->reported.made_at + REPORT_KEPT_S)
		check_not_done(list, CHECK_REGISTRY,
		    "reports are kept for 90 days");
	else
		check_failed(list, CHECK_REGISTRY, "no such report");
}
