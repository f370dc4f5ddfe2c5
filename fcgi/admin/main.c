/* ecert: the administration command (ecert(1)). */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "admin/command.h"
#include "base/text.h"
#include "document/library.h"
#include "registry/registry.h"

#define STATE_ARGUMENTS	"MANAGEMENT_NO --reason CLASS ... | " \
	"--confirm | --refuse | --withdraw NUMBER"

static const struct command commands[] = {
	{ "audit", "[--from DATE] [--to DATE] [--actor NAME] ... [--csv]",
	    "列出谁查看、变更、导出、导入了什么",
	    "list who viewed, changed, exported and imported what",
	    "ecert_admin", command_audit },
	{ "backup", "[--check] FOLDER",
	    "备份登记库；核对一份备份",
	    "copy the whole registry into a new folder; check such a copy",
	    "ecert_backup", command_backup },
	{ "bureau", "add | rotate | terms | disable | list",
	    "登记接入机构及其密钥、权限、配额，停用，列出",
	    "register bureaus that call over HTTP, their keys and terms",
	    "ecert_admin", command_bureau },
	{ "check", "",
	    "检查配置、密钥、数据库、版本与时钟",
	    "check configuration, keys, database, schema version and clock",
	    "ecert_web", command_check },
	{ "correct", STATE_ARGUMENTS,
	    "更正持证人信息（须两人）",
	    "correct a holder's particulars (takes two persons)",
	    "ecert_admin", command_correct },
	{ "history", "MANAGEMENT_NO",
	    "列出一个证书的经过",
	    "list what a certificate has gone through",
	    "ecert_admin", command_history },
	{ "import", "FILE.csv --qualification CODE ... | --list | --discard N",
	    "导入一批已批准的证书（CSV），查看或撤除导入",
	    "import approved certificates from CSV; list, discard imports",
	    "ecert_admin", command_import },
	{ "issue", "--dry-run BATCH | --confirm NUMBER | MANAGEMENT_NO",
	    "签发一批或一个已批准的证书",
	    "issue a batch of approved certificates, or one",
	    "ecert_admin", command_issue },
	{ "log", "verify [--expect ID:DIGEST] | head",
	    "核验事件链，给出链尾摘要",
	    "verify the chain of events, print its end",
	    "ecert_admin", command_log },
	{ "migrate", "",
	    "建立或升级登记库",
	    "create or upgrade the registry's schema",
	    "ecert_owner", command_migrate },
	{ "proposals", "[NUMBER]",
	    "列出等待第二人确认的申请",
	    "list what waits for a second person",
	    "ecert_admin", command_proposals },
	{ "purge", "",
	    "按保存期限规则清除到期的内容",
	    "remove what may go by the rules of retention",
	    "ecert_admin", command_purge },
	{ "reinstate", "MANAGEMENT_NO --reason CLASS ...",
	    "恢复一个暂停使用的证书",
	    "put a suspended certificate in force again",
	    "ecert_admin", command_reinstate },
	{ "report", "[NAME [--PARAMETER VALUE]... [--csv | --xlsx | --xml]]",
	    "列出报表，或统计并输出一个报表",
	    "list the reports, or print the numbers of one",
	    "ecert_report", command_report },
	{ "restore", "FOLDER",
	    "把备份恢复到空数据库并核对",
	    "restore a backup into an empty database, and compare",
	    "ecert_owner", command_restore },
	{ "revoke", STATE_ARGUMENTS,
	    "撤销一个证书（须两人）",
	    "revoke a certificate (takes two persons)",
	    "ecert_admin", command_revoke },
	{ "seal", "show | import | list | disable | make-specimen",
	    "查看、核验、导入、停用电子印章，制作样本印章",
	    "show, verify, import, disable electronic seals, make a specimen",
	    "ecert_admin", command_seal },
	{ "suspend", "MANAGEMENT_NO --reason CLASS ...",
	    "暂停使用一个证书",
	    "suspend a certificate",
	    "ecert_admin", command_suspend },
	{ "verify", "[--offline] [--json] FILE...",
	    "核验电子证书文件",
	    "verify an electronic certificate file",
	    "ecert_web", command_verify },
};
#define COMMANDS	(sizeof(commands) / sizeof(commands[0]))

