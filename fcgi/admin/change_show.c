/* Certificates as administrators see them: names whole, numbers masked. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "admin/change.h"
#include "admin/command.h"
#include "base/clock.h"
#include "field/mask.h"
#include "registry/admin_event.h"
#include "registry/registry.h"

/* domain.md's words, as the pages have them. */
static const char	*const states_zh[STATE__MAX] = {
	[STATE_UNKNOWN] = "未知",
	[STATE_APPROVED] = "已批准",
	[STATE_ISSUED] = "有效",
	[STATE_SUSPENDED] = "暂停使用",
	[STATE_REVOKED] = "已撤销",
	[STATE_SUPERSEDED] = "已更正",
};

const char *
state_zh(enum certificate_state state)
{
	return states_zh[state];
}

const char *
state_zh_named(const char *word)
{
	return states_zh[certificate_state_named(word)];
}

static void
show(const char *title, const char *value)
{
	printf("  %s: %s\n", title, value);
}

void
show_time(const char *title, time_t at)
{
	char	 iso[CLOCK_ISO_BYTES];

	clock_iso(at, iso);
	show(title, iso);
}

void
show_certificate(const char *title, const struct certificate *c)
{
	char	 id[ID_NUMBER_BYTES];

	mask_id_number(MASK_KNOWN, c->id_number, id);
	printf("%s\n", title);
	printf("  管理号 management number: %s 版本 version %u\n",
	    c->management_no, c->version);
	printf("  资格 qualification: %s%s%s%s%s\n", c->title_zh,
	    *c->level != '\0' ? " " : "", c->level,
	    *c->specialty != '\0' ? " " : "", c->specialty);
	show("姓名 name", c->name);
	printf("  证件号码 ID number: %s %s\n", c->id_type_zh, id);
	show("批准日期 approved on", c->approved_on);
	if (*c->issued_on != '\0')
		show("制发日期 issued on", c->issued_on);
	printf("  状态 state: %s %s\n", state_zh(c->state),
	    certificate_state_word(c->state));
	if (c->state_since != 0)
		show_time("自 since", c->state_since);
	if (*c->state_reason != '\0')
		show("公开理由 reason told", c->state_reason);
}

static void
show_step(const char *title, const char *from, const char *to, bool differ)
{
	if (*to != '\0')
		printf("  %s: %s -> %s%s\n", title, from, to,
		    differ && strcmp(from, to) == 0 ?
		    "（隐去处不同 differs where masked）" : "");
}

void
show_correction(const struct certificate *c, const struct correction *to)
{
	char	 from_id[ID_NUMBER_BYTES], to_id[ID_NUMBER_BYTES];
	char	 from_sex[12], to_sex[12] = "";

	mask_id_number(MASK_KNOWN, c->id_number, from_id);
	mask_id_number(MASK_KNOWN, to->id_number, to_id);
	snprintf(from_sex, sizeof(from_sex), "%d", c->sex);
	if (to->sex >= 0)
		snprintf(to_sex, sizeof(to_sex), "%d", to->sex);
	puts("更正 correction");
	show_step("姓名 name", c->name, to->name, false);
	show_step("证件类型 ID type", c->id_type, to->id_type, false);
	show_step("证件号码 ID number", from_id, to_id,
	    strcmp(c->id_number, to->id_number) != 0);
	show_step("性别 sex", from_sex, to_sex, false);
	show_step("出生日期 birth date", c->birth_date, to->birth_date, false);
}

enum reason
change_find(struct registry *r, const char *management_no,
    struct certificate *c)
{
	enum reason	 why;
	bool		 found;

	why = registry_certificate_newest(r, management_no, c, &found);
	if (why == OK && !found)
		why = fail(REASON_CERT_UNKNOWN, "management number");
	return why;
}

enum reason
change_look(struct registry *r, const char *management_no, const char *what,
    struct certificate *c)
{
	enum reason	 why = change_find(r, management_no, c);

	return why != OK ? why : registry_admin_note(r, ADMIN_VIEW, c->serial,
	    c->version, what);
}

void
change_show_after(struct registry *r, uint64_t serial, unsigned version)
{
	struct certificate	 c;
	enum reason		 why;
	bool			 found;

	why = registry_certificate_version(r, serial, version, &c, &found);
	if (why == OK && found)
		show_certificate("之后 after", &c);
	else
		puts("已完成，但未能再次读取状态。 Done, but the state could "
		    "not be read again.");
}

/* The classes of a command, and how one is given. */
static enum reason
tell_classes(struct registry *r, const char *command)
{
	struct reason_class	*list = NULL;
	size_t			 count = 0, i;
	enum reason		 why;

	why = registry_reason_classes(r, command, &list, &count);
	if (why != OK)
		return why;
	fprintf(stderr, "ecert: %s: 理由代码及公开的说明 reason classes, and "
	    "what the public is told:\n", command);
	for (i = 0; i < count; i++)
		fprintf(stderr, "  %s\t%s %s\n", list[i].code,
		    list[i].sentence_zh, list[i].sentence_en);
	fprintf(stderr, "  请选择一个重新运行 choose one and run it again: "
	    "ecert %s MANAGEMENT_NO --reason %s\n", command,
	    count > 0 ? list[0].code : "CLASS");
	free(list);
	return OK;
}

int
change_fail(struct registry *r, const char *command, enum reason why)
{
	int	 status = command_fail(command, why);

	if (why == REASON_WHY_UNKNOWN &&
	    (why = tell_classes(r, command)) != OK)
		command_explain(command, why);
	return status;
}

int
change_usage(const struct conf *conf, const char *command,
    const struct wish *w)
{
	struct registry	*r = NULL;
	enum reason	 why;
	int		 status = command_usage(command);

	if (!w->lacks_reason)
		return status;
	fputs("       缺少 --reason 理由代码。 --reason CLASS is missing.\n",
	    stderr);
	if ((why = command_registry(conf, 0, &r)) != OK ||
	    (why = tell_classes(r, command)) != OK)
		command_explain(command, why);
	registry_free(&r);
	return status;
}
