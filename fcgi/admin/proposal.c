/* ecert proposals, and the second person's part of ecert revoke and correct. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "admin/change.h"
#include "admin/command.h"
#include "base/clock.h"
#include "registry/admin_event.h"
#include "registry/registry.h"

static const struct { const char *word, *zh; } outcomes[] = {
	{ "open", "待确认" },
	{ "confirmed", "已确认" },
	{ "refused", "已拒绝" },
	{ "withdrawn", "已撤回" },
	{ "expired", "已过期" },
};

static const char *
outcome_zh(const char *word)
{
	size_t	 i;

	for (i = 0; i < sizeof(outcomes) / sizeof(outcomes[0]); i++)
		if (strcmp(outcomes[i].word, word) == 0)
			return outcomes[i].zh;
	return "未知";
}

static bool
is_correction(const struct proposal *p)
{
	return strcmp(p->kind, "correct") == 0;
}

static void
show_proposal(const struct proposal *p)
{
	printf("申请 proposal: %u %s %s\n", p->number,
	    is_correction(p) ? "更正" : "撤销", p->kind);
	printf("  结果 outcome: %s %s\n", outcome_zh(p->outcome), p->outcome);
	printf("  提出者 proposed by: %s\n", p->proposed_by);
	show_time("提出时间 proposed at", p->proposed_at);
	show_time("有效至 open until", p->expires_at);
	printf("  理由 reason: %s\n", p->reason_class);
	if (*p->reason_text != '\0')
		printf("  说明 text: %s\n", p->reason_text);
	if (p->effective_at != 0)
		show_time("生效时间 takes effect", p->effective_at);
	if (*p->ended_by == '\0')
		return;
	printf("  办结者 ended by: %s\n", p->ended_by);
	show_time("办结时间 ended at", p->ended_at);
	if (*p->end_text != '\0')
		printf("  办结说明 text: %s\n", p->end_text);
}

/* The proposal of that kind, and the certificate as it is now; both shown. */
static enum reason
show_both(struct registry *r, unsigned number, const char *kind,
    struct proposal *p)
{
	struct certificate	 c;
	enum reason		 why;
	bool			 found;

	if ((why = registry_proposal(r, number, p, &found)) != OK)
		return why;
	if (!found || (kind != NULL && strcmp(kind, p->kind) != 0))
		return fail(REASON_PROPOSAL_UNKNOWN, "%u", number);
	/* It names a person, so who looked is written down first. */
	why = registry_admin_note(r, ADMIN_VIEW, p->serial, p->version,
	    "proposal");
	if (why == OK)
		why = registry_certificate_version(r, p->serial, p->version,
		    &c, &found);
	if (why == OK && !found)
		why = fail(REASON_DATA, "a proposal without its certificate");
	if (why != OK)
		return why;
	show_proposal(p);
	if (is_correction(p) && p->cleared)
		puts("更正 correction: 内容已按保存期限清除 its particulars were "
		    "removed by the rule of retention");
	else if (is_correction(p))
		show_correction(&c, &p->correction);
	show_certificate(kind == NULL ? "现状 at present" : "之前 before", &c);
	return OK;
}

static enum reason
end(struct registry *r, const struct wish *w, const struct proposal *p)
{
	uint64_t	 event;
	enum reason	 why;

	if (w->refuse > 0)
		return registry_proposal_refuse(r, w->refuse, w->change.text);
	if (w->withdraw > 0)
		return registry_proposal_withdraw(r, w->withdraw);
	if ((why = registry_proposal_confirm(r, w->confirm, &event)) != OK)
		return why;
	printf("事件 event: %" PRIu64 "\n", event);
	change_show_after(r, p->serial, p->version);
	if (is_correction(p))
		change_show_after(r, p->serial, p->version + 1);
	return OK;
}

int
proposal_end(struct registry *r, const char *command, const struct wish *w)
{
	struct proposal	 p;
	enum reason	 why;

	why = show_both(r, w->confirm + w->refuse + w->withdraw, command, &p);
	fflush(stdout);
	if (why == OK)
		why = end(r, w, &p);
	if (why != OK)
		return command_fail(command, why);
	if (w->refuse > 0)
		puts("已拒绝 refused");
	else
		puts(w->withdraw > 0 ? "已撤回 withdrawn" : "已完成 done");
	return EXIT_YES;
}

/* One a line, tabs between: for people and for cut(1). */
static enum reason
list_open(struct registry *r)
{
	struct proposal	*list = NULL;
	char		 from[CLOCK_ISO_BYTES], until[CLOCK_ISO_BYTES];
	size_t		 count = 0, i;
	enum reason	 why;

	why = registry_proposals_open(r, 0, &list, &count);
	for (i = 0; why == OK && i < count; i++) {
		clock_iso(list[i].proposed_at, from);
		clock_iso(list[i].expires_at, until);
		printf("%u\t%s\t%s\t%u\t%s\t%s\t%s\t%s\n", list[i].number,
		    list[i].kind, list[i].management_no, list[i].version,
		    list[i].reason_class, list[i].proposed_by, from, until);
	}
	free(list);
	return why;
}

static enum reason
show_one(struct registry *r, unsigned number)
{
	struct proposal	 p;

	return show_both(r, number, NULL, &p);
}

int
command_proposals(const struct conf *conf, int argc, char **argv)
{
	struct registry	*r = NULL;
	unsigned	 number = 0;
	enum reason	 why;

	if (argc > 2 || (argc == 2 && !command_number(argv[1], &number)))
		return command_usage(argv[0]);
	if ((why = command_registry(conf, 0, &r)) == OK)
		why = number > 0 ? show_one(r, number) : list_open(r);
	registry_free(&r);
	return why == OK ? EXIT_YES : command_fail(argv[0], why);
}
