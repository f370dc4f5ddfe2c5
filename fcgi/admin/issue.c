/* ecert issue: a batch by the number of its dry run, or one certificate. */
#include <inttypes.h>
#include <stdio.h>

#include "admin/change.h"
#include "admin/command.h"
#include "base/clock.h"
#include "registry/issue_plan.h"
#include "registry/registry.h"

#define WAIT_S	3600	/* a batch of millions is digested first */

static void
show_plan(const struct issue_plan *p)
{
	printf("批次 batch: %s (%u)\n", p->code, p->batch);
	printf("  资格 qualification: %s\n", p->qualification);
	printf("  考试月份 examination: %s\n", p->examination);
	printf("  证书 certificates: %" PRIu64 "\n", p->certificates);
	printf("  已单独办理 with a history of their own, left alone: %" PRIu64
	    "\n", p->apart);
	printf("  摘要 digest: %s\n", p->digest);
	if (p->effective_at != 0)
		show_time("生效时间 takes effect", p->effective_at);
}

static enum reason
dry_run(struct registry *r, const struct wish *w)
{
	struct issue_plan	 p;
	enum reason		 why;

	why = registry_issue_plan_make(r, w->dry_run, w->change.effective_at,
	    &p);
	if (why != OK)
		return why;
	show_plan(&p);
	printf("预演编号 number: %u\n", p.number);
	show_time("有效至 good until", p.expires_at);
	printf("  尚未签发。 Nothing was issued yet; this issues it:\n"
	    "  ecert issue --confirm %u\n", p.number);
	return OK;
}

static enum reason
confirm(struct registry *r, unsigned number)
{
	struct issue_plan	 p;
	uint64_t		 event;
	enum reason		 why;
	bool			 found;

	if ((why = registry_issue_plan(r, number, &p, &found)) != OK)
		return why;
	if (!found)
		return fail(REASON_PLAN_UNKNOWN, "%u", number);
	show_plan(&p);
	fflush(stdout);
	why = registry_issue_plan_confirm(r, number, &event);
	/* Asked again after the answer was lost: it has been done. */
	if (why == REASON_PLAN_DONE && p.event != 0) {
		printf("此前已签发 issued before, by event: %" PRIu64 "\n",
		    p.event);
		return OK;
	}
	if (why == OK)
		printf("已签发 issued, by event: %" PRIu64 "\n", event);
	return why;
}

static enum reason
issue_one(struct registry *r, const struct wish *w)
{
	struct certificate	 c;
	enum reason		 why;

	if ((why = change_look(r, w->management_no, "issue", &c)) != OK)
		return why;
	show_certificate("之前 before", &c);
	fflush(stdout);
	why = registry_certificate_issue(r, c.serial, c.version,
	    w->change.effective_at);
	if (why != OK)
		return why;
	change_show_after(r, c.serial, c.version);
	if (w->change.effective_at > clock_now())
		show_time("生效时间 takes effect", w->change.effective_at);
	return OK;
}

int
command_issue(const struct conf *conf, int argc, char **argv)
{
	struct registry	*r = NULL;
	struct wish	 w;
	enum reason	 why;

	if (!wish_read(argc, argv, WISH_EFFECTIVE | WISH_PLAN, &w))
		return command_usage(argv[0]);
	if ((why = command_registry(conf, WAIT_S, &r)) == OK) {
		if (w.dry_run != NULL)
			why = dry_run(r, &w);
		else if (w.confirm > 0)
			why = confirm(r, w.confirm);
		else
			why = issue_one(r, &w);
	}
	registry_free(&r);
	return why == OK ? EXIT_YES : command_fail(argv[0], why);
}
