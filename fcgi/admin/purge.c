/* ecert purge: remove what may go by the rules of retention. */
#include <inttypes.h>
#include <stdio.h>

#include "admin/command.h"
#include "registry/purge.h"
#include "registry/registry.h"

#define BATCH	500	/* rows a transaction: some hundredths of a second */

static const struct {
	enum purge_what	 what;
	const char	*zh, *en;
} parts[] = {
	{ PURGE_COUNT, "已汇总的查询小时", "hours of look-ups counted" },
	{ PURGE_COPIES, "过期的加注件副本", "expired copies" },
	{ PURGE_SESSIONS, "结束的会话", "sessions that have ended" },
	{ PURGE_SIGN_INS, "过时的登录记录", "old sign-in attempts" },
	{ PURGE_REPORTS, "过期的核验报告", "expired verification reports" },
	{ PURGE_LOOKUPS, "过时的批量查询行", "rows of old batches" },
	{ PURGE_ACCESSES, "到期的查询记录", "old records of access" },
	{ PURGE_PROPOSALS, "已办结更正申请中的个人信息",
	    "particulars of corrections that have ended" },
	{ PURGE_BUREAU_BATCHES, "到期的报送名单", "old tables of bureaus" },
	{ PURGE_BUREAU_REPORTS, "到期的机构核验请求记录",
	    "old calls of bureaus to verify files" },
};

static enum reason
purge_all(struct registry *registry)
{
	uint64_t	 removed;
	enum reason	 why = OK;
	size_t		 i;
	bool		 ruled;

	for (i = 0; why == OK && i < sizeof(parts) / sizeof(parts[0]); i++) {
		why = registry_purge(registry, parts[i].what, BATCH, &removed,
		    &ruled);
		printf("%s %s: %" PRIu64 "%s\n", parts[i].zh, parts[i].en,
		    removed, ruled ? "" :
		    " (没有现行的保存期限规则，未清除 no rule is in force)");
		fflush(stdout);
	}
	return why;
}

int
command_purge(const struct conf *conf, int argc, char **argv)
{
	struct registry	*registry = NULL;
	enum reason	 why;

	(void)argv;
	if (argc != 1) {
		fputs("usage: ecert [-c FILE] purge\n", stderr);
		return EXIT_USAGE;
	}
	if ((why = registry_open(conf, &registry)) == OK &&
	    (why = registry_health(registry)) == OK)
		why = purge_all(registry);
	registry_free(&registry);
	if (why == OK)
		return EXIT_YES;
	command_explain("purge", why);
	return EXIT_UNDECIDED;
}
