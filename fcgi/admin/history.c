/* ecert history: what a certificate has gone through. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "admin/change.h"
#include "admin/command.h"
#include "base/clock.h"
#include "field/management_no.h"
#include "registry/registry.h"

static void
show_entry(const struct history_entry *e)
{
	char	 recorded[CLOCK_ISO_BYTES], effective[CLOCK_ISO_BYTES];

	clock_iso(e->recorded_at, recorded);
	clock_iso(e->effective_at, effective);
	printf("事件 event %" PRIu64 ": 版本 version %u, %s -> %s %s",
	    e->id, e->version, e->kind, state_zh_named(e->state_after),
	    e->state_after);
	if (e->batch != 0)
		printf(" (批次 batch %u)", e->batch);
	printf("\n  生效 effective: %s\n  记录 recorded: %s\n"
	    "  操作者 actor: %s\n", effective, recorded, e->actor);
	if (*e->proposed_by != '\0')
		printf("  提出者 proposed by: %s\n", e->proposed_by);
	if (*e->reason_class != '\0')
		printf("  理由 reason: %s\n", e->reason_class);
	if (*e->reason_text != '\0')
		printf("  说明 text: %s\n", e->reason_text);
	if (e->successor != 0)
		printf("  更正后版本 corrected as version: %u\n", e->successor);
}

static enum reason
show_events(struct registry *r, uint64_t serial)
{
	struct history_entry	*list = NULL;
	size_t			 count = 0, i;
	enum reason		 why;

	why = registry_history(r, serial, &list, &count);
	for (i = 0; why == OK && i < count; i++)
		show_entry(&list[i]);
	free(list);
	return why;
}

static enum reason
show_open(struct registry *r, uint64_t serial)
{
	struct proposal	*list = NULL;
	size_t		 count = 0, i;
	enum reason	 why;

	why = registry_proposals_open(r, serial, &list, &count);
	for (i = 0; why == OK && i < count; i++)
		printf("待确认的申请 open proposal %u: %s, %s, "
		    "提出者 proposed by %s\n", list[i].number, list[i].kind,
		    list[i].reason_class, list[i].proposed_by);
	free(list);
	return why;
}

static enum reason
show_history(struct registry *r, const char *management_no)
{
	struct certificate	 c;
	enum reason		 why;

	if ((why = change_look(r, management_no, "history", &c)) != OK)
		return why;
	show_certificate("现状 at present", &c);
	if ((why = show_events(r, c.serial)) != OK)
		return why;
	return show_open(r, c.serial);
}

int
command_history(const struct conf *conf, int argc, char **argv)
{
	struct registry	*r = NULL;
	char		 management_no[MANAGEMENT_NO_BYTES];
	enum reason	 why;

	if (argc != 2 || management_no_normalise(argv[1], management_no) != OK)
		return command_usage(argv[0]);
	if ((why = command_registry(conf, 0, &r)) == OK)
		why = show_history(r, management_no);
	registry_free(&r);
	return why == OK ? EXIT_YES : command_fail(argv[0], why);
}