static void
print_help(FILE *to)
{
	size_t	 i;

	fputs("用法 usage: ecert [-c FILE] COMMAND [ARGUMENTS]\n\n", to);
	for (i = 0; i < COMMANDS; i++)
		fprintf(to, "  %-10s%s\n%12s%s\n%12s%s\n", commands[i].name,
		    commands[i].arguments, "", commands[i].summary_zh, "",
		    commands[i].summary_en);
	fputs("\n  -c FILE   配置文件 configuration (ecert.conf(5)); 预设 preset: "
	    "$ECERT_CONF, " SYSCONFDIR "/ecert/ecert.conf\n"
	    "  --help, --version\n\n"
	    "ecert COMMAND --help; man ecert-COMMAND\n", to);
}

static const struct command *
find_command(const char *name)
{
	size_t	 i;

	for (i = 0; i < COMMANDS; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

void
command_tell_account(const char *what)
{
	char			 name[16];
	const struct command	*c;

	snprintf(name, sizeof(name), "%.*s", (int)strcspn(what, " "), what);
	if ((c = find_command(name)) != NULL)
		fprintf(stderr, "       此命令须用 %s 一类账户的配置：ecert -c "
		    "FILE %s ...\n       It needs the configuration of an "
		    "account like %s.\n", c->account, c->name, c->account);
}

int
command_usage(const char *name)
{
	const struct command	*c = find_command(name);

	fprintf(stderr, "usage: ecert [-c FILE] %s %s\n       man ecert-%s\n",
	    c->name, c->arguments, c->name);
	return EXIT_USAGE;
}

bool
command_number(const char *text, unsigned *out)
{
	unsigned long	 n;

	if (!text_is_digits(text))
		return false;
	errno = 0;
	n = strtoul(text, NULL, 10);
	*out = (unsigned)n;
	return errno == 0 && n > 0 && n <= UINT32_MAX;
}

enum reason
command_registry(const struct conf *conf, int wait_s, struct registry **out)
{
	static struct conf	 patient;	/* the registry refers to it */
	enum reason		 why;

	patient = *conf;
	if (wait_s > 0)
		patient.db_timeout_s = wait_s;
	why = registry_open(&patient, out);
	return why != OK ? why : registry_health(*out);
}

static void
print_command_help(const struct command *c)
{
	printf("用法 usage: ecert [-c FILE] %s %s\n  %s\n  %s\n\n"
	    "man ecert-%s\n", c->name, c->arguments, c->summary_zh,
	    c->summary_en, c->name);
}

static int
run_command(const struct command *c, const char *path, int argc, char **argv)
{
	struct conf	*conf = NULL;
	enum reason	 why;
	int		 status = EXIT_UNDECIDED;

	if (argc > 1 && strcmp(argv[1], "--help") == 0) {
		print_command_help(c);
		return EXIT_YES;
	}
	if ((why = conf_load(path, &conf)) != OK ||
	    (why = library_start()) != OK)
		command_explain(c->name, why);
	else {
		status = c->run(conf, argc, argv);
		library_stop();
	}
	conf_free(&conf);
	return status;
}

int
main(int argc, char **argv)
{
	const struct command	*command;
	const char		*path = getenv("ECERT_CONF");
	int			 at = 1;

	if (path == NULL)
		path = SYSCONFDIR "/ecert/ecert.conf";
	if (argc > 1 && strcmp(argv[1], "--help") == 0) {
		print_help(stdout);
		return EXIT_YES;
	}
	if (argc > 1 && strcmp(argv[1], "--version") == 0) {
		puts("ecert " PACKAGE_VERSION);
		return EXIT_YES;
	}
	if (argc > 2 && strcmp(argv[1], "-c") == 0) {
		path = argv[2];
		at = 3;
	}
	if (at >= argc || (command = find_command(argv[at])) == NULL) {
		if (at < argc)
			fprintf(stderr, "ecert: 没有这个子命令 no such "
			    "command: %s\n", argv[at]);
		print_help(stderr);
		return EXIT_USAGE;
	}
	return run_command(command, path, argc - at, argv + at);
}
